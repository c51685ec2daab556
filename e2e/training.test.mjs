// The course of managers, its attestation, and the file of those who passed elsewhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, withPage } from './support/browser.mjs';
import { SEND, answerAll, answerRightly } from './support/course.mjs';
import { arriveAt, keyboard, mouse } from './support/hands.mjs';
import { inspect, inspectPage } from './support/inspect.mjs';
import { signIn } from './support/registration.mjs';
import { startServer } from './support/server.mjs';

let server;
let browser;

before(async () => {
  browser = await launch();
  server = await startServer();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const walk = (name, steps) =>
  test(name, () => withPage(browser, name, { baseURL: server.url, reducedMotion: 'reduce' }, (page) => steps(page)));

walk('the course is presented to everyone, and attestations are checked', async (page) => {
  await inspectPage(page, '/formation');
  await inspectPage(page, '/verifier');
  await inspectPage(page, '/verifier/K7QM-2DXA-54TR-HEWB', 404);
});

walk('the course is followed from the first module to the attestation', async (page) => {
  await signIn(mouse(page), 'Hugo Lemaire');
  await inspectPage(page, '/formation');
  await inspectPage(page, '/formation/resultat');
  await page.goto('/formation');
  await page.getByRole('button', { name: 'Commencer' }).click();
  for (let module = 1; module <= 8; module += 1) {
    await page.getByText(`Module ${module} sur 8`).waitFor();
    await inspect(page, `module ${module}`);
    await page.getByRole('button', { name: /^Répondre aux/ }).click();
    await inspect(page, `questions of module ${module}`);
    if (module === 1) {
      await page.getByRole('button', { name: SEND }).click();
      await page.locator('.govuk-error-summary').waitFor();
      await inspect(page, 'questions in error');
      await answerAll(page, 2);
      await inspect(page, 'wrong answers');
      await page.getByRole('button', { name: 'Répondre de nouveau' }).click();
    }
    await answerRightly(page);
    if (module === 8) await inspect(page, 'right answers');
    await page.getByRole('button', { name: module < 8 ? 'Module suivant' : 'Voir mon résultat' }).click();
  }
  await arriveAt(page, 'Formation réussie');
  await inspect(page, 'the result');
  await inspectPage(page, '/formation');
  await page.goto('/formation/resultat');
  const arriving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Télécharger mon attestation (PDF)' }).click();
  assert.equal((await arriving).suggestedFilename(), 'attestation-formation-rpps.pdf');
  await page.getByRole('link', { name: /vérifie/ }).click();
  await arriveAt(page, 'Attestation authentique');
  await inspect(page, 'an attestation');
});

walk('questions are answered with the keyboard alone', async (page) => {
  const hands = keyboard(page);
  await signIn(hands, 'Marc Schneider');
  await page.goto('/formation/a-quoi-sert-rpps-plus/questions');
  for (const group of await page.getByRole('group').all()) {
    const legend = await group.locator('legend').textContent();
    const label = await group.getByRole('radio').first().evaluate((radio) => radio.labels[0].textContent);
    await hands.choose(legend, label);
  }
  await hands.press(SEND);
  await page.getByText('à votre dernier essai').waitFor();
});

walk('the agency imports completions', async (page) => {
  await signIn(mouse(page), 'Anne Delmas', 'Tableau de bord de l’agence');
  await inspectPage(page, '/agence/formation?q=personne+ici');
  await inspectPage(page, '/agence/formation/imports');
  await page.getByRole('button', { name: 'Importer' }).click();
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'an import in error');
  const file = 'nom;prénom;courriel;date;score\nROY;Ève;eve.roy@exemple.fr;20/11/2026;92\nROY;Luc;x;hier;70\n';
  const send = { name: 'réussites.csv', mimeType: 'text/csv', buffer: Buffer.from(file) };
  await page.getByLabel('Fichier CSV').setInputFiles(send);
  await page.getByRole('button', { name: 'Importer' }).click();
  await arriveAt(page, 'Compte rendu de l’import');
  await inspect(page, 'a report');
  await inspectPage(page, '/agence/formation?q=roy');
});
