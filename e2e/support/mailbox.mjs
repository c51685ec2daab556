// The mails and SMS of the demonstration, as their recipients would read them.
const LIMIT_MS = 30_000;

/** The texts on the page of messages, the latest first. */
async function texts(page) {
  const reader = await page.context().newPage();
  try {
    await reader.goto('/demo/messages');
    return await reader.locator('.rpps-message__text').allInnerTexts();
  } finally {
    await reader.close();
  }
}

/** The latest text that holds `pattern`, as matched. */
const latest = async (page, pattern) => (await texts(page)).map((text) => pattern.exec(text)).find(Boolean);

/** What `pattern` finds in the message that `act` makes leave: another than the latest one before. */
export async function newMessage(page, pattern, act) {
  const before = await latest(page, pattern);
  await act();
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; ) {
    const now = await latest(page, pattern);
    if (now && now.input !== before?.input) return now;
    await page.waitForTimeout(300);
  }
  throw new Error(`no new message holds ${pattern}`);
}

/** The path of the one-time link that `act` makes leave. */
export const newLink = async (page, act) => (await newMessage(page, /https?:\/\/[^/\s]+(\/connexion\/lien\/\S+)/, act))[1];
