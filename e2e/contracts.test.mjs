// A contract on line, from the link by mail to the decision of the agency: each page accessible, empty, filled, in error.
import { fileURLToPath } from 'node:url';
import { arriveAt, mouse } from './support/hands.mjs';
import { inspect } from './support/inspect.mjs';
import { CONTINUE, signIn } from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const PROOF = fileURLToPath(new URL('../data/demo/acte-de-nomination.pdf', import.meta.url));
const REPRESENTATIVE = {
  last_name: 'Casanova',
  first_name: 'Ghjulia',
  job: 'Directrice',
  email: 'ghjulia@exemple.fr',
  phone: '04 95 98 01 00',
};

const site = startSite();

/** Ask for a link, find it among the mails of the demonstration, and enter. */
async function enterByMail(page) {
  await page.goto('/connexion/courriel?suite=/contractualiser/dossiers');
  await page.fill('#email', 'ghjulia@exemple.fr');
  await page.getByRole('button', { name: 'Recevoir un lien' }).click();
  let link;
  while (!link) {
    await page.waitForTimeout(300);
    await page.goto('/demo/messages');
    link = (await page.content()).match(/\/connexion\/lien\/[\w-]+\/[A-Z0-9]+/)?.[0];
  }
  await page.goto(link);
  await page.getByRole('button', { name: /Continuer/ }).click();
  await arriveAt(page, 'Votre nom');
  await inspect(page, 'my name');
  await page.getByLabel('Prénom', { exact: true }).fill('Ghjulia');
  await page.getByLabel('Nom', { exact: true }).fill('Santoni');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await arriveAt(page, 'Mes demandes');
}

async function choose(page, typed, option) {
  await page.locator('#structure').fill('');
  await page.locator('#structure').pressSequentially(typed, { delay: 20 });
  await page.getByRole('option').filter({ hasText: option }).first().click();
  await page.getByRole('button', { name: CONTINUE }).click();
}

site.journey('a contract, from the link to the agency', { reducedMotion: 'reduce' }, async (page) => {
  const hands = mouse(page);
  await page.goto('/contractualiser');
  await inspect(page, 'presentation');
  await enterByMail(page);
  await inspect(page, 'no request yet');
  await hands.press('Demander un contrat');
  await arriveAt(page, 'Pour quelle structure ?');
  await inspect(page, 'structure');
  await choose(page, '140991019', 'LES TILLEULS');
  await page.getByRole('heading', { name: 'Déjà contractualisé' }).waitFor();
  await inspect(page, 'covered');
  await choose(page, 'porticcio', 'SERVICE AUTONOMIE');
  await arriveAt(page, 'Quel mode de contrat ?');
  await inspect(page, 'mode');
  await page.getByLabel('Décentralisé').check();
  await hands.press(CONTINUE);
  await arriveAt(page, 'Qui est le représentant légal ?');
  await hands.press(CONTINUE);
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'representative, in error');
  for (const [field, text] of Object.entries(REPRESENTATIVE)) await page.fill(`#${field}`, text);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Ce qui prouve sa qualité');
  await hands.press(CONTINUE);
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'proof, in error');
  await page.setInputFiles('#proof', PROOF);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Les conditions d’utilisation');
  await inspect(page, 'terms');
  await page.getByLabel(/accepte les conditions/).check();
  await hands.press(CONTINUE);
  await arriveAt(page, 'Vérifiez avant de transmettre');
  await inspect(page, 'verify');
  await hands.press('Transmettre à l’agence');
  await page.getByRole('heading', { name: 'Le formulaire F101' }).waitFor();
  await inspect(page, 'request');
  const request = page.url().match(/dossiers\/([\w-]+)/)[1];
  await hands.press('Se déconnecter');
  await page.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
  await signIn(hands, 'Anne Delmas', 'Tableau de bord de l’agence');
  for (const path of ['/agence/contrats', '/agence/contrats?etat=refused', '/agence/mouvements']) {
    await page.goto(path);
    await inspect(page, path);
  }
  await page.goto(`/agence/contrats/${request}`);
  await inspect(page, 'case');
  await page.getByText('Retourner ou refuser').click();
  await hands.press('Envoyer à la structure');
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'case, in error');
  await page.getByRole('link', { name: 'Le contrat', exact: true }).click();
  await page.getByRole('heading', { name: 'Enregistrements en préparation' }).waitFor();
  await inspect(page, 'contract');
});
