// Checks a page against the rules that axe can test.
import assert from 'node:assert/strict';
import axe from 'axe-core';

const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

const CONTRAST = { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] };

/** Fails with a readable list if axe finds anything in the page as it is now; `name` says which page and state. */
export const assertAccessible = (page, name) => assertNoViolation(page, name, OPTIONS);

/** The same for colours alone, when nothing else has changed. */
export const assertContrast = (page, name) => assertNoViolation(page, name, CONTRAST);

async function assertNoViolation(page, name, options) {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  if (!isThere) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((asked) => globalThis.axe.run(document, asked), options);
  assert.ok(violations.length === 0, `${name} (${page.url()}) is not accessible:\n${violations.map(describe).join('\n')}`);
}

function describe({ id, impact, help, nodes }) {
  const places = nodes.map((node) => `    ${node.target.join(' ')}  ${node.html}\n      ${indent(node.failureSummary)}`);
  return `  ${id} (${impact}): ${help}\n${places.join('\n')}`;
}

const indent = (text) => text.replaceAll('\n', '\n      ');
