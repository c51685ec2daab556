// A month in the life of an establishment, on each engine, with a clock that is moved: three requests, a duplicate
// avoided, two changes, a planned end, a comparison with the staff list, a review.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { arriveAt, mouse } from './support/hands.mjs';
import { newMessage } from './support/mailbox.mjs';
import { frenchDay, signIn } from './support/registration.mjs';
import { CANDIDATE, ask } from './support/request.mjs';
import { startSite } from './support/site.mjs';
import { workbook } from './support/workbook.mjs';

const MANAGER = 'Nadia Benali';
const PLACE = ['140991043', 'MAS DE LA BAIE'];
const MAUD = { ...CANDIDATE, establishment: PLACE };
/** The same person, with one letter wrong and another mailbox. */
const MAUD_AGAIN = { ...MAUD, birthName: 'Le Cos', email: 'maud.autre@exemple.fr', mobile: '06 39 98 95 02' };
const YANN = {
  ...MAUD,
  title: 'Monsieur',
  sex: 'Masculin',
  birthName: 'Kermorvan',
  firstName: 'Yann',
  birthDate: '19/11/1979',
  email: 'yann.kermorvan@exemple.fr',
  mobile: '06 39 98 95 03',
};
const name = ({ firstName, birthName }) => `${firstName} ${birthName}`;

/** Moves the clock of the demonstration; sessions end with it. */
async function pass(page, step) {
  await page.goto('/demo/horloge');
  await page.getByRole('button', { name: step, exact: true }).click();
  await page.getByRole('heading', { name: 'L’horloge a avancé' }).waitFor();
}

async function open(hands, candidate) {
  await hands.page.goto('/demandes');
  await hands.page.getByRole('link', { name: name(candidate) }).first().click();
  await arriveAt(hands.page, name(candidate));
}

async function accept(hands, candidate) {
  await open(hands, candidate);
  await hands.choose('Pièce d’identité que vous avez vue', 'Passeport');
  await hands.tick('J’atteste que ces informations sont exactes, et que la personne est informée des conditions d’utilisation et de l’usage de ses données');
  await hands.tick('J’atteste avoir rencontré la personne et vu sa pièce d’identité');
  await hands.press('Accepter et enregistrer');
  await arriveAt(hands.page, 'Professionnel enregistré');
  return (await hands.page.locator('.rpps-number').innerText()).replace(/\s/g, '');
}

const isPublished = async (page, rpps) => {
  await page.goto(`/annuaire?q=${rpps}`);
  return (await page.locator('main').getByText(PLACE[1], { exact: false }).count()) > 0;
};

/** Asks again until the clock's work is done. */
async function until(page, what, holds) {
  for (let asked = 0; asked < 60; asked += 1) {
    if (await holds()) return;
    await page.waitForTimeout(500);
  }
  assert.fail(`${what}: not within 30 seconds`);
}

async function staffList(page) {
  const answer = await page.request.get('/professionnels.csv');
  const lines = (await answer.text()).replace('\ufeff', '').trim().split('\r\n').map((line) => line.split(';'));
  const [headers, ...people] = lines;
  return { headers, people: people.filter((line) => line[14] === '') };
}

for (const engine of ['sqlite', 'postgres']) {
  describe(`a month on ${engine}`, () => {
    const site = startSite(engine);
    const people = {};

    site.journey(`${engine}: first week, three requests and a duplicate avoided`, {}, async (page) => {
      for (const candidate of [MAUD, YANN]) {
        await site.visit('', { viewport: { width: 360, height: 740 } }, (phone) => ask(mouse(phone), candidate));
      }
      const hands = mouse(page);
      await signIn(hands, MANAGER);
      const mailed = await newMessage(page, /\b(997\d{8})\b/, async () => {
        people.maud = await accept(hands, MAUD);
      });
      assert.equal(mailed[1], people.maud);
      people.yann = await accept(hands, YANN);

      await site.visit('', { viewport: { width: 360, height: 740 } }, (phone) => ask(mouse(phone), MAUD_AGAIN));
      await open(hands, MAUD_AGAIN);
      await page.getByText('Même personne, c’est probable').waitFor();
      await page.getByText(`RPPS ${people.maud}`).first().waitFor();
      await page.locator('summary', { hasText: 'Retourner ou refuser' }).click();
      await hands.choose('Que faire ?', /^Refuser/);
      await hands.type('En clair', 'Vous avez déjà un numéro RPPS : il vous a été envoyé à votre première adresse.');
      await hands.press('Envoyer la réponse');
      await page.getByRole('heading', { name: 'Demande refusée' }).waitFor();
    });

    site.journey(`${engine}: second week, two changes and a planned end`, {}, async (page) => {
      await pass(page, 'Une semaine');
      const hands = mouse(page);
      await signIn(hands, MANAGER);

      await page.goto(`/professionnels/${people.maud}`);
      await page.getByRole('link', { name: /^Modifier\s:.*MAS DE LA BAIE/ }).click();
      await arriveAt(page, 'Modifier cette situation');
      await hands.choose('Mode d’exercice', 'Bénévole');
      await hands.press('Enregistrer les changements');
      await page.getByText(/mode d’exercice/i).first().waitFor();

      await page.goto(`/professionnels/${people.yann}/coordonnees`);
      await hands.type('Téléphone mobile', '06 39 98 95 04');
      await hands.press('Changer les coordonnées');
      await page.getByText('06 39 98 95 04', { exact: true }).waitFor();

      await page.goto(`/professionnels/${people.maud}`);
      await page.getByRole('link', { name: /^Fermer\s:.*MAS DE LA BAIE/ }).click();
      await arriveAt(page, 'Fermer cette situation');
      await hands.type('Dernier jour', frenchDay(7 + 10));
      await hands.choose('Pourquoi se termine-t-elle ?', /contrat/i);
      await hands.press('Fermer la situation');
      await page.getByText('Fin prévue').first().waitFor();
      assert.ok(await isPublished(page, people.maud), 'published until the planned end');
    });

    site.journey(`${engine}: fourth week, the planned end has come by itself; the staff list is compared`, {}, async (page) => {
      await pass(page, 'Quinze jours');
      await until(page, 'the planned end', async () => !(await isPublished(page, people.maud)));
      assert.ok(await isPublished(page, people.yann));

      const hands = mouse(page);
      await signIn(hands, MANAGER);
      const { headers, people: staff } = await staffList(page);
      const once = staff.filter((line) => staff.filter((other) => other[0] === line[0]).length === 1);
      const gone = once.find((line) => line[0] === people.yann) ?? once[0];
      const list = staff.filter((line) => line !== gone);
      const newcomer = headers.map((header) => ({ 'Nom de naissance': 'MARCHETTI', Prénoms: 'Solène', 'Date de naissance': '12/05/1990' })[header] ?? '');
      await page.goto('/departs/comparaison');
      await hands.choose('Pour quels établissements ?', 'Tous les établissements de votre périmètre');
      await page.getByLabel('Liste du personnel', { exact: true }).setInputFiles({
        name: 'personnel.xlsx',
        mimeType: 'application/octet-stream',
        buffer: workbook([['Personnel présent'], headers, ...list, newcomer]),
      });
      await hands.press('Comparer');
      await page.getByText('Lignes lues').waitFor();
      await page.getByRole('link', { name: /^Nouveaux/ }).click();
      await page.getByText('MARCHETTI Solène').first().waitFor();
      await page.getByRole('link', { name: /^Départs \d/ }).click();
      await page.getByText('Absente de la liste').first().waitFor();
      await page.getByRole('checkbox', { name: /^Fermer la situation/ }).first().check();
      await hands.type('Dernier jour', frenchDay(7 + 15));
      await page.getByLabel('Motif', { exact: true }).selectOption('AUT');
      await hands.press('Continuer');
      await page.getByRole('button', { name: /^Fermer \d+ situation/ }).click();
      await page.waitForURL(/avis=departs-confirmes/);
      await until(page, 'the plan', async () => {
        await page.reload();
        return page.getByText('Ce plan est appliqué').isVisible();
      });
      assert.equal(await isPublished(page, gone[0]), false, 'who left is published no more');
    });

    site.journey(`${engine}: the month ends with a review`, {}, async (page) => {
      await pass(page, 'Une semaine');
      const hands = mouse(page);
      await signIn(hands, MANAGER);
      await page.goto('/revue');
      await page.locator('.rpps-table tbody a').last().click();
      await arriveAt(page, 'Revue de la liste');
      await hands.press('Confirmer toutes celles qui restent');
      await page.getByRole('heading', { level: 1, name: /^Confirmer l/ }).waitFor();
      await hands.press('Confirmer');
      await page.getByText('La revue est terminée').waitFor();
      const href = await page.getByRole('button', { name: 'Télécharger l’attestation (PDF)' }).getAttribute('href');
      const file = await page.request.get(href);
      assert.equal((await file.body()).subarray(0, 5).toString(), '%PDF-');
    });
  });
}
