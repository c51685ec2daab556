// Takes the pictures of docs/screenshots from a new demo: `make screenshots`.
import { fileURLToPath } from 'node:url';
import { launch, withPage } from './support/browser.mjs';
import { takePictures } from './support/look.mjs';
import { startServer } from './support/server.mjs';

const DIRECTORY = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

const PAGES = {
  accueil: '/',
  annuaire: '/annuaire',
  connexion: '/connexion',
  aide: '/aide',
  composants: '/composants',
};

const server = await startServer();
const browser = await launch();
try {
  for (const [name, path] of Object.entries(PAGES)) {
    await withPage(browser, undefined, { baseURL: server.url }, async (page) => {
      await page.goto(path, { waitUntil: 'networkidle' });
      await takePictures(page, DIRECTORY, name);
    });
    console.log(`docs/screenshots/${name}-*.png`);
  }
} finally {
  await browser.close();
  await server.stop();
}
