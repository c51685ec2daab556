// A request as a candidate makes it: from the mailbox to the last page.
import { arriveAt } from './hands.mjs';
import { newLink } from './mailbox.mjs';
import { CONTINUE, frenchDay } from './registration.mjs';

/** Born in Morocco; the mobile is one of those kept for fiction. */
export const CANDIDATE = {
  title: 'Madame',
  sex: 'Féminin',
  birthName: 'Le Coz',
  firstName: 'Maud',
  birthDate: '07/03/1988',
  town: 'Fès',
  email: 'maud.lecoz@exemple.fr',
  mobile: '06 39 98 95 01',
  establishment: ['140991043', 'MAS DE LA BAIE'],
};

/** Enters by the link sent to the mailbox, and says who reads it. */
export async function enterByMail(page, candidate) {
  await page.fill('#email', candidate.email);
  const link = await newLink(page, async () => {
    await page.getByRole('button', { name: 'Recevoir un lien' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
  await page.goto(link);
  await page.getByRole('button', { name: /Continuer/ }).click();
  await arriveAt(page, 'Votre nom');
  await page.getByLabel('Prénom', { exact: true }).fill(candidate.firstName);
  await page.getByLabel('Nom', { exact: true }).fill(candidate.birthName);
  await page.getByRole('button', { name: 'Continuer' }).click();
}

export async function fillIdentity(hands, candidate) {
  await hands.choose('Civilité', candidate.title);
  await hands.choose('Sexe inscrit sur la pièce d’identité', candidate.sex);
  await hands.type('Nom de naissance', candidate.birthName);
  await hands.type('Prénoms', candidate.firstName);
  await hands.type('Date de naissance', candidate.birthDate);
  await hands.search('Pays de naissance', 'Maroc', 'Maroc');
  await hands.type('Ville de naissance, à l’étranger', candidate.town);
  await hands.choose('Pièce d’identité que vous présenterez', 'Passeport');
}

export async function fillWork(hands, candidate) {
  await hands.pick('Établissement', ...candidate.establishment);
  await hands.choose('Nom d’exercice', candidate.birthName);
  await hands.choose('Prénom d’exercice', candidate.firstName);
  await hands.type('Date de prise de fonction', frenchDay());
  await hands.search('Profession', 'CESF', 'Conseiller en économie sociale et familiale');
  await hands.choose('Rôle RPPS+', 'Accompagnement social/médico-social à la vie sociale, professionnelle, éducative');
  await hands.choose('Mode d’exercice', 'Salarié');
}

/** The whole request, up to its being sent. */
export async function ask(hands, candidate) {
  const { page } = hands;
  await page.goto('/demande');
  await hands.choose('Quelle est votre situation ?', 'J’accompagne ou je soigne, sans dépendre d’un Ordre, de l’ARS ni des armées');
  await hands.press('Continuer');
  await page.getByRole('button', { name: 'Commencer' }).click();
  await enterByMail(page, candidate);
  await arriveAt(page, 'Votre état civil');
  await fillIdentity(hands, candidate);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Votre téléphone mobile');
  await hands.type('Téléphone mobile', candidate.mobile);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Votre travail');
  await fillWork(hands, candidate);
  await hands.press(CONTINUE);
  await arriveAt(page, 'Les conditions');
  await hands.tick('J’ai lu les conditions d’utilisation, et ce que dit cette demande est exact');
  await hands.press(CONTINUE);
  await arriveAt(page, 'Vérifiez avant d’envoyer');
  await hands.press('Envoyer ma demande');
  await arriveAt(page, 'Ma demande');
}
