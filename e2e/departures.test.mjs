// Several departures at once: numbers pasted, a staff list compared, one plan confirmed, its result as a file.
import assert from 'node:assert/strict';
import { arriveAt, keyboard, mouse, plain } from './support/hands.mjs';
import { inspect } from './support/inspect.mjs';
import { frenchDay, signIn } from './support/registration.mjs';
import { startSite } from './support/site.mjs';
import { workbook } from './support/workbook.mjs';

const site = startSite();

/** The lines of the list of professionals as a file, without its mark. */
async function everyone(page) {
  const answer = await page.request.get('/professionnels.csv');
  assert.equal(answer.status(), 200);
  const lines = (await answer.text()).replace('\ufeff', '').trim().split('\r\n');
  return lines.map((line) => line.split(';'));
}

/** Waits until the plan is applied, as who asks again. */
async function untilDone(page) {
  for (let asked = 0; asked < 60; asked += 1) {
    if (await page.getByText('Ce plan est appliqué').isVisible()) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.fail('the plan was not applied within 30 seconds');
}

site.journey('numbers that are pasted end together, by keyboard alone', { reducedMotion: 'reduce' }, async (page) => {
  const hands = keyboard(page);
  await signIn(mouse(page), 'Nadia Benali');
  await page.goto('/departs');
  await inspect(page, 'departures');
  await page.goto('/departs/numeros');
  await inspect(page, 'numbers');
  await mouse(page).press('Continuer');
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'numbers in error');
  const [, ...people] = await everyone(page);
  const open = people.filter((line) => line[14] === '');
  const once = open.filter((line) => open.filter((other) => other[0] === line[0]).length === 1);
  const numbers = once.slice(0, 2).map((line) => line[0]);
  await mouse(page).type('Numéros RPPS', `${numbers.join('\n')}\n12`);
  await hands.press('Continuer');
  await arriveAt(page, 'Départs par numéros RPPS');
  await inspect(page, 'who leaves');
  await hands.press('Continuer');
  await arriveAt(page, 'Confirmer les départs');
  await page.getByText('Il manque le dernier jour').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Fermer 2 situations' }).count(), 0);
  await inspect(page, 'a confirmation that lacks something');
  await hands.press('Compléter la liste');
  await arriveAt(page, 'Départs par numéros RPPS');
  await hands.type('Dernier jour', frenchDay());
  await page.getByLabel('Motif', { exact: true }).selectOption('AUT');
  await hands.press('Continuer');
  await arriveAt(page, 'Confirmer les départs');
  for (const number of numbers) await page.getByText(number).first().waitFor();
  await inspect(page, 'a confirmation');
  await hands.press('Fermer 2 situations');
  await arriveAt(page, 'Départs par numéros RPPS');
  await untilDone(page);
  await inspect(page, 'a result');
  for (const number of numbers) {
    await page.goto(`/annuaire?q=${number}`);
    assert.equal(await page.getByRole('link', { name: new RegExp(number) }).count(), 0);
  }
});

site.journey('a staff list is compared without a script', { javaScriptEnabled: false }, async (page) => {
  const hands = plain(page);
  await signIn(hands, 'Nadia Benali');
  const [headers, ...people] = await everyone(page);
  const open = people.filter((line) => line[14] === '');
  const once = open.filter((line) => open.filter((other) => other[0] === line[0]).length === 1);
  const gone = once[0];
  const list = open.filter((line) => line !== gone);
  const newcomer = headers.map((header) => ({ 'Nom de naissance': 'MARCHETTI', Prénoms: 'Solène', 'Date de naissance': '12/05/1990' })[header] ?? '');
  const file = { name: 'personnel.xlsx', mimeType: 'application/octet-stream', buffer: workbook([['Personnel au 1er'], headers, ...list, newcomer]) };

  await page.goto('/departs/comparaison');
  await hands.press('Comparer');
  await page.locator('.govuk-error-summary').waitFor();
  await hands.choose('Pour quels établissements ?', 'Tous les établissements de votre périmètre');
  await page.getByLabel('Liste du personnel', { exact: true }).setInputFiles(file);
  await hands.press('Comparer');
  await page.getByText('Lignes lues').waitFor();
  await page.getByRole('link', { name: /^Nouveaux/ }).click();
  await page.getByText('MARCHETTI Solène').first().waitFor();
  await page.getByRole('link', { name: /^Départs \d/ }).click();
  await page.getByText('Absente de la liste').first().waitFor();
  await page.getByRole('checkbox').first().check();
  await hands.type('Dernier jour', frenchDay());
  await page.getByLabel('Motif', { exact: true }).selectOption('RS');
  await hands.press('Enregistrer et revenir plus tard');
  await page.getByText('Choix enregistrés').waitFor();
  await hands.press('Continuer');
  await arriveAt(page, 'Confirmer les départs');
  await page.getByRole('button', { name: /^Fermer \d+ situation/ }).click();
  await untilDone(page);
  const path = new URL(page.url()).pathname;
  const result = await page.request.get(`${path}/resultat.csv`);
  assert.match(await result.text(), new RegExp(`${gone[0]}.*Close\\.`));
  const book = await page.request.get(`${path}/resultat.xlsx`);
  assert.equal((await book.body()).subarray(0, 2).toString(), 'PK');
});

site.journey('what is new, changed or unsure, and a list that is none', { reducedMotion: 'reduce' }, async (page) => {
  const hands = mouse(page);
  await signIn(hands, 'Nadia Benali');
  await page.goto('/departs');
  await page.getByRole('link', { name: /^Comparaison/ }).first().click();
  await page.getByText('Lignes lues').waitFor();
  for (const list of ['Nouveaux', 'Changements', 'À vérifier', 'Départs']) {
    await page.getByRole('navigation', { name: 'Listes du plan' }).getByRole('link', { name: new RegExp(`^${list}`) }).click();
    await page.waitForLoadState();
    await inspect(page, `the list ${list}`);
  }
  await page.goto('/departs/comparaison');
  await inspect(page, 'comparison');
  await hands.choose('Pour quels établissements ?', 'Tous les établissements de votre périmètre');
  await hands.type('Ou collez les lignes de votre tableur', 'Matricule;Service\n1;A');
  await hands.press('Comparer');
  await page.getByRole('link', { name: /Il manque les colonnes/ }).waitFor();
  await inspect(page, 'comparison in error');
});
