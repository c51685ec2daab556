// Takes the pictures of docs/images from a new demonstration: `make screenshots`.
import { fileURLToPath } from 'node:url';
import { launch, withPage } from './support/browser.mjs';
import { arriveAt, mouse } from './support/hands.mjs';
import { takePictures } from './support/look.mjs';
import { BORN_ABROAD, CONTINUE, begin, fillAll, signIn, submit } from './support/registration.mjs';
import { startServer } from './support/server.mjs';

const DIRECTORY = fileURLToPath(new URL('../docs/images/', import.meta.url));

const server = await startServer();
const browser = await launch();

async function take(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await takePictures(page, DIRECTORY, name);
  console.log(`docs/images/${name}.png, ${name}-telephone.png`);
}

async function takePage(page, name, path) {
  await page.goto(path, { waitUntil: 'networkidle' });
  await take(page, name);
}

/** A registration, from the persona to the number: gives the number. */
async function takeRegistration(hands) {
  const { page } = hands;
  await signIn(hands, 'Nadia Benali');
  await take(page, 'espace');
  await begin(hands);
  await hands.type('Nom de naissance', 'Nuñez');
  await hands.type('Date de naissance', '30/02/1990');
  await hands.press(CONTINUE);
  await page.locator('.govuk-error-summary').waitFor();
  await take(page, 'etat-civil-erreurs');
  await fillAll(hands, BORN_ABROAD);
  await take(page, 'verifier');
  const rpps = await submit(hands);
  await page.locator('.rpps-timeline:not(:has([data-state]:not([data-state=done])))').waitFor();
  await take(page, 'enregistre');
  return rpps;
}

try {
  await withPage(browser, undefined, { baseURL: server.url, reducedMotion: 'reduce' }, async (page) => {
    await takePage(page, 'accueil', '/');
    await takePage(page, 'connexion', '/connexion');
    const rpps = await takeRegistration(mouse(page));
    await takePage(page, 'courriels', '/demo/messages');
    await page.goto('/espace');
    await mouse(page).press('Se déconnecter');
    await page.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
    await takePage(page, 'annuaire', '/annuaire?q=marie&lieu=caen');
    await takePage(page, 'professionnel', `/annuaire/${rpps}`);
    await arriveAt(page, 'Aïcha Belhadj Le Goff');
    await takePage(page, 'composants', '/composants');
  });
} finally {
  await browser.close();
  await server.stop();
}
