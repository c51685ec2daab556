// The agency's door: an officer made on the command line registers a passkey, signs in by it, and keeps one at least.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertAccessible } from './support/axe.mjs';
import { arriveAt, mouse } from './support/hands.mjs';
import { PROGRAM } from './support/server.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

const AUTHENTICATOR = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

/** Gives the browser a device that makes and keeps passkeys, as a fingerprint reader does. */
async function withDevice(page) {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('WebAuthn.enable');
  const add = () => protocol.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
  const { authenticatorId } = await add();
  return {
    replace: async () => {
      await protocol.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
      await add();
    },
  };
}

/** What `rpps account create-officer` prints, run beside the service. */
function officerLink() {
  const { directory, url } = site.server;
  return execFileSync(PROGRAM, ['account', 'create-officer', '--name', 'Jean Agent', '--email', 'jean.agent@exemple.fr'], {
    encoding: 'utf8',
    env: {
      ...process.env,
      RPPS_DATABASE_URL: `sqlite:${join(directory, 'rpps.db')}`,
      RPPS_SECRET: readFileSync(join(directory, 'secret'), 'utf8'),
      RPPS_PUBLIC_URL: url,
      RPPS_MAIL_FROM: 'RPPS+ <ne-pas-repondre@exemple.fr>',
    },
  }).trim();
}

site.journey('an officer registers a passkey, signs in by it, adds another', {}, async (page) => {
  const hands = mouse(page);
  const device = await withDevice(page);
  const link = officerLink();
  await page.goto(link);
  await arriveAt(page, 'Créer votre clé d’accès');
  await assertAccessible(page, 'first passkey');
  await page.getByLabel('Nom de cette clé').fill('Ordinateur du bureau');
  await hands.press('Créer ma clé d’accès');
  await arriveAt(page, 'Tableau de bord de l’agence');
  await page.goto('/mes-sessions');
  await page.getByText('Clé d’accès. Ouverte').waitFor();
  await hands.press('Se déconnecter');
  await page.goto(link);
  await arriveAt(page, 'Ce lien ne sert plus');

  await page.goto('/connexion/agence');
  await assertAccessible(page, 'sign-in by passkey');
  await hands.press('Se connecter avec ma clé d’accès');
  await arriveAt(page, 'Tableau de bord de l’agence');

  await page.goto('/agence/cles');
  await page.getByText('Ordinateur du bureau').first().waitFor();
  await assertAccessible(page, 'my passkeys');
  await page.getByRole('button', { name: /^Retirer/ }).click();
  await page.getByRole('alert').getByText('votre dernière clé').waitFor();
  await device.replace();
  await page.getByLabel('Nom de cette clé').fill('Téléphone');
  await hands.press('Ajouter une clé d’accès');
  await page.getByText('Clé ajoutée').waitFor();
  await page.getByRole('button', { name: 'Retirer la clé Ordinateur du bureau' }).click();
  // The session was that of the key removed: it ended with it.
  await arriveAt(page, 'Choisir un personnage');
});

site.journey('a key that the portal does not know opens nothing', {}, async (page) => {
  await withDevice(page);
  await page.goto('/connexion/agence');
  await mouse(page).press('Se connecter avec ma clé d’accès');
  await page.getByRole('alert').getByText('n’a pas été reconnue').waitFor();
});
