// The main job without JavaScript, on the narrowest screen: lists, buttons that search, pages that come back.
import assert from 'node:assert/strict';
import { arriveAt, plain } from './support/hands.mjs';
import { assertNoHorizontalScroll } from './support/look.mjs';
import {
  BORN_ABROAD,
  BORN_IN_A_FORMER_COMMUNE,
  CONTINUE,
  STEPS,
  VERIFY,
  begin,
  signIn,
  submit,
} from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

const journey = (name, walk) =>
  site.journey(name, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } }, async (page) => {
    const hands = plain(page);
    await signIn(hands, 'Nadia Benali');
    await walk(hands, page);
  });

for (const [birthPlace, person] of [
  ['abroad', BORN_ABROAD],
  ['in a commune that no longer exists', BORN_IN_A_FORMER_COMMUNE],
]) {
  journey(`a person born ${birthPlace} is registered without JavaScript`, async (hands, page) => {
    await begin(hands);
    for (const [title, fill] of STEPS) {
      await arriveAt(page, title);
      await fill(hands, person);
      await assertNoHorizontalScroll(page, title);
      await hands.press(CONTINUE);
    }
    await arriveAt(page, VERIFY);
    await assertNoHorizontalScroll(page, VERIFY);
    assert.match(await submit(hands), /^\d{11}$/);
    await assertNoHorizontalScroll(page, 'Professionnel enregistré');
    await page.goto('/demo/messages');
    await page.getByRole('heading', { name: `Courriel à ${person.email}` }).waitFor();
  });
}

journey('nothing that needs a script is shown without one', async (hands, page) => {
  await page.goto('/enregistrements/nouveau');
  assert.equal(await page.getByRole('button', { name: 'Imprimer cette liste' }).count(), 0);
  await page.goto('/espace');
  for (const entry of ['Mon espace', 'Enregistrements', 'Professionnels', 'Annuaire']) {
    await page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link', { name: entry, exact: true }).waitFor();
  }
});

journey('a search without a result, then a mistake, keep what was typed', async (hands, page) => {
  const commune = page.getByLabel('Commune de naissance, en France', { exact: true });
  await begin(hands);
  await hands.type('Nom de naissance', 'Martin');
  await commune.fill('Trifouilly');
  await page.getByRole('button', { name: /^Chercher/ }).click();
  await page.getByText('Aucun résultat pour « Trifouilly ».').waitFor();
  assert.equal(await commune.inputValue(), 'Trifouilly');
  assert.ok(page.url().endsWith('#birth_commune'), 'the page comes back where one was');
  await hands.press(CONTINUE);
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Nom de naissance', { exact: true }).inputValue(), 'Martin');
  assert.equal(await commune.inputValue(), 'Trifouilly');
});
