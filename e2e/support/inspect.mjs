// All that can be wrong with a page as it is now: axe, a narrow screen, the colours of the dark scheme.
import assert from 'node:assert/strict';
import { assertAccessible, assertContrast } from './axe.mjs';
import { assertNoHorizontalScroll } from './look.mjs';

/** `name` says which page and state. */
export async function inspect(page, name) {
  await assertAccessible(page, name);
  await assertNoHorizontalScroll(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertContrast(page, `${name}, dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The same of the page at `path`, which must answer with `status`. */
export async function inspectPage(page, path, status = 200) {
  const answer = await page.goto(path);
  assert.equal(answer.status(), status, path);
  await inspect(page, path);
}
