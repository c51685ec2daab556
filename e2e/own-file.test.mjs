// A professional's own file, on a phone: the door by mail and SMS, what is held, changes, the attestation.
import assert from 'node:assert/strict';
import { arriveAt, mouse } from './support/hands.mjs';
import { inspect } from './support/inspect.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();
const PHONE = { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' };
const HALF_A_MINUTE = 30_000;

/** The latest message whose text holds `pattern`, read from the page of the demonstration's messages. */
async function message(page, pattern) {
  const reader = await page.context().newPage();
  const end = Date.now() + HALF_A_MINUTE;
  while (Date.now() < end) {
    await reader.goto('/demo/messages');
    for (const text of await reader.locator('.rpps-message__text').allInnerTexts()) {
      const found = pattern.exec(text);
      if (found) {
        await reader.close();
        return found[1];
      }
    }
    await reader.waitForTimeout(300);
  }
  throw new Error(`no message holds ${pattern}`);
}

/** The path of the latest one-time link that begins so. */
const link = (page, beginning) => message(page, new RegExp(`https?://[^/\\s]+(${beginning}\\S+)`));

async function somebody(page) {
  await page.goto('/connexion');
  await inspect(page, 'the personas');
  return (await page.locator('#professionnel + p .rpps-number').innerText()).trim();
}

site.journey('a professional enters, changes what they may, and proves who they are', PHONE, async (page) => {
  const hands = mouse(page);
  const rpps = await somebody(page);
  await page.goto('/mon-dossier');
  await arriveAt(page, 'Entrer dans mon dossier');
  await inspect(page, 'the door');
  await hands.type('Votre numéro RPPS, ou l’adresse électronique de votre dossier', '123');
  await hands.press('Recevoir le lien');
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'the door in error');
  await hands.type('Votre numéro RPPS, ou l’adresse électronique de votre dossier', rpps);
  await page.keyboard.press('Enter');
  await arriveAt(page, 'Regardez votre messagerie');
  await inspect(page, 'a link is on its way');

  await page.goto(await link(page, '/connexion/dossier/lien/'));
  await arriveAt(page, 'Recevoir le code par SMS');
  await inspect(page, 'the link');
  await hands.press('Recevoir le code');
  await arriveAt(page, 'Saisir le code reçu par SMS');
  const code = await message(page, /votre code est (\d{6})/);
  await hands.type('Code à six chiffres', code === '000000' ? '000001' : '000000');
  await hands.press('Entrer dans mon dossier');
  await page.getByText('il vous reste 4 essais').first().waitFor();
  await inspect(page, 'a wrong code');
  await hands.type('Code à six chiffres', code);
  await hands.press('Entrer dans mon dossier');
  await page.getByRole('heading', { name: 'Situations d’exercice', exact: true }).waitFor();
  await inspect(page, 'one’s own file');

  // Another mobile.
  await page.getByRole('link', { name: /^Modifier.*Téléphone mobile$/ }).click();
  await arriveAt(page, 'Changer mon mobile');
  await inspect(page, 'another mobile');
  await hands.type('Nouveau numéro de mobile', '06 39 98 76 54');
  await hands.press('Recevoir le code');
  await arriveAt(page, 'Saisir le code reçu par SMS');
  await inspect(page, 'its code');
  await hands.type('Code à six chiffres', await otherCode(page, code));
  await hands.press('Changer mon mobile');
  await page.getByRole('heading', { name: 'Mobile changé' }).waitFor();
  await page.getByText('06 39 98 76 54', { exact: true }).waitFor();

  // Another address.
  await page.getByRole('link', { name: /^Modifier.*Adresse électronique$/ }).click();
  await inspect(page, 'another address');
  await hands.type('Nouvelle adresse électronique', 'nouvelle.adresse@exemple.fr');
  await hands.press('Recevoir le lien');
  await arriveAt(page, 'Confirmez votre nouvelle adresse');
  await inspect(page, 'its link is on its way');
  await page.goto(await link(page, '/mon-dossier/adresse/'));
  await arriveAt(page, /^Confirmer cette adresse/);
  await inspect(page, 'its link');
  await hands.press('Confirmer cette adresse');
  await page.getByRole('heading', { name: 'Adresse changée' }).waitFor();
  await page.getByText('nouvelle.adresse@exemple.fr', { exact: true }).waitFor();

  // The practice name.
  await page.getByRole('link', { name: /^Changer le nom d’exercice/ }).click();
  await arriveAt(page, 'Changer le nom d’exercice');
  await inspect(page, 'the practice name');
  await hands.press('Changer le nom d’exercice');
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'the same practice name');
  await page.goto('/mon-dossier');

  // The attestation, and its check by anyone.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    hands.press('Télécharger mon attestation (PDF)'),
  ]);
  assert.equal(download.suggestedFilename(), 'attestation-rpps.pdf');
});

async function otherCode(page, first) {
  const end = Date.now() + HALF_A_MINUTE;
  while (Date.now() < end) {
    const code = await message(page, /votre code est (\d{6})/);
    if (code !== first) return code;
    await page.waitForTimeout(300);
  }
  throw new Error('no other code came');
}

site.journey('a manager changes a contact, and the address that was confirms', PHONE, async (page) => {
  const hands = mouse(page);
  await page.goto('/connexion');
  await hands.press('Se connecter comme Nadia Benali');
  await page.goto('/professionnels');
  await page.locator('main table tbody a').first().click();
  await page.getByRole('link', { name: /^Modifier.*Téléphone mobile$/ }).click();
  await arriveAt(page, 'Changer les coordonnées');
  await inspect(page, 'a manager’s form');
  await hands.type('Téléphone mobile', '06 39 98 65 43');
  await hands.press('Changer les coordonnées');
  await page.getByRole('heading', { name: 'Coordonnées changées' }).waitFor();
  await page.getByText(/Son activation attend jusqu’au/).waitFor();
  await inspect(page, 'the e-CPS waits');
  await page.goto(await link(page, '/coordonnees/confirmer/'));
  await arriveAt(page, /^Ce changement est-il juste/);
  await inspect(page, 'to be confirmed');
  await hands.press('Ce changement est juste');
  await arriveAt(page, 'C’est confirmé');
  await inspect(page, 'confirmed');
});
