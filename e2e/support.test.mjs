// Proves that the guards of the other tests can fail.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { launch, withPage } from './support/browser.mjs';
import { assertNoHorizontalScroll } from './support/look.mjs';

const frame = (body) => `<!doctype html><html lang="fr"><head><title>Page</title>
  <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head><body><main>${body}</main></body></html>`;

const PAGES = {
  '/good': [200, frame('<h1>Bonjour</h1><p>Une page sans défaut.</p>')],
  '/refused': [422, frame('<h1>Refusé</h1>')],
  '/broken': [500, frame('<h1>Panne</h1>')],
  '/script': [200, frame('<h1>Script</h1><script src="/throws.js"></script>')],
  '/throws.js': [200, 'throw new Error("oops")'],
  '/inline': [200, frame('<h1>Script</h1><script>document.title = "inline"</script>')],
  '/missing': [200, frame('<h1>Image</h1><img src="/none.png" alt="Rien">')],
  '/elsewhere': [200, frame('<h1>Image</h1><img src="http://localhost:9/image.png" alt="Rien">')],
  '/label': [200, frame('<h1>Champ</h1><input name="nom">')],
  '/wide': [200, frame('<h1>Large</h1><pre style="width: 40em">large</pre>')],
};

let site;
let browser;
let baseURL;

before(async () => {
  site = createServer((request, response) => {
    const [status, body] = PAGES[request.url] ?? [404, ''];
    const type = request.url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(status, {
      'content-type': type,
      'content-security-policy': "script-src 'self'; img-src 'self' data: http://localhost:9",
    });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  baseURL = `http://127.0.0.1:${site.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site.close();
});

const visit = (path, check = () => {}) =>
  withPage(browser, undefined, { baseURL }, async (page) => {
    await page.goto(path, { waitUntil: 'networkidle' });
    await check(page);
  });

test('a good page and a refused form pass every guard', async () => {
  for (const path of ['/good', '/refused']) {
    await visit(path, async (page) => {
      await assertAccessible(page, path);
      await assertNoHorizontalScroll(page, path);
    });
  }
});

for (const [path, found] of [
  ['/broken', /answer 500/],
  ['/script', /script error: oops/],
  ['/inline', /Content Security Policy/],
  ['/missing', /answer 404/],
  ['/elsewhere', /request to another site/],
]) {
  test(`a page fails behind the page: ${path}`, () => assert.rejects(visit(path), found));
}

test('an input without a label is not accessible', () =>
  assert.rejects(visit('/label', (page) => assertAccessible(page, 'label')), /label \(critical\)/));

test('a wide page scrolls sideways', () =>
  assert.rejects(visit('/wide', (page) => assertNoHorizontalScroll(page, 'wide')), /<pre style/));
