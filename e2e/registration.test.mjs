// The main job, with a mouse: from a persona to a number, a mail and a page of the directory; and every mistake on the way.
import assert from 'node:assert/strict';
import { arriveAt, hasFocus, mouse } from './support/hands.mjs';
import { inspect } from './support/inspect.mjs';
import { MISTAKES } from './support/mistakes.mjs';
import {
  BORN_ABROAD,
  BORN_IN_A_FORMER_COMMUNE,
  CONTINUE,
  LATER,
  STEPS,
  VERIFY,
  begin,
  fillAll,
  fillCivilIdentity,
  fillContact,
  fillLegal,
  fillSituation,
  signIn,
  submit,
} from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

/** A journey of Nadia Benali, manager, in a session of its own. */
const journey = (name, walk) =>
  site.journey(name, {}, async (page) => {
    const hands = mouse(page);
    await signIn(hands, 'Nadia Benali');
    await walk(hands, page);
  });

const summaryOf = (page) => page.locator('.govuk-error-summary');
const rowOf = (page, term) =>
  page.locator('.govuk-summary-list__row').filter({ has: page.getByText(term, { exact: true }) }).locator('dd').innerText();

journey('a step left by a link or by "Retour" keeps what was typed', async (hands, page) => {
  await begin(hands);
  await hands.type('Nom de naissance', 'Brouillon-Gardé');
  await hands.press('Retour');
  await arriveAt(page, 'Enregistrements en cours');
  const draft = () => page.getByRole('listitem').filter({ hasText: 'Brouillon-Gardé' }).getByRole('link');
  await draft().click();
  await arriveAt(page, 'État civil');
  await hands.type('Prénoms', 'Odette');
  await page.getByRole('link', { name: 'Mon espace' }).click();
  await arriveAt(page, 'Mon espace');
  await draft().click();
  await arriveAt(page, 'État civil');
  assert.equal(await page.getByLabel('Prénoms', { exact: true }).inputValue(), 'Odette');
});

journey('a person born abroad: a draft, an answer changed, a number, a mail, a page, no duplicate, a look-alike', async (hands, page) => {
  await begin(hands);
  await fillCivilIdentity(hands, BORN_ABROAD);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Contact');
  await fillContact(hands, BORN_ABROAD);
  await hands.press(LATER);

  await arriveAt(page, 'Enregistrements en cours');
  await page.getByRole('alert').getByText('Brouillon enregistré').waitFor();
  const draft = page.getByRole('listitem').filter({ hasText: BORN_ABROAD.birthName });
  assert.match(await draft.innerText(), /Étape suivante\s: Situation d’exercice/);
  await draft.getByRole('link').click();

  await arriveAt(page, 'Situation d’exercice');
  await fillSituation(hands, BORN_ABROAD);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Informations légales');
  await fillLegal(hands);
  await hands.press(CONTINUE);

  await arriveAt(page, VERIFY);
  assert.equal(await rowOf(page, 'Lieu de naissance'), 'Fès (Maroc)');
  assert.equal(await rowOf(page, 'Téléphone mobile'), '06 39 98 90 01');
  await page.getByRole('link', { name: 'Modifier : Contact' }).click();
  await arriveAt(page, 'Contact');
  assert.equal(await page.getByLabel('Adresse électronique', { exact: true }).inputValue(), BORN_ABROAD.email);
  await hands.type('Téléphone mobile', '0639989003');
  await hands.press(CONTINUE);
  // What was attested is no longer what is answered.
  await arriveAt(page, 'Informations légales');
  await fillLegal(hands);
  await hands.press(CONTINUE);
  await arriveAt(page, VERIFY);
  assert.equal(await rowOf(page, 'Téléphone mobile'), '06 39 98 90 03');

  const rpps = await submit(hands);
  assert.match(rpps, /^\d{11}$/);
  await page.locator('.rpps-timeline:not(:has([data-state]:not([data-state=done])))').waitFor();
  const timeline = (await page.locator('.rpps-timeline').innerText()).replace(/\s+/g, ' ');
  const time = '\\d{2}/\\d{2}/\\d{4} à \\d{2} h \\d{2}';
  const steps = ['Enregistré', 'Numéro envoyé par courriel', 'Visible dans l’annuaire', 'e‑CPS prête à activer'];
  assert.match(timeline, new RegExp(`^${steps.map((step) => `${step} Fait ${time}`).join(' ')}$`));

  await seeMail(page, rpps);
  await seeInDirectory(page, hands, rpps);
  await typeAgain(page, hands, rpps);
  await typeAlike(page, hands, rpps);
});

async function seeMail(page, rpps) {
  await page.goto('/demo/messages');
  const mail = page.getByRole('article').filter({ hasText: `Courriel à ${BORN_ABROAD.email}` });
  const text = await mail.innerText();
  assert.match(text, /Objet\s: Votre numéro RPPS/);
  assert.ok(text.includes(`Bonjour Aïcha Belhadj Le Goff`) && text.includes(rpps), text);
  assert.ok(text.includes(`${site.server.url}/annuaire/${rpps}`), text);
  await page.getByRole('article').filter({ hasText: 'SMS' }).filter({ hasText: '639989003' }).waitFor();
}

async function seeInDirectory(page, hands, rpps) {
  await page.goto('/annuaire');
  await hands.type('Nom, prénom ou numéro RPPS', 'belhadj aicha');
  await hands.press('Rechercher');
  await page.getByRole('link', { name: 'Belhadj Le Goff Aïcha' }).click();
  await arriveAt(page, 'Aïcha Belhadj Le Goff');
  assert.ok(page.url().endsWith(`/annuaire/${rpps}`));
  const text = await page.getByRole('main').innerText();
  assert.ok(text.includes(rpps) && text.includes('EHPAD LES TILLEULS'), text);
  for (const kept of [BORN_ABROAD.email, '1988', 'Maroc', '06 39', BORN_ABROAD.birthName]) {
    assert.ok(!text.includes(kept), `${kept} is not public`);
  }
}

async function typeAgain(page, hands, rpps) {
  await page.goto('/espace');
  await begin(hands);
  await fillCivilIdentity(hands, { ...BORN_ABROAD, birthName: 'BELHADJ ELYSEE', firstNames: 'aicha marie-noelle' });
  await hands.press(CONTINUE);
  await page.getByRole('heading', { name: 'Cette personne est déjà enregistrée' }).waitFor();
  assert.match(await summaryOf(page).innerText(), new RegExp(`numéro RPPS ${rpps}. Ne créez pas de doublon`));
  const offer = page.getByRole('link', { name: 'Ajouter une situation à cette personne' });
  assert.equal(await offer.getAttribute('href'), `/professionnels/${rpps}/situations/nouvelle`);
  await page.getByRole('link', { name: 'C’est une autre personne : le signaler à l’agence' }).waitFor();
}

/** One letter less: the person typed again, or another one, and then why. */
async function typeAlike(page, hands, rpps) {
  const why = 'Pourquoi est-ce une autre personne ?';
  await page.goto('/espace');
  await begin(hands);
  await fillCivilIdentity(hands, { ...BORN_ABROAD, birthName: 'Belhaj-Élysée' });
  await hands.press(CONTINUE);
  await arriveAt(page, 'Cette personne existe peut-être déjà');
  // Colours that fade from light to dark are not those that one reads.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await inspect(page, 'look-alike');
  const same = page.getByRole('button', { name: 'C’est la même personne : lui ajouter une situation' });
  assert.equal(await same.getAttribute('href'), `/professionnels/${rpps}/situations/nouvelle`);
  const known = page.getByRole('row').filter({ hasText: 'Nom de naissance' });
  assert.match(await known.innerText(), /Belhaj-Élysée[\s\S]*Belhadj-Élysée[\s\S]*Proche/);
  await hands.press(CONTINUE);
  assert.match(await summaryOf(page).innerText(), /Dites pourquoi c’est une autre personne/);
  await inspect(page, 'look-alike without a reason');
  await hands.type(why, 'Deux cousines');
  await page.getByRole('link', { name: 'Mon espace' }).click();
  await arriveAt(page, 'Mon espace');
  await page.getByRole('listitem').filter({ hasText: 'Belhaj-Élysée' }).getByRole('link').click();
  await arriveAt(page, 'Cette personne existe peut-être déjà');
  assert.equal(await page.getByLabel(why, { exact: true }).inputValue(), 'Deux cousines');
  await hands.press(CONTINUE);
  await arriveAt(page, 'Contact');
}

journey('a commune that no longer exists is found at the birth date, and only then', async (hands, page) => {
  const field = page.getByLabel('Commune de naissance, en France', { exact: true });
  await begin(hands);
  await hands.type('Date de naissance', '14/07/2020');
  await field.fill('brenaz');
  await page.getByText('Aucun résultat', { exact: true }).first().waitFor();
  await hands.type('Date de naissance', BORN_IN_A_FORMER_COMMUNE.birthDate);
  await field.fill('brena');
  const option = page.getByRole('option').filter({ hasText: 'Brénaz' });
  await option.waitFor();
  assert.match(await option.innerText(), /01059, jusqu’au 31\/12\/2018/);
  await fillAll(hands, BORN_IN_A_FORMER_COMMUNE);
  assert.equal(await rowOf(page, 'Lieu de naissance'), 'Brénaz, Ain (01), code 01059, jusqu’au 31/12/2018');
  assert.equal(await rowOf(page, 'Téléphone mobile'), '06 39 98 90 02');
  await submit(hands);
});

journey('every mistake is said on top and beside its field, and what was typed is kept', async (hands, page) => {
  await begin(hands);
  for (const [title, fill] of STEPS) {
    await arriveAt(page, title);
    for (const { typed, said, prepare } of MISTAKES[title]) {
      await prepare?.(hands);
      for (const [label, text] of Object.entries(typed)) await hands.type(label, text);
      await Promise.all([page.waitForEvent('load'), hands.press(CONTINUE)]);
      await seeMistakes(page, said);
      const isEmpty = Object.values(typed).every((text) => text === '');
      if (isEmpty) await followMistakes(page);
      for (const [label, text] of Object.entries(typed)) {
        assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), text, `${label} is kept`);
      }
    }
    await fill(hands, BORN_IN_A_FORMER_COMMUNE);
    if (title === 'État civil') await hands.type('Prénoms', 'Loïc Sans-Faute');
    if (title === 'Contact') await fillContact(hands, { email: 'sans.faute@demo.invalid', mobile: '0639989004' });
    await hands.press(CONTINUE);
  }
  await arriveAt(page, VERIFY);
});

/** Sentences are written here with spaces that one can see. */
const spaced = (texts) => texts.map((text) => text.replaceAll('\u00a0', ' '));

/** The summary has the focus and says just this; each of its links leads to its field, where the sentence is again. */
async function seeMistakes(page, said) {
  await summaryOf(page).waitFor();
  assert.ok(await hasFocus(summaryOf(page)), 'the summary has the focus');
  assert.match(await page.title(), /^Erreur/);
  const links = summaryOf(page).getByRole('link');
  assert.deepEqual(spaced(await links.allInnerTexts()), said);
  const beside = await links.evaluateAll((all) =>
    all.map(({ hash }) => {
      const group = document.querySelector(`input${hash}, select${hash}`)?.closest('.govuk-form-group');
      return group?.querySelector('.govuk-error-message')?.textContent;
    }),
  );
  assert.deepEqual(spaced(beside), said.map((sentence) => `Erreur : ${sentence}`));
}

async function followMistakes(page) {
  for (const link of await summaryOf(page).getByRole('link').all()) {
    const { hash } = new URL(await link.evaluate(({ href }) => href));
    await link.click();
    assert.ok(await hasFocus(page.locator(`input${hash}`)), `${hash} has the focus`);
  }
}

journey('nobody registers a closed profession, nor for an establishment outside the scope', async (hands, page) => {
  await begin(hands);
  await fillCivilIdentity(hands, { ...BORN_IN_A_FORMER_COMMUNE, firstNames: 'Loïc Ailleurs' });
  await hands.press(CONTINUE);
  await arriveAt(page, 'Contact');
  await fillContact(hands, { email: 'ailleurs@demo.invalid', mobile: '0639989005' });
  await hands.press(CONTINUE);
  await arriveAt(page, 'Situation d’exercice');
  const offered = await page.locator('select[name=profession] option').evaluateAll((options) => options.map(({ value }) => value));
  assert.ok(offered.includes('328') && !offered.includes('318') && !offered.includes('323'));
  await hands.type('Établissement', 'sainte-odile');
  await page.getByText('Aucun résultat', { exact: true }).first().waitFor();
});

journey('who depends on another authority is told where to go', async (hands, page) => {
  await hands.follow('Enregistrer un professionnel');
  await hands.press('Commencer');
  await summaryOf(page).waitFor();
  for (const [answer, sentence] of [
    [/^Elle est inscrite à un Ordre/, /Son Ordre l’enregistre au RPPS/],
    [/^Elle est enregistrée par l’ARS/, /L’agence régionale de santé l’enregistre/],
    [/service de santé des armées$/, /Le service de santé des armées l’enregistre lui-même/],
    [/déjà un numéro RPPS$/, /ajoutez-lui une situation/],
  ]) {
    await page.getByRole('radio', { name: answer }).check();
    await Promise.all([page.waitForEvent('load'), hands.press('Commencer')]);
    await page.getByRole('region', { name: 'Cette personne ne s’enregistre pas ici' }).getByText(sentence).waitFor();
  }
});
