// Opens pages in Chromium that fail the test for whatever the user would not see: script errors, refusals of the
// content security policy, failed requests, requests to another site.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

/** Starts the Chromium of the machine, or the one that CHROMIUM names. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Runs `journey(page)` in a new session, then checks that nothing went wrong behind the page.
 * `options` are those of a Playwright context, `baseURL` being the site. A journey that fails
 * leaves its page in `e2e/results/` under `name`, if it has one.
 */
export async function withPage(browser, name, options, journey) {
  const context = await browser.newContext({
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const problems = [];
  context.on('page', (page) => watch(page, options.baseURL, problems));
  const page = await context.newPage();
  try {
    await journey(page);
    assert.deepEqual(problems, [], 'behind the page');
  } catch (error) {
    if (name) await keep(page, name, problems);
    throw error;
  } finally {
    await context.close();
  }
}

function watch(page, baseURL, problems) {
  // The port of cards is another origin of the same host.
  const site = new URL(baseURL).hostname;
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A failed answer is judged below by its status: a form refused with 422 is not a problem.
    const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
    if (message.type() === 'error' && !isAnswer) problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isWeb = url.protocol.startsWith('http');
    if (isWeb && url.hostname !== site) problems.push(`request to another site: ${url.href}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // The browser gives up what a page was loading when the user leaves it.
    if (reason !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()} (${reason})`);
  });
  page.on('response', (response) => {
    const limit = response.request().isNavigationRequest() ? 500 : 400;
    if (response.status() >= limit) problems.push(`answer ${response.status()}: ${response.url()}`);
  });
}

async function keep(page, name, problems) {
  await mkdir(RESULTS, { recursive: true });
  const file = join(RESULTS, name.normalize('NFD').replace(/[^a-zA-Z0-9]+/g, '-'));
  await page.screenshot({ path: `${file}.png`, fullPage: true }).catch(() => {});
  const html = await page.content().catch(() => '');
  await writeFile(`${file}.html`, `<!-- ${page.url()}\n${problems.join('\n')}\n-->\n${html}`);
}
