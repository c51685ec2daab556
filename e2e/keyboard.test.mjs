// The main job with the keyboard alone: what Tab does not reach, or does not show, fails the journey (see hands.mjs).
import assert from 'node:assert/strict';
import { arriveAt, hasFocus, keyboard } from './support/hands.mjs';
import { BORN_ABROAD, BORN_IN_A_FORMER_COMMUNE, CONTINUE, begin, fillAll, signIn, submit } from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

for (const [birthPlace, person] of [
  ['abroad', BORN_ABROAD],
  ['in a commune that no longer exists', BORN_IN_A_FORMER_COMMUNE],
]) {
  site.journey(`a person born ${birthPlace} is registered with the keyboard alone`, {}, async (page) => {
    const hands = keyboard(page);
    await signIn(hands, 'Nadia Benali');
    await begin(hands);
    await fillAll(hands, person);
    assert.match(await submit(hands), /^\d{11}$/);
    await hands.press('Enregistrer une autre personne');
    await arriveAt(page, 'Avant d’enregistrer un professionnel');
  });
}

site.journey('the first Tab skips to the content, and a mistake takes the focus', {}, async (page) => {
  const hands = keyboard(page);
  await signIn(hands, 'Nadia Benali');
  await begin(hands);
  await page.keyboard.press('Tab');
  assert.ok(await hasFocus(page.getByRole('link', { name: 'Aller au contenu' })));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await hasFocus(page.getByRole('radio', { name: 'Madame' })), 'past the header');

  await hands.press(CONTINUE);
  const summary = page.locator('.govuk-error-summary');
  await summary.waitFor();
  assert.ok(await hasFocus(summary));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.ok(await hasFocus(page.getByLabel('Nom de naissance', { exact: true })));
  await page.keyboard.press('Shift+Tab');
  assert.ok(await hasFocus(page.getByRole('radio', { name: 'Masculin' })), 'Shift+Tab goes back');
});

site.journey('the proposals of a search are left by Escape, without a choice', {}, async (page) => {
  const hands = keyboard(page);
  await signIn(hands, 'Nadia Benali');
  await begin(hands);
  const field = page.getByLabel('Commune de naissance, en France', { exact: true });
  await hands.type('Commune de naissance, en France', 'caen');
  await page.getByRole('option', { name: /^Caen/ }).first().waitFor();
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('#birth_commune').getAttribute('aria-expanded') === 'false');
  assert.equal(await page.locator('input[name=birth_commune]').inputValue(), '');
});
