// The program and the browser of a file of tests: started before its first test, stopped after its last.
import { after, before, test } from 'node:test';
import { launch, withPage } from './browser.mjs';
import { startServer } from './server.mjs';

/**
 * To be called once an engine, at the top of the file. `visit(name, options, journey)` is `withPage` on this site;
 * `journey(name, options, walk)` makes a test of it. `server` is that of server.mjs, once the tests run.
 */
export function startSite(engine) {
  const site = {
    server: undefined,
    visit: (name, options, journey) => withPage(browser, name, { baseURL: site.server.url, ...options }, journey),
    journey: (name, options, walk) => test(name, () => site.visit(name, options, walk)),
  };
  let browser;
  before(async () => {
    browser = await launch();
    site.server = await startServer(engine);
  });
  after(async () => {
    await browser?.close();
    await site.server?.stop();
  });
  return site;
}
