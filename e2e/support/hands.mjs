// Three ways to use a page, with the same gestures: the mouse, the keyboard alone, and no script at all.
import assert from 'node:assert/strict';

const MOST_TABS = 150;

/** Waits for the page whose first heading is `title`. */
export const arriveAt = (page, title) =>
  page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();

const question = (page, legend) => page.getByRole('group', { name: legend, exact: true });
const answerTo = (page, legend, answer) => question(page, legend).getByRole('radio', { name: answer, exact: true });
const field = (page, label) => page.getByLabel(label, { exact: true });

/** What a field that is searched as one types proposes, under it. */
const proposals = (page, label, choice) =>
  field(page, label).locator('..').getByRole('option').filter({ hasText: choice }).first();

/** With a mouse, and scripts. */
export function mouse(page) {
  const pick = async (label, typed, choice) => {
    await field(page, label).fill(typed);
    await proposals(page, label, choice).click();
  };
  return {
    page,
    choose: (legend, answer) => answerTo(page, legend, answer).check(),
    type: (label, text) => field(page, label).fill(text),
    tick: (label) => field(page, label).check(),
    pick,
    search: pick,
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    follow: (name) => page.getByRole('link', { name, exact: true }).click(),
  };
}

/** Without scripts: long lists are lists, places are searched by a button, then ticked. */
export function plain(page) {
  return {
    ...mouse(page),
    search: async (label, _, choice) => {
      const option = field(page, label).getByRole('option').filter({ hasText: choice }).first();
      await field(page, label).selectOption(await option.getAttribute('value'));
    },
    pick: async (label, typed, choice) => {
      await field(page, label).fill(typed);
      await page.getByRole('button', { name: `Chercher : ${label}`, exact: true }).click();
      await page.getByRole('radio', { name: choice }).first().check();
    },
  };
}

/** With the keyboard alone: what is not reached by Tab does not exist. */
export function keyboard(page) {
  const keys = page.keyboard;
  const reach = (target) => tabTo(page, target);
  const pick = async (label, typed, choice) => {
    await reach(field(page, label));
    await keys.press('ControlOrMeta+A');
    await keys.type(typed);
    const wanted = proposals(page, label, choice);
    await wanted.waitFor();
    while (!(await hasFocus(wanted))) await keys.press('ArrowDown');
    await keys.press('Enter');
    assert.ok(await hasFocus(field(page, label)), `${label}: the focus comes back to the field`);
  };
  const activate = (role, key) => async (name) => {
    await reach(page.getByRole(role, { name, exact: true }));
    await keys.press(key);
  };
  return {
    page,
    choose: async (legend, answer) => {
      const wanted = answerTo(page, legend, answer);
      await reach(question(page, legend).getByRole('radio'));
      await keys.press('Space');
      for (let moves = 0; !(await wanted.isChecked()); moves += 1) {
        assert.ok(moves < MOST_TABS, `${legend}: no arrow leads to ${answer}`);
        await keys.press('ArrowDown');
      }
    },
    type: async (label, text) => {
      await reach(field(page, label));
      await keys.press('ControlOrMeta+A');
      await keys.type(text);
    },
    tick: async (label) => {
      await reach(field(page, label));
      await keys.press('Space');
    },
    pick,
    search: pick,
    press: activate('button', 'Space'),
    follow: activate('link', 'Enter'),
  };
}

/** True if one of those that the locator finds has the focus. */
export const hasFocus = (target) =>
  target.evaluateAll((elements) => elements.includes(document.activeElement));

/**
 * Presses Tab until one of `target` has the focus. On the way the focus goes down the page, one element
 * after another, and is always seen.
 */
async function tabTo(page, target) {
  await target.first().waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(faultOfFocus);
    assert.equal(fault, null, `${page.url()}: ${fault}`);
  }
  assert.fail(`${page.url()}: the keyboard does not reach ${target}`);
}

// Runs in the page: what is wrong with where the focus is now, if anything.
function faultOfFocus() {
  const element = document.activeElement;
  const before = globalThis.lastFocused;
  globalThis.lastFocused = element;
  if (element === document.body) return null;
  const name = element.outerHTML.slice(0, 150);
  const isAbove = before?.isConnected && before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  const startsAgain = before === document.body || element.classList.contains('govuk-skip-link');
  if (isAbove && !startsAgain) return `the focus goes back up to ${name}`;

  const isRing = ({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  const drawn = [getComputedStyle(element)];
  for (const label of element.labels ?? []) drawn.push(getComputedStyle(label, '::before'));
  return drawn.some(isRing) ? null : `the focus is not seen on ${name}`;
}
