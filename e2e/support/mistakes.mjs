// What one may type wrong at each step of the wizard, and what the page answers, word for word, in its order.
import { BORN_IN_A_FORMER_COMMUNE, fillSituation, inThreeMonths } from './registration.mjs';

const SHAPE = 'Utilisez des lettres, l’espace, le tiret et l’apostrophe.';
const ON_DOCUMENT = 'Vérifiez le jour, le mois et l’année sur la pièce.';
const NAME = 'Nom de naissance';
const USED = 'Nom d’usage (facultatif)';
const FIRST = 'Prénoms';
const BORN = 'Date de naissance';
const EMAIL = 'Adresse électronique';
const MOBILE = 'Téléphone mobile';
const START = 'Date de prise de fonction';
const END = 'Fin prévue (facultatif)';
const TOWN = 'Ville de naissance, à l’étranger';
const OK_MOBILE = '06 39 98 90 90';

const HELD = 'dans votre périmètre. Chacun doit avoir';
const OTHERWISE = 'ou vérifiez qu’il ne s’agit pas de la même personne.';

const chooseAll = async (hands) => {
  await hands.choose('Civilité', 'Monsieur');
  await hands.choose('Sexe inscrit sur la pièce d’identité', 'Masculin');
  await hands.choose('Pièce d’identité que vous avez vue', 'Passeport');
};

const CIVIL_IDENTITY = [
  {
    typed: {},
    said: [
      'Choisissez la civilité.',
      'Choisissez le sexe inscrit sur la pièce d’identité.',
      'Saisissez le nom de naissance.',
      'Saisissez les prénoms, dans l’ordre de la pièce d’identité.',
      'Saisissez la date de naissance.',
      'Saisissez la commune de naissance, puis choisissez-la dans la liste.',
      'Choisissez la pièce d’identité que vous avez vue.',
    ],
  },
  {
    prepare: async (hands) => {
      await chooseAll(hands);
      await hands.type(BORN, '14/07/1985');
      await hands.pick('Commune de naissance, en France', 'brenaz', 'Brénaz');
    },
    typed: { [NAME]: '<script>alert(1)</script>', [USED]: 'Nuñez', [FIRST]: 'Zoé 😀', [BORN]: '30/02/1990' },
    said: [
      `Le caractère « < » n’est pas accepté. ${SHAPE}`,
      'La lettre « ñ » n’existe pas à l’état civil français. Écrivez « n ».',
      `Le caractère « 😀 » n’est pas accepté. ${SHAPE}`,
      `Le 30/02/1990 n’existe pas. ${ON_DOCUMENT}`,
    ],
  },
  {
    typed: { [NAME]: 'Ma\u202erie', [USED]: 'Ωmega', [FIRST]: 'x'.repeat(301), [BORN]: '29/02/2001' },
    said: [
      'Ce nom contient un caractère invisible, souvent venu d’un copier-coller. Effacez-le et saisissez-le au clavier.',
      'La lettre « Ω » n’existe pas à l’état civil français. Reprenez l’écriture en lettres latines de la pièce d’identité.',
      'Ce nom dépasse 300 caractères. Vérifiez qu’il n’a pas été collé plusieurs fois.',
      `Le 29/02/2001 n’existe pas. ${ON_DOCUMENT}`,
    ],
  },
  {
    typed: { [NAME]: 'Sans-Faute', [USED]: '', [FIRST]: 'Loïc 2', [BORN]: '01/01/0000' },
    said: [`Le caractère « 2 » n’est pas accepté. ${SHAPE}`, 'L’année 0 est trop ancienne : la plus ancienne acceptée est 1880. Vérifiez l’année sur la pièce.'],
  },
  {
    typed: { [FIRST]: 'Loïc', [BORN]: '01/01/2099' },
    said: [
      'Cette date de naissance n’est pas encore passée. Vérifiez l’année sur la pièce d’identité.',
      'Brénaz n’existait pas à la date de naissance (commune jusqu’au 31/12/2018). Cherchez le nom que porte la pièce d’identité.',
    ],
  },
  {
    typed: { [BORN]: 'hier' },
    said: ['Cette date ne se lit pas. Écrivez-la comme 27/03/1985 ou 27031985.'],
  },
  {
    typed: { [BORN]: '1952' },
    said: ['Cochez cette case si la pièce d’identité ne donne pas la date complète ; sinon, saisissez le jour et le mois.'],
  },
  {
    typed: { [BORN]: '14/07/2020' },
    said: [
      `La personne n’aura 16 ans que le 14/07/2036, et sa prise de fonction ne peut pas dépasser le ${inThreeMonths()}. Vérifiez la date de naissance sur la pièce d’identité.`,
      'Brénaz n’existait pas à la date de naissance (commune jusqu’au 31/12/2018). Cherchez le nom que porte la pièce d’identité.',
    ],
  },
  {
    typed: { [BORN]: '14/07/1985', 'Commune de naissance, en France': 'Trifouilly' },
    said: ['Saisissez la commune de naissance, puis choisissez-la dans la liste.'],
  },
  {
    prepare: (hands) => hands.search('Pays de naissance', 'tchecoslo', 'Tchécoslovaquie'),
    typed: { [TOWN]: '' },
    said: ['Saisissez la ville de naissance, telle que la pièce d’identité l’écrit.'],
  },
  { typed: { [TOWN]: 'Praha 2' }, said: [`Le caractère « 2 » n’est pas accepté. ${SHAPE}`] },
  {
    typed: { [TOWN]: 'Praha', [BORN]: '14/07/2001' },
    said: ['Ce pays n’existait pas à la date de naissance. Choisissez celui que porte la pièce d’identité.'],
  },
  {
    prepare: (hands) => hands.search('Pays de naissance', 'france', 'France'),
    typed: {},
    said: ['Saisissez la commune de naissance, puis choisissez-la dans la liste.'],
  },
];

const CONTACT = [
  {
    typed: { [EMAIL]: '', [MOBILE]: '' },
    said: ['Saisissez l’adresse électronique de la personne.', 'Saisissez le numéro de téléphone mobile de la personne.'],
  },
  {
    typed: { [EMAIL]: 'sans-arobase', [MOBILE]: '06 12 34' },
    said: [
      'Une adresse électronique comporte un @ et un seul, comme nom.prenom@exemple.fr.',
      'Ce numéro est trop court : un mobile français a dix chiffres, comme 06 12 34 56 78.',
    ],
  },
  {
    typed: { [EMAIL]: 'été@exemple.fr', [MOBILE]: 'zéro six' },
    said: [
      'Une adresse électronique s’écrit sans accent : remplacez « é ».',
      'Ce numéro ne se lit pas. Écrivez-le avec des chiffres, comme 06 12 34 56 78.',
    ],
  },
  {
    typed: { [EMAIL]: 'a@b', [MOBILE]: '+44 7911 123456' },
    said: [
      'Ce qui suit le @ n’est pas un nom de domaine, comme exemple.fr. Vérifiez-le.',
      'Ce numéro n’est pas un mobile français, de métropole ou d’outre-mer. Les SMS d’activation ne partent que vers ceux-là.',
    ],
  },
  {
    typed: { [EMAIL]: 'a..b@exemple.fr', [MOBILE]: '06 12 34 56 78 90' },
    said: [
      'Cette adresse a deux points de suite, ou un point mal placé. Vérifiez-la.',
      'Ce numéro est trop long : un mobile français a dix chiffres, comme 06 12 34 56 78.',
    ],
  },
  {
    typed: { [EMAIL]: 'contact@exemple.fr', [MOBILE]: '02 31 00 00 01' },
    said: [
      'Cette adresse semble lue par plusieurs personnes. Préférez une adresse personnelle, ou confirmez que la personne est seule à la lire.',
      'Ce numéro est celui d’un téléphone fixe. Saisissez un mobile : le code d’activation de l’e-CPS part par SMS.',
    ],
  },
  {
    typed: { [EMAIL]: 'personne001@demo.invalid', [MOBILE]: '06 39 98 00 01' },
    said: [
      `Cette adresse est à Manon Dufour, RPPS 99700000005, ${HELD} la sienne : demandez-en une autre, ${OTHERWISE}`,
      `Ce numéro est à Manon Dufour, RPPS 99700000005, ${HELD} le sien : demandez-en un autre, ${OTHERWISE}`,
    ],
  },
  { typed: { [EMAIL]: '(a)@exemple.fr', [MOBILE]: OK_MOBILE }, said: ['Le caractère « ( » n’est pas possible dans une adresse électronique.'] },
];

const SITUATION = [
  {
    typed: {},
    said: [
      'Choisissez le nom d’exercice.',
      'Choisissez le prénom d’exercice.',
      'Cherchez l’établissement, puis choisissez-le dans la liste.',
      'Saisissez la date de prise de fonction.',
      'Choisissez la profession.',
      'Choisissez le rôle RPPS+ : c’est lui qui ouvre les droits.',
      'Choisissez le mode d’exercice.',
    ],
  },
  {
    prepare: (hands) => fillSituation(hands, { ...BORN_IN_A_FORMER_COMMUNE, practiceFirstName: 'Loïc' }),
    typed: { [START]: '31/04/2026', [END]: '31/02/2027' },
    said: [`Le 31/04/2026 n’existe pas. ${ON_DOCUMENT}`, `Le 31/02/2027 n’existe pas. ${ON_DOCUMENT}`],
  },
  {
    typed: { [START]: '01/09/2000', [END]: '01/01/2000' },
    said: [
      'La personne n’aurait pas 16 ans à cette date. Vérifiez la prise de fonction et la date de naissance.',
      'La fin prévue est avant la prise de fonction. Vérifiez les deux dates.',
    ],
  },
  {
    typed: { [START]: '01/09/2090', [END]: '' },
    said: ['La personne aurait plus de 100 ans à cette date. Vérifiez la prise de fonction et la date de naissance.'],
  },
];

const ATTEST = 'sans cela, elle ne peut pas être enregistrée.';
const LEGAL = [
  {
    typed: {},
    said: [
      `Attestez que les informations sont exactes et que la personne est informée ; ${ATTEST}`,
      `Attestez que vous avez rencontré la personne ; ${ATTEST}`,
    ],
  },
];

export const MISTAKES = {
  'État civil': CIVIL_IDENTITY,
  Contact: CONTACT,
  'Situation d’exercice': SITUATION,
  'Informations légales': LEGAL,
};
