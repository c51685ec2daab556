// A review in a browser: what is pointed out, boxes that are kept, some confirmed, some closed, the rest at once; then the agency.
import assert from 'node:assert/strict';
import { arriveAt, keyboard, mouse, plain } from './support/hands.mjs';
import { inspect, inspectPage } from './support/inspect.mjs';
import { signIn } from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

const boxes = (page) => page.getByRole('checkbox', { name: /^Choisir/ });

/** The reviews of the demonstration: the late one comes first. */
async function openReview(page, rank) {
  await page.goto('/revue');
  await page.locator('.rpps-table tbody a').nth(rank).click();
  await arriveAt(page, 'Revue de la liste');
}

site.journey('a manager answers a review: boxes kept, some confirmed, one closed', { reducedMotion: 'reduce' }, async (page) => {
  const hands = mouse(page);
  await signIn(hands, 'Nadia Benali');
  await page.getByRole('link', { name: 'Revue de vos listes' }).waitFor();
  for (const path of ['/revue', '/revue?vue=a-venir', '/revue?vue=terminees']) await inspectPage(page, path);

  await openReview(page, 1);
  await inspect(page, 'a review');
  await page.getByText('jamais activée').first().waitFor();
  const review = page.url();
  await boxes(page).first().check();
  // A link is followed: the script keeps the box.
  await hands.follow('Revues');
  await arriveAt(page, 'Revue de vos listes');
  await page.goto(review);
  await page.getByText('1 personne déjà cochée').waitFor();
  assert.ok(await boxes(page).first().isChecked());
  await boxes(page).nth(1).check();
  await hands.press('Confirmer les personnes cochées');
  await page.getByText('2 personnes confirmées').waitFor();
  await inspect(page, 'a review answered in part');

  await hands.press('Confirmer les personnes cochées');
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'a review without a box');

  await boxes(page).first().check();
  await hands.press('Fermer les situations cochées');
  await arriveAt(page, 'Fermer cette situation\u{a0}?');
  await inspect(page, 'what is to be closed');
  await hands.type('Dernier jour de travail', '31/02/2026');
  await hands.press('Fermer');
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'what is to be closed, in error');
  const today = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris' }).format(new Date());
  await hands.type('Dernier jour de travail', today);
  await page.getByLabel('Motif').selectOption('AUT');
  await hands.press('Fermer');
  await page.getByText('1 situation fermée').waitFor();
  await page.goto(`${review}?vue=repondues`);
  await inspect(page, 'answers of a review');
});

site.journey('the late review, without script, and its certificate', { javaScriptEnabled: false }, async (page) => {
  const hands = plain(page);
  await signIn(hands, 'Claire Vasseur');
  await page.goto('/structure');
  await page.getByRole('heading', { name: 'Une revue de liste vous revient' }).waitFor();
  await openReview(page, 0);
  await page.getByText('En retard depuis le').waitFor();
  await hands.press('Confirmer toutes celles qui restent');
  await page.getByRole('heading', { name: /^Confirmer les \d+ personnes qui restent/ }).waitFor();
  await hands.press('Confirmer');
  await page.getByText('La revue est terminée').waitFor();
  const href = await page.getByRole('button', { name: 'Télécharger l’attestation (PDF)' }).getAttribute('href');
  const file = await page.request.get(href);
  assert.equal(file.status(), 200);
  assert.equal((await file.body()).subarray(0, 5).toString(), '%PDF-');
});

site.journey('a review opened and answered with the keyboard alone', { reducedMotion: 'reduce' }, async (page) => {
  const hands = keyboard(page);
  await signIn(mouse(page), 'Élise Roth', /^Dans quelle qualité/);
  await page.getByRole('radio').first().check();
  await mouse(page).press('Continuer');
  await arriveAt(page, 'Mon espace');
  await page.goto('/revue?vue=a-venir');
  const open = page.getByRole('button', { name: /^Ouvrir maintenant/ }).first();
  await open.focus();
  await page.keyboard.press('Enter');
  await arriveAt(page, 'Revue de la liste');
  await hands.press('Confirmer toutes celles qui restent');
  await page.getByRole('heading', { level: 1, name: /^Confirmer l/ }).waitFor();
  await inspect(page, 'all who are left');
  await hands.press('Confirmer');
  await page.getByText('La revue est terminée').waitFor();
  await inspect(page, 'a review that is done');
});

site.journey('the agency: supervision, messages found and given up, charts', { reducedMotion: 'reduce' }, async (page) => {
  const hands = mouse(page);
  await signIn(hands, 'Anne Delmas', 'Tableau de bord de l’agence');
  for (const list of ['', '/promesses', '/demandes', '/sans-gestionnaire', '/etablissements-fermes', '/revues', '/identites']) {
    await inspectPage(page, `/agence/supervision${list}`);
  }
  await inspectPage(page, '/agence');
  await page.locator('.rpps-chart__mark').first().waitFor();
  await inspectPage(page, '/agence/messages?etat=sent&canal=sms');
  await inspectPage(page, '/agence/messages?etat=sent&du=32/13/2026', 422);
});
