// Sessions as one lives them: warned before the end, ended here or everywhere, nothing left behind; and hostile names.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { arriveAt, hasFocus, mouse } from './support/hands.mjs';
import { BORN_IN_A_FORMER_COMMUNE, CONTINUE, LATER, begin, fillCivilIdentity, signIn } from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

const SIGN_IN = 'Choisir un personnage';

const session = (name, persona, live) =>
  site.visit(name, {}, async (page) => {
    const hands = mouse(page);
    await signIn(hands, persona);
    await live(hands, page);
  });

const journey = (name, persona, live) => test(name, () => session(name, persona, live));

journey('after signing out, the back button shows nothing private', 'Hugo Lemaire', async (hands, page) => {
  await begin(hands);
  await hands.press('Se déconnecter');
  await page.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
  await page.goBack();
  await arriveAt(page, SIGN_IN);
  await page.goto('/espace');
  await arriveAt(page, SIGN_IN);
});

journey('all the sessions of someone end at once', 'Julien Moreau', async (hands, page) => {
  await session('another session', 'Julien Moreau', async (_, other) => {
    await page.goto('/mes-sessions');
    assert.equal(await page.getByRole('listitem').filter({ hasText: 'Chrome sur Linux' }).count(), 2);
    assert.equal(await page.getByText('Cette session', { exact: true }).count(), 1);
    await hands.press('Fermer toutes mes sessions');
    await page.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
    await other.reload();
    await arriveAt(other, SIGN_IN);
  });
});

journey('what is sent after one has closed the session elsewhere is not registered', 'Sophie Klein', async (hands, page) => {
  await begin(hands);
  await fillCivilIdentity(hands, BORN_IN_A_FORMER_COMMUNE);
  await session('elsewhere', 'Sophie Klein', async (elsewhere, other) => {
    await other.goto('/mes-sessions');
    await elsewhere.press('Fermer toutes mes sessions');
    await other.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
  });
  await hands.press(CONTINUE);
  await arriveAt(page, 'Session terminée');
  await signIn(hands, 'Sophie Klein');
  await page.goto('/enregistrements');
  const draft = page.getByRole('listitem').filter({ hasText: 'Personne sans nom' });
  assert.match(await draft.innerText(), /Étape suivante\s: État civil/);
});

/** Makes every session one that nobody has used for an hour: a browser cannot wait so long. */
function leaveForAnHour() {
  const script = 'import sqlite3, sys; base = sqlite3.connect(sys.argv[1]); base.execute("UPDATE session SET seen_at = ?", sys.argv[2:]); base.commit()';
  const before = new Date(Date.now() - 3_600_000).toISOString();
  execFileSync('python3', ['-c', script, join(site.server.directory, 'rpps.db'), before]);
}

journey('what is sent after an hour away is kept, and sent again after a new sign-in', 'Julien Moreau', async (hands, page) => {
  await begin(hands);
  await fillCivilIdentity(hands, BORN_IN_A_FORMER_COMMUNE);
  leaveForAnHour();
  await hands.press(CONTINUE);
  await arriveAt(page, 'Session terminée');
  await hands.press('Se connecter et reprendre');
  await arriveAt(page, SIGN_IN);
  await hands.press('Se connecter comme Julien Moreau');
  await arriveAt(page, 'Reprendre votre saisie');
  await assertAccessible(page, 'a form to send again');
  await hands.press('Envoyer de nouveau');
  await arriveAt(page, 'Contact');
  await page.goto(page.url().replace(/[^/]+$/, 'etat-civil'));
  await arriveAt(page, 'État civil');
  const kept = page.getByLabel('Nom de naissance', { exact: true });
  assert.equal(await kept.inputValue(), BORN_IN_A_FORMER_COMMUNE.birthName);
});

site.journey('two minutes before the end, one is warned and may stay', {}, async (page) => {
  const now = new Date();
  await page.clock.install({ time: now });
  await signIn(mouse(page), 'Nadia Benali');
  const warning = page.getByRole('alertdialog', { name: 'Votre session va bientôt se terminer' });
  await page.clock.fastForward('26:00');
  assert.ok(!(await warning.isVisible()), 'no warning four minutes before the end');

  await page.clock.fastForward('01:30');
  await warning.waitFor();
  assert.match(await warning.innerText(), /vous serez déconnecté dans 1\smin\s\d+\ss/);
  assert.ok(await hasFocus(warning.getByRole('button', { name: 'Rester connecté' })));
  await assertAccessible(page, 'warning of the end of the session');

  // The server's clock has not moved: the browser's comes back to it.
  await page.clock.setSystemTime(now);
  await warning.getByRole('button', { name: 'Rester connecté' }).click();
  await warning.waitFor({ state: 'hidden' });

  await page.clock.fastForward('31:00');
  const ended = page.getByRole('alertdialog', { name: 'Votre session est terminée' });
  await ended.waitFor();
  await ended.getByRole('button', { name: 'Fermer' }).click();
  await ended.waitFor({ state: 'hidden' });
});

journey('a name full of markup is shown as it was typed', 'Claire Vasseur', async (hands, page) => {
  const hostile = '"><script>document.title = "pirate"</script><img src=x onerror="document.title = `pirate`">';
  await begin(hands);
  await hands.type('Nom de naissance', hostile);
  await hands.type('Prénoms', '\u202eZoé 😀');
  await hands.press(LATER);
  await arriveAt(page, 'Enregistrements en cours');
  await page.getByRole('link', { name: hostile }).click();
  await arriveAt(page, 'État civil');
  assert.equal(await page.getByLabel('Nom de naissance', { exact: true }).inputValue(), hostile);
  await hands.press(CONTINUE);
  await page.locator('.govuk-error-summary').waitFor();
  assert.match(await page.title(), /^Erreur\s: État civil/);
  assert.equal(await page.locator('main script, main img').count(), 0);

  await page.goto(`/annuaire?q=${encodeURIComponent(hostile)}`);
  assert.match(await page.title(), /Annuaire/);
  assert.equal(await page.locator('main script, main img').count(), 0);
});
