// Situations that change and end, and a civil identity corrected: the pages of a manager, then of the agency.
import assert from 'node:assert/strict';
import { arriveAt, keyboard, mouse } from './support/hands.mjs';
import { inspect } from './support/inspect.mjs';
import { frenchDay, signIn } from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

const walk = (name, hold, steps) => site.journey(name, { reducedMotion: 'reduce' }, (page) => steps(hold(page), page));

/** Sends the form as it is, to see its mistakes. */
async function inspectMistakes(hands, page, button) {
  await hands.press(button);
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, `${page.url()} in error`);
}

/** The file of somebody of the scope, the n-th of the list. */
async function openFile(page, rank) {
  await page.goto('/professionnels?q=');
  await page.locator('td a.govuk-link').nth(rank).click();
  await page.getByRole('heading', { name: 'Historique', exact: true }).waitFor();
  return new URL(page.url()).pathname;
}

const act = (page, name) => page.getByRole('link', { name: new RegExp(`^${name}`) }).first().click();

walk('a manager changes a situation, plans its end, closes it and takes that back', mouse, async (hands, page) => {
  await signIn(hands, 'Nadia Benali');
  const file = await openFile(page, 0);
  await inspect(page, 'a file');

  await act(page, 'Modifier');
  await arriveAt(page, 'Modifier cette situation');
  await inspect(page, 'a change');
  await inspectMistakes(hands, page, 'Enregistrer les changements');
  await hands.choose('Mode d’exercice', 'Bénévole');
  await hands.press('Enregistrer les changements');
  await page.getByText('Situation modifiée', { exact: true }).waitFor();
  await page.getByText(/Mode d’exercice.: .* → Bénévole/).first().waitFor();

  await act(page, 'Fermer');
  await arriveAt(page, 'Fermer cette situation');
  await inspect(page, 'a closing');
  await inspectMistakes(hands, page, 'Fermer la situation');
  await hands.type('Dernier jour', frenchDay(20));
  await hands.choose('Pourquoi se termine-t-elle ?', 'Retraite (salarié)');
  await hands.press('Fermer la situation');
  await page.getByText('Fin prévue notée', { exact: true }).waitFor();

  await act(page, 'Fermer');
  await hands.type('Dernier jour', frenchDay());
  await hands.choose('Pourquoi se termine-t-elle ?', 'Exerce désormais dans un autre établissement');
  await hands.press('Fermer la situation');
  await page.getByText('Situation fermée', { exact: true }).waitFor();
  await inspect(page, 'a file with a closed situation');

  await act(page, 'Rétablir');
  await arriveAt(page, 'Rétablir cette situation ?');
  await inspect(page, 'an undoing');
  await hands.press('Rétablir la situation');
  await page.getByText('Situation rétablie', { exact: true }).waitFor();
  assert.equal(new URL(page.url()).pathname, file);
  await page.goto(`${file}/historique`);
  await arriveAt(page, 'Historique du dossier');
  await inspect(page, 'a history');
});

walk('a situation is closed with the keyboard alone', keyboard, async (hands, page) => {
  await signIn(hands, 'Nadia Benali');
  await openFile(page, 1);
  await act(page, 'Fermer');
  await arriveAt(page, 'Fermer cette situation');
  await hands.type('Dernier jour', frenchDay());
  await hands.choose('Pourquoi se termine-t-elle ?', 'Retraite (salarié)');
  await hands.press('Fermer la situation');
  await page.getByText('Situation fermée', { exact: true }).waitFor();
});

walk('two people change the same situation: the second sees both states', mouse, async (hands, page) => {
  await signIn(hands, 'Nadia Benali');
  await openFile(page, 2);
  await act(page, 'Modifier');
  await arriveAt(page, 'Modifier cette situation');
  const change = page.url();
  await site.visit('the first', {}, async (other) => {
    const first = mouse(other);
    await signIn(first, 'Hugo Lemaire');
    await other.goto(change);
    await first.choose('Mode d’exercice', 'Bénévole');
    await first.press('Enregistrer les changements');
    await other.getByText('Situation modifiée', { exact: true }).waitFor();
  });
  await hands.type('Fin prévue (facultatif)', frenchDay(60));
  await hands.press('Enregistrer les changements');
  await page.getByText('Les deux états', { exact: true }).waitFor();
  await inspect(page, 'two states');
  await hands.press('Enregistrer les changements');
  await page.getByText('Situation modifiée', { exact: true }).waitFor();
});

walk('a death closes all, and the agency sees it', mouse, async (hands, page) => {
  await signIn(hands, 'Nadia Benali');
  await openFile(page, 3);
  await act(page, 'Fermer');
  await hands.type('Dernier jour', frenchDay());
  await hands.choose('Pourquoi se termine-t-elle ?', 'Décès');
  await hands.press('Fermer la situation');
  await arriveAt(page, 'Signaler un décès');
  await inspect(page, 'a death');
  await hands.press('Signaler le décès et tout fermer');
  await page.getByText('Décès signalé', { exact: true }).first().waitFor();
  await inspect(page, 'a file after a death');
  await signIn(hands, 'Anne Delmas', 'Tableau de bord de l’agence');
  await page.goto('/agence/deces');
  await arriveAt(page, 'Décès signalés');
  await inspect(page, 'deaths');
});

walk('an officer finds somebody and records a marriage', mouse, async (hands, page) => {
  await signIn(hands, 'Anne Delmas', 'Tableau de bord de l’agence');
  await page.goto('/agence/professionnels');
  await arriveAt(page, 'Professionnels');
  await inspect(page, 'a search');
  await hands.type('Numéro RPPS, nom ou prénom', '123');
  await hands.press('Chercher');
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'a search in error');
  await hands.type('Numéro RPPS, nom ou prénom', 'ma');
  await hands.press('Chercher');
  await page.locator('td a.govuk-link').first().waitFor();
  await inspect(page, 'people found');
  await page.locator('td a.govuk-link').first().click();
  await page.getByRole('heading', { name: 'Historique', exact: true }).waitFor();
  await inspect(page, 'a file of the agency');
  await page.getByRole('link', { name: /^Corriger/ }).click();
  await arriveAt(page, 'Corriger l’état civil');
  await inspect(page, 'a correction');
  await inspectMistakes(hands, page, 'Enregistrer la correction');
  await hands.choose('De quoi s’agit-il ?', 'Noter un changement d’état civil');
  await hands.type('Nom d’usage (facultatif)', 'Désormeaux');
  await hands.choose('Nom d’exercice', 'Son nom d’usage');
  await hands.type('Date du changement', frenchDay(-30));
  await hands.type('Motif', 'Mariage.');
  await hands.type('Justificatif vu', 'Acte de mariage');
  await hands.press('Enregistrer la correction');
  await page.getByText('État civil mis à jour', { exact: true }).waitFor();
  await page.getByText('Acte de mariage', { exact: false }).first().waitFor();
  await inspect(page, 'a file after a correction');
});
