// What a page looks like: pictures of it, and its fit on a narrow screen.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const HEIGHT = 900;
const NARROWEST = 320;

/** Writes `name.png` and `name-telephone.png`: the top of the page, on a desk and on a phone. */
export async function takePictures(page, directory, name) {
  await mkdir(directory, { recursive: true });
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const [width, suffix] of [
    [1280, ''],
    [360, '-telephone'],
  ]) {
    await atWidth(page, width, () =>
      page.screenshot({ path: join(directory, `${name}${suffix}.png`), animations: 'disabled', caret: 'hide' }),
    );
  }
}

/** Fails, naming what sticks out, if a screen of 320 px has to be scrolled sideways (WCAG 1.4.10). */
export async function assertNoHorizontalScroll(page, name) {
  const outside = await atWidth(page, NARROWEST, () => page.evaluate(elementsOutside, NARROWEST));
  assert.deepEqual(outside, [], `${name} (${page.url()}) scrolls sideways at ${NARROWEST} px`);
}

/** Opens `path` with text twice as large, and fails if it has to be scrolled sideways or is cut (WCAG 1.4.4). */
export async function assertLargeTextFits(page, path) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await page.goto(path);
  const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  assert.ok(size >= 32, `${path}: the text follows the browser's setting, not ${size} px`);
  const outside = await page.evaluate(elementsOutside, page.viewportSize().width);
  assert.deepEqual(outside, [], `${path} scrolls sideways with text twice as large`);
  await devtools.detach();
}

/** Fails if anything of the page would move, for a visitor who asks for less motion. */
export async function assertStill(page, name) {
  const moving = await page.evaluate(elementsThatMove);
  assert.deepEqual(moving, [], `${name} moves`);
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

// Runs in the page.
function elementsThatMove() {
  const lasts = (durations) => durations.split(',').some((duration) => Number.parseFloat(duration) > 0.01);
  return [...document.querySelectorAll('*')]
    .filter((element) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
      return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration));
    })
    .map((element) => element.outerHTML.slice(0, 120));
}
