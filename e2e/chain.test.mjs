// The whole chain, by everyone in turn: a structure asks for a contract, the agency accepts it, cards are ordered and
// made, the course is passed, a habilitation is given, and a manager signs in by card and registers somebody.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { launch, withPage } from './support/browser.mjs';
import { passCourse } from './support/course.mjs';
import { arriveAt, mouse } from './support/hands.mjs';
import { BORN_ABROAD, CONTINUE, begin, fillAll, signIn } from './support/registration.mjs';
import { PROGRAM, startServer } from './support/server.mjs';

const PROOF = fileURLToPath(new URL('../data/demo/acte-de-nomination.pdf', import.meta.url));
const STRUCTURE = ['2A0990016', 'PORTICCIO'];
const REPRESENTATIVE = { name: 'Paoli', firstName: 'Ange', email: 'ange.paoli@demo.invalid', number: '8000000997/2600000101' };
const MANAGER = { name: 'Rossi', firstName: 'Livia', email: 'livia.rossi@demo.invalid', number: '8000000997/2600000102' };

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

/** Somebody's own browser. */
const as = (name, live, options = {}) =>
  withPage(browser, name, { baseURL: server.url, ...options }, (page) => live(mouse(page), page));

/** Enters with the link of the last mail to this mailbox, as the page of messages shows it. */
async function enterByMailbox(hands, page, { email, name, firstName }, destination) {
  await page.goto(`/connexion/courriel?suite=${destination}`);
  await hands.type('Votre adresse électronique professionnelle', email);
  await hands.press('Recevoir un lien');
  await arriveAt(page, 'Un lien vous attend');
  const link = await poll(async () => {
    const text = await (await fetch(`${server.url}/demo/messages`)).text();
    return text.match(/\/connexion\/lien\/[0-9a-f-]+\/[A-Z2-7]+/)?.[0];
  });
  await page.goto(link);
  await hands.press('Continuer');
  await arriveAt(page, 'Votre nom');
  await hands.type('Prénom', firstName);
  await hands.type('Nom', name);
  await hands.press('Continuer');
}

async function poll(read) {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await read();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail('nothing came in ten seconds');
}

/** A browser with this person's card in its reader. */
async function withCard(kind, { name, firstName, number }, live) {
  const folder = join(server.directory, 'pki');
  const holder = ['--last-name', name, '--first-name', firstName, '--finess', STRUCTURE[0], '--password', 'demo'];
  const issue = ['pki', 'issue', '--folder', folder, '--kind', kind, '--number', number, ...holder];
  const [out] = execFileSync(PROGRAM, issue, { encoding: 'utf8' }).match(/\S+\.p12/);
  const page = await (await fetch(`${server.url}/connexion`)).text();
  const [, origin] = page.match(/href="(https:[^"]*)\/carte\?/);
  const clientCertificates = [{ origin, pfx: readFileSync(out), passphrase: 'demo' }];
  await as(`card of ${name}`, async (hands, tab) => {
    await tab.goto('/connexion');
    await hands.press('Se connecter avec une carte');
    await live(hands, tab);
  }, { ignoreHTTPSErrors: true, clientCertificates });
}

/** The agency gives a card its number, and sends it. */
const makeCard = ({ name, firstName, number }) =>
  as(`agency, card of ${name}`, async (hands, page) => {
    await signIn(hands, 'Anne Delmas', 'Tableau de bord de l’agence');
    await page.goto('/agence/cartes?file=fabriquer');
    await assertAccessible(page, 'cards to make');
    await hands.type(`Numéro de la carte de ${name} ${firstName}`, number);
    await hands.press('Enregistrer les cartes fabriquées');
    await arriveAt(page, 'Cartes enregistrées');
    await page.goto('/agence/cartes?file=envoyer');
    await hands.tick(`Choisir la carte de ${name} ${firstName}`);
    await page.getByRole('main').getByRole('button', { name: /envoi/i }).click();
    await arriveAt(page, 'Cartes enregistrées');
  });

test('from a structure without contract to a registered professional', async (chain) => {
  await chain.test('a structure asks for a contract', () =>
    as('applicant', async (hands, page) => {
      await enterByMailbox(hands, page, REPRESENTATIVE, '/contractualiser/dossiers');
      await arriveAt(page, 'Mes demandes');
      await assertAccessible(page, 'my requests, empty');
      await hands.press('Demander un contrat');
      await hands.pick('Structure', ...STRUCTURE);
      await hands.press(CONTINUE);
      await page.getByRole('radio', { name: /^Centralisé/ }).check();
      await hands.press(CONTINUE);
      await hands.type('Nom', REPRESENTATIVE.name);
      await hands.type('Prénom', REPRESENTATIVE.firstName);
      await hands.type('Fonction', 'Directeur');
      await hands.type('Adresse électronique professionnelle', REPRESENTATIVE.email);
      await hands.type('Téléphone', '04 95 00 00 01');
      await hands.press(CONTINUE);
      await page.getByLabel('Justificatif', { exact: true }).setInputFiles(PROOF);
      await hands.press(CONTINUE);
      await page.getByRole('checkbox').check();
      await hands.press(CONTINUE);
      await arriveAt(page, 'Vérifiez avant de transmettre');
      await assertAccessible(page, 'a request to verify');
      await hands.press('Transmettre à l’agence');
      await page.getByLabel('Formulaire signé', { exact: true }).setInputFiles(PROOF);
      await hands.press('Déposer le formulaire signé');
      await assertAccessible(page, 'a request that waits');
    }));

  await chain.test('the agency accepts it', () =>
    as('agency', async (hands, page) => {
      await signIn(hands, 'Anne Delmas', 'Tableau de bord de l’agence');
      await page.goto('/agence/contrats');
      await page.getByRole('main').getByRole('link', { name: /PORTICCIO/ }).first().click();
      await assertAccessible(page, 'a request, for the agency');
      await hands.press('Accepter');
      await page.getByText('acceptée').first().waitFor();
    }));

  await chain.test('the representative’s card is made', () => makeCard(REPRESENTATIVE));

  await chain.test('the representative signs in by card and orders one for a manager', () =>
    withCard('cde', REPRESENTATIVE, async (hands, page) => {
      await arriveAt(page, 'Mon espace');
      await page.goto('/structure');
      await assertAccessible(page, 'a structure at its beginnings');
      await page.goto('/structure/cartes/commander');
      await hands.type('Nom', MANAGER.name);
      await hands.type('Prénom', MANAGER.firstName);
      await hands.type('Fonction dans la structure', 'Cheffe de service');
      await hands.type('Adresse électronique professionnelle', MANAGER.email);
      await page.getByRole('group', { name: 'Lecteurs de carte à joindre' }).getByRole('radio').nth(1).check();
      await page.getByRole('group', { name: 'Comment commander ?' }).getByRole('radio').first().check();
      await hands.press('Commander');
      await arriveAt(page, 'Cartes de la structure');
    }));

  await chain.test('the manager’s card is made', () => makeCard(MANAGER));

  await chain.test('the manager passes the course, before the card has come', () =>
    as('learner', async (hands, page) => {
      await enterByMailbox(hands, page, MANAGER, '/formation');
      await passCourse(page);
    }));

  await chain.test('the representative gives the habilitation', () =>
    withCard('cde', REPRESENTATIVE, async (hands, page) => {
      await arriveAt(page, 'Mon espace');
      await page.goto('/habilitations/nouvelle');
      await page.getByRole('main').getByRole('link', { name: /Rossi/ }).first().click();
      await assertAccessible(page, 'a habilitation to give');
      await page.getByRole('radio').first().check();
      await hands.press('Donner l’habilitation');
      await page.getByText('Livia Rossi').first().waitFor();
    }));

  await chain.test('the manager signs in by card and registers somebody', () =>
    withCard('cpe', MANAGER, async (hands, page) => {
      await arriveAt(page, 'Mon espace');
      await begin(hands);
      // Few establishments are a list to choose from.
      const pick = (_, __, choice) => page.getByRole('radio', { name: choice }).check();
      await fillAll({ ...hands, pick }, { ...BORN_ABROAD, establishment: ['', 'SERVICE AUTONOMIE DE PORTICCIO'] });
      await hands.press('Enregistrer le professionnel');
      await page.getByText(/^997/).first().waitFor();
    }));
});
