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

const found = (all, pattern) => all.map((text) => pattern.exec(text)).filter(Boolean);

/** What `pattern` finds in the next message that holds it, once `act` is done. */
export async function newMessage(page, pattern, act) {
  const before = found(await texts(page), pattern).length;
  await act();
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; ) {
    const now = found(await texts(page), pattern);
    if (now.length > before) return now[0];
    await page.waitForTimeout(300);
  }
  throw new Error(`no new message holds ${pattern}`);
}

/** The path of the one-time link that `act` makes leave. */
export const newLink = async (page, act) => (await newMessage(page, /https?:\/\/[^/\s]+(\/connexion\/lien\/\S+)/, act))[1];
