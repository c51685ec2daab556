// What a page looks like: pictures of it, and its fit on a narrow screen.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const HEIGHT = 900;
const NARROWEST = 320;

/** Writes `name-1280.png` and `name-360.png`, the whole page on a desk and on a phone. */
export async function takePictures(page, directory, name) {
  await mkdir(directory, { recursive: true });
  for (const width of [1280, 360]) {
    await atWidth(page, width, () =>
      page.screenshot({ path: join(directory, `${name}-${width}.png`), fullPage: true, animations: 'disabled' }),
    );
  }
}

/** Fails, naming what sticks out, if a screen of 320 px has to be scrolled sideways (WCAG 1.4.10). */
export async function assertNoHorizontalScroll(page, name) {
  const outside = await atWidth(page, NARROWEST, () => page.evaluate(elementsOutside, NARROWEST));
  assert.deepEqual(outside, [], `${name} (${page.url()}) scrolls sideways at ${NARROWEST} px`);
}

async function atWidth(page, width, look) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: HEIGHT });
  try {
    return await look();
  } finally {
    await page.setViewportSize(before);
  }
}

// Runs in the page.
function elementsOutside(width) {
  if (document.scrollingElement.scrollWidth <= width) return [];
  const outside = [...document.body.querySelectorAll('*')].filter(
    (element) => Math.round(element.getBoundingClientRect().right) > width,
  );
  return outside.length > 0 ? outside.map((element) => element.outerHTML.slice(0, 120)) : ['the page'];
}
