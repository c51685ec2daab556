// A request, from the candidate's phone to the number: returned, corrected, accepted; each page accessible, in each state.
import assert from 'node:assert/strict';
import { arriveAt, keyboard, mouse } from './support/hands.mjs';
import { inspect } from './support/inspect.mjs';
import { CONTINUE, signIn } from './support/registration.mjs';
import { CANDIDATE, enterByMail, fillIdentity, fillWork } from './support/request.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

const PHONE = { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' };

site.journey('a request, from the phone to the number', PHONE, async (page) => {
  const hands = mouse(page);
  await page.goto('/demande');
  await inspect(page, 'who is concerned');
  await hands.choose('Quelle est votre situation ?', 'J’ai déjà un numéro RPPS');
  await hands.press('Continuer');
  await page.getByRole('heading', { name: 'Vous ne vous enregistrez pas ici' }).waitFor();
  await inspect(page, 'registered elsewhere');
  await hands.choose('Quelle est votre situation ?', 'J’accompagne ou je soigne, sans dépendre d’un Ordre, de l’ARS ni des armées');
  await hands.press('Continuer');
  await inspect(page, 'what to prepare');
  await page.getByRole('button', { name: 'Commencer' }).click();
  await enterByMail(page, CANDIDATE);
  await arriveAt(page, 'Votre état civil');
  await inspect(page, 'identity');
  await hands.press(CONTINUE);
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, 'identity, in error');
  await fillIdentity(hands, CANDIDATE);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Votre téléphone mobile');
  await inspect(page, 'mobile');
  await hands.type('Téléphone mobile', '06 39 98 95 01');
  await hands.press(CONTINUE);
  await arriveAt(page, 'Votre travail');
  await inspect(page, 'work');
  await hands.pick('Établissement', 'porticcio', 'SERVICE AUTONOMIE');
  await hands.press(CONTINUE);
  await page.getByRole('link', { name: /n’a pas de contrat en vigueur/ }).waitFor();
  await inspect(page, 'work, without contract');
  await fillWork(hands, CANDIDATE);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Les conditions');
  await inspect(page, 'terms');
  await hands.tick('J’ai lu les conditions d’utilisation, et ce que dit cette demande est exact');
  await hands.press(CONTINUE);
  await arriveAt(page, 'Vérifiez avant d’envoyer');
  await inspect(page, 'verify');
  await hands.press('Envoyer ma demande');
  await arriveAt(page, 'Ma demande');
  await inspect(page, 'sent');
  await page.goto('/demande/suivi');
  await inspect(page, 'followed');

  await site.visit('the manager', { reducedMotion: 'reduce' }, async (desk) => {
    const manager = mouse(desk);
    await signIn(manager, 'Nadia Benali');
    await inspect(desk, 'space with requests');
    await desk.getByRole('link', { name: /^Demandes/ }).click();
    await arriveAt(desk, 'Demandes d’enregistrement');
    await inspect(desk, 'queue');
    await desk.goto('/demandes?etat=expired');
    await inspect(desk, 'queue, nothing found');
    await desk.goto('/demandes');
    await manager.follow('Maud Le Coz');
    await arriveAt(desk, 'Maud Le Coz');
    await inspect(desk, 'request');
    await manager.press('Accepter et enregistrer');
    await desk.locator('.govuk-error-summary').waitFor();
    await inspect(desk, 'request, in error');
    await manager.tick('J’atteste que ces informations sont exactes, et que la personne est informée des conditions d’utilisation et de l’usage de ses données');
    await manager.tick('J’atteste avoir rencontré la personne et vu sa pièce d’identité');
    await manager.choose('Pièce d’identité que vous avez vue', 'Passeport');
    await manager.press('Accepter et enregistrer');
    await arriveAt(desk, 'Professionnel enregistré');
  });

  await page.reload();
  await page.goto('/demande/suivi');
  await hands.follow('MAS DE LA BAIE');
  await page.getByText('Votre numéro RPPS', { exact: false }).first().waitFor();
  await inspect(page, 'accepted');
});

site.journey('a probable duplicate, and a return by the keyboard alone', { reducedMotion: 'reduce' }, async (page) => {
  const hands = keyboard(page);
  await signIn(mouse(page), 'Nadia Benali');
  await page.goto('/demandes');
  const links = await page.getByRole('table').getByRole('link').evaluateAll((all) => all.map((one) => one.href));
  let probable;
  for (const href of links) {
    await page.goto(href);
    if ((await page.getByText('Même personne, c’est probable').count()) > 0) probable = href;
  }
  assert.ok(probable, 'the demonstration has a probable duplicate');
  await page.goto(probable);
  await inspect(page, 'probable duplicate');
  await hands.page.locator('summary', { hasText: 'Retourner ou refuser' }).focus();
  await page.keyboard.press('Enter');
  await hands.choose('Que faire ?', 'Retourner, pour que la personne corrige');
  await hands.type('En clair', 'Vérifiez votre nom de naissance.');
  await hands.press('Envoyer la réponse');
  await page.getByRole('heading', { name: 'Demande retournée' }).waitFor();
});
