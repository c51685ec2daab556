// The main job as a manager does it, from a persona to a number; `hands` says with what (see hands.mjs).
import { arriveAt } from './hands.mjs';

export const CONTINUE = 'Enregistrer et continuer';
export const LATER = 'Enregistrer et revenir plus tard';

/** The wording of the answer that opens the wizard. */
export const CONCERNED =
  'Elle accompagne ou soigne, sans dépendre d’un Ordre, de l’ARS ni des armées, et a besoin d’un service numérique de santé';

/** A day as one types it, so many days from today. */
export function frenchDay(days = 0) {
  const date = new Date(Date.now() + days * 24 * 3600 * 1000);
  return new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(date);
}

/** The latest day on which someone may start: the same day in three months, or the last of that month. */
export function inThreeMonths() {
  const [day, month, year] = frenchDay().split('/').map(Number);
  const last = new Date(Date.UTC(year, month + 3, 0));
  if (day < last.getUTCDate()) last.setUTCDate(day);
  return new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', dateStyle: 'short' }).format(last);
}

/** Born in Morocco: a country and a town. The mobiles kept for fiction end higher than those of the demonstration. */
export const BORN_ABROAD = {
  title: 'Madame',
  sex: 'Féminin',
  birthName: 'Belhadj-Élysée',
  usedName: 'Belhadj Le Goff',
  firstNames: 'Aïcha, Marie-Noëlle',
  birthDate: '07/03/1988',
  country: 'Maroc',
  town: 'Fès',
  document: 'Passeport',
  email: 'aicha.belhadj@demo.invalid',
  mobile: '06 39 98 90 01',
  practiceName: 'Belhadj Le Goff',
  practiceFirstName: 'Aïcha',
  establishment: ['tilleuls', 'EHPAD LES TILLEULS'],
  profession: ['CESF', 'Conseiller en économie sociale et familiale'],
};

/** Born in Brénaz, which became a part of Arvière-en-Valromey on 1 January 2019. */
export const BORN_IN_A_FORMER_COMMUNE = {
  title: 'Monsieur',
  sex: 'Masculin',
  birthName: 'L’Hoest',
  firstNames: 'Jean-Noël Loïc',
  birthDate: '14/07/1985',
  commune: ['brenaz', 'Brénaz'],
  document: 'Carte nationale d’identité',
  email: 'loic.lhoest@demo.invalid',
  mobile: '+33 6 39 98 90 02',
  practiceName: 'L’Hoest',
  practiceFirstName: 'Loïc',
  establishment: ['140991043', 'MAS DE LA BAIE'],
  profession: ['accomp', 'Accompagnant éducatif et social'],
};

/** Opens a session as one of the personas of the demonstration; `title` heads the page that follows. */
export async function signIn(hands, name, title = 'Mon espace') {
  await hands.page.goto('/connexion');
  await hands.press(`Se connecter comme ${name}`);
  await arriveAt(hands.page, title);
}

/** From the space of a manager to the first step. */
export async function begin(hands) {
  await hands.follow('Enregistrer un professionnel');
  await arriveAt(hands.page, 'Avant d’enregistrer un professionnel');
  await hands.choose('De qui la personne dépend-elle ?', CONCERNED);
  await hands.press('Commencer');
  await arriveAt(hands.page, 'État civil');
}

export async function fillCivilIdentity(hands, person) {
  await hands.choose('Civilité', person.title);
  await hands.choose('Sexe inscrit sur la pièce d’identité', person.sex);
  await hands.type('Nom de naissance', person.birthName);
  if (person.usedName) await hands.type('Nom d’usage (facultatif)', person.usedName);
  await hands.type('Prénoms', person.firstNames);
  await hands.type('Date de naissance', person.birthDate);
  if (person.commune) {
    await hands.pick('Commune de naissance, en France', ...person.commune);
  } else {
    await hands.search('Pays de naissance', person.country, person.country);
    await hands.type('Ville de naissance, à l’étranger', person.town);
  }
  await hands.choose('Pièce d’identité que vous avez vue', person.document);
}

export async function fillContact(hands, person) {
  await hands.type('Adresse électronique', person.email);
  await hands.type('Téléphone mobile', person.mobile);
}

export async function fillSituation(hands, person) {
  await hands.choose('Nom d’exercice', person.practiceName);
  await hands.choose('Prénom d’exercice', person.practiceFirstName);
  await hands.pick('Établissement', ...person.establishment);
  await hands.type('Date de prise de fonction', frenchDay());
  await hands.search('Profession', ...person.profession);
  await hands.choose('Rôle RPPS+', 'Accompagnement social/médico-social à la vie sociale, professionnelle, éducative');
  await hands.choose('Mode d’exercice', 'Salarié');
}

export async function fillLegal(hands) {
  await hands.tick(
    'J’atteste que ces informations sont exactes, et que la personne est informée des conditions d’utilisation et de l’usage de ses données',
  );
  await hands.tick('J’atteste avoir rencontré la personne et vu sa pièce d’identité');
}

/** The four steps of the wizard, each by its title, in their order. */
export const STEPS = [
  ['État civil', fillCivilIdentity],
  ['Contact', fillContact],
  ['Situation d’exercice', fillSituation],
  ['Informations légales', fillLegal],
];

export const VERIFY = 'Vérifiez avant d’enregistrer';

/** Fills the steps, up to the last page before the act. */
export async function fillAll(hands, person) {
  for (const [title, fill] of STEPS) {
    await arriveAt(hands.page, title);
    await fill(hands, person);
    await hands.press(CONTINUE);
  }
  await arriveAt(hands.page, VERIFY);
}

/** The act: gives the number that the page shows. */
export async function submit(hands) {
  await hands.press('Enregistrer le professionnel');
  await arriveAt(hands.page, 'Professionnel enregistré');
  return hands.page.locator('.rpps-number').innerText();
}
