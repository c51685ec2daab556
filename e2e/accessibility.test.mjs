// Every page in every state: no violation in light or dark, nothing to scroll sideways, larger text, less motion.
import { arriveAt, mouse } from './support/hands.mjs';
import { inspect, inspectPage } from './support/inspect.mjs';
import { assertLargeTextFits, assertStill } from './support/look.mjs';
import {
  BORN_ABROAD,
  CONTINUE,
  LATER,
  STEPS,
  VERIFY,
  begin,
  fillCivilIdentity,
  signIn,
  submit,
} from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

const walk = (name, steps) => site.journey(name, { reducedMotion: 'reduce' }, (page) => steps(mouse(page), page));

const PUBLIC = [
  '/',
  '/annuaire',
  '/annuaire?q=marie',
  '/annuaire?q=personne+ici',
  '/annuaire/99700000005',
  '/aide',
  '/aide/glossaire',
  '/aide/roles',
  '/cgu',
  '/donnees-personnelles',
  '/accessibilite',
  '/connexion',
  '/composants',
  '/demo/messages',
];

walk('the public pages', async (_, page) => {
  for (const path of PUBLIC) await inspectPage(page, path);
  await inspectPage(page, '/nulle-part', 404);
});

const PROFESSIONALS = [
  '/professionnels',
  '/professionnels?q=personne+ici',
  '/professionnels/99700000005',
  '/professionnels/99700000005/situations/nouvelle',
  '/professionnels/ajouter',
  '/professionnels/ajouter/etat-civil',
];
const AGENCY = ['/agence', '/agence/doublons', '/agence/messages', '/agence/referentiels'];

walk('the pages of a manager, empty then filled', async (hands, page) => {
  await signIn(hands, 'Nadia Benali');
  for (const path of ['/espace', '/enregistrements', '/mes-sessions', '/demo/messages']) await inspectPage(page, path);
  await inspectPage(page, '/enregistrements/inconnu/contact', 404);
  for (const path of PROFESSIONALS) await inspectPage(page, path);
  await page.goto('/espace');
  await hands.follow('Enregistrer un professionnel');
  await arriveAt(page, 'Avant d’enregistrer un professionnel');
  await inspect(page, 'before');
  await inspectMistakes(hands, page, 'Commencer');
  await page.goto('/espace');
  await begin(hands);
  await hands.press(LATER);
  await arriveAt(page, 'Enregistrements en cours');
  await inspect(page, 'a draft');
});

/** Sends the form as it is, to see its mistakes. */
async function inspectMistakes(hands, page, button) {
  await hands.press(button);
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, `${page.url()} in error`);
}

walk('each step of the wizard, empty, in error, filled; the end, and a duplicate', async (hands, page) => {
  await signIn(hands, 'Nadia Benali');
  await begin(hands);
  for (const [title, fill] of STEPS) {
    await arriveAt(page, title);
    await inspect(page, title);
    await inspectMistakes(hands, page, CONTINUE);
    await fill(hands, BORN_ABROAD);
    await inspect(page, `${title}, filled`);
    await hands.press(CONTINUE);
  }
  await arriveAt(page, VERIFY);
  await inspect(page, VERIFY);
  await submit(hands);
  await inspect(page, 'Professionnel enregistré');

  await page.goto('/espace');
  await begin(hands);
  await fillCivilIdentity(hands, BORN_ABROAD);
  await hands.press(CONTINUE);
  await page.getByRole('heading', { name: 'Cette personne est déjà enregistrée' }).waitFor();
  await inspect(page, 'a certain duplicate');
  await hands.follow('C’est une autre personne : le signaler à l’agence');
  await arriveAt(page, 'C’est une autre personne');
  await inspect(page, 'a contested identity');
  await inspectMistakes(hands, page, 'Transmettre à l’agence');
});

walk('the list of proposals of a search', async (hands, page) => {
  await signIn(hands, 'Nadia Benali');
  await begin(hands);
  await hands.type('Commune de naissance, en France', 'saint');
  await page.getByRole('option', { name: /^Saint/ }).first().waitFor();
  await inspect(page, 'proposals');
});

walk('the choice of a capacity, and what another capacity may not see', async (hands, page) => {
  await signIn(hands, 'Élise Roth', 'Dans quelle qualité voulez-vous agir ?');
  await inspect(page, 'capacities');
  await inspectMistakes(hands, page, 'Continuer');
  await page.goto('/connexion?suite=/espace');
  await hands.press('Se connecter comme Anne Delmas');
  await arriveAt(page, 'Accès refusé');
  await inspectPage(page, '/espace', 403);
  for (const path of AGENCY) await inspectPage(page, path);
});

const MAIN = ['/', '/annuaire?q=marie', '/annuaire/99700000005', '/composants', '/espace', '/enregistrements/nouveau', '/mes-sessions'];

walk('text twice as large stays inside the page, and nothing moves for who asks for less motion', async (hands, page) => {
  await signIn(hands, 'Nadia Benali');
  for (const path of MAIN) {
    await page.goto(path);
    await assertStill(page, path);
  }
  for (const path of MAIN) await assertLargeTextFits(page, path);
});
