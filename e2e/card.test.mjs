// Sign-in by card, with the files that the demonstration gives: the browser shows a real certificate.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { launch, withPage } from './support/browser.mjs';
import { arriveAt, mouse } from './support/hands.mjs';
import { assertNoHorizontalScroll } from './support/look.mjs';
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

/** A browser that believes the test authority, with these certificates. */
const journey = (name, certificates, live) =>
  test(name, async () => {
    const clientCertificates = await certificates();
    const options = { baseURL: server.url, ignoreHTTPSErrors: true, clientCertificates };
    await withPage(browser, name, options, (page) => live(mouse(page), page));
  });

/** The card of somebody, as the page of personas offers it, for the port that the page leads to. */
async function cardOf(holder) {
  const page = await (await fetch(`${server.url}/connexion`)).text();
  const [, origin] = page.match(/href="(https:[^"]*)\/carte\?/);
  const [, href] = page.match(new RegExp(`href="(/demo/cartes/[^"]*)" download>${holder},`));
  const file = await fetch(server.url + href);
  assert.equal(file.headers.get('content-type'), 'application/x-pkcs12');
  return [{ origin, pfx: Buffer.from(await file.arrayBuffer()), passphrase: 'demo' }];
}

journey('somebody signs in by card and registers for their structure', () => cardOf('Nadia Benali'), async (hands, page) => {
  await page.goto('/professionnels');
  await arriveAt(page, 'Choisir un personnage');
  await hands.press('Se connecter avec une carte');
  await page.waitForURL(`${server.url}/professionnels`);
  await page.getByText('Nadia Benali').first().waitFor();
  await page.goto('/mes-sessions');
  await page.getByText('Carte CPx').waitFor();
});

journey('without a card, one is told what to do and begins again', () => [], async (hands, page) => {
  await page.goto('/connexion');
  await assertAccessible(page, 'sign-in');
  await hands.press('Se connecter avec une carte');
  await arriveAt(page, 'Aucune carte n’a été présentée');
  await assertAccessible(page, 'no card');
  await assertNoHorizontalScroll(page, 'no card');
  await hands.press('Recommencer');
  await arriveAt(page, 'Choisir un personnage');
});
