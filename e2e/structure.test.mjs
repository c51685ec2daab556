// The pages of those who give rights, and the agency's cards: empty, filled, in error.
import { arriveAt, mouse } from './support/hands.mjs';
import { inspect, inspectPage } from './support/inspect.mjs';
import { signIn } from './support/registration.mjs';
import { startSite } from './support/site.mjs';

const site = startSite();

const walk = (name, steps) => site.journey(name, { reducedMotion: 'reduce' }, (page) => steps(mouse(page), page));

/** Sends the form as it is, to see its mistakes. */
async function inspectMistakes(hands, page, button) {
  await hands.press(button);
  await page.locator('.govuk-error-summary').waitFor();
  await inspect(page, `${page.url()} in error`);
}

async function order(hands, way) {
  await hands.type('Nom', 'Girard');
  await hands.type('Prénom', 'Paul');
  await hands.type('Fonction dans la structure', 'Chef de service');
  await hands.type('Adresse électronique professionnelle', 'paul.girard@demo.invalid');
  await hands.choose('Comment commander ?', way);
  await hands.press('Commander');
}

walk('a structure orders a card, hands in its form, looks at its rights', async (hands, page) => {
  await signIn(hands, 'Claire Vasseur');
  const paths = ['/structure', '/structure/cartes', '/structure/cartes?q=personne', '/habilitations', '/habilitations/nouvelle', '/ma-carte'];
  for (const path of paths) await inspectPage(page, path);
  await inspectPage(page, '/structure/cartes/declarer');
  await inspectMistakes(hands, page, 'Déclarer la carte');
  await inspectPage(page, '/structure/cartes/commander');
  await inspectMistakes(hands, page, 'Commander');
  await order(hands, 'Par le formulaire F301 signé');
  await arriveAt(page, 'Cartes de la structure');
  await inspect(page, 'cards, one of them waiting for its form');
  await inspectPage(page, '/structure/cartes/formulaire');
  await inspectMistakes(hands, page, 'Déposer');
  await page.goto('/habilitations/nouvelle');
  await inspect(page, 'somebody to habilitate');
  await page.getByRole('link', { name: /^Habiliter comme gestionnaire.*Petit/ }).click();
  await arriveAt(page, 'Habiliter un gestionnaire');
  await inspect(page, 'what is missing');
});

walk('a right is looked at, narrowed, withdrawn', async (hands, page) => {
  await signIn(hands, 'Claire Vasseur');
  await page.goto('/habilitations');
  await hands.follow('Nadia Benali');
  await arriveAt(page, 'Nadia Benali');
  await inspect(page, 'a right');
  const right = page.url();
  for (const part of ['retirer', 'depart']) await inspectPage(page, `${right}/${part}`);
  await inspectPage(page, `${right}/etablissements`);
  await hands.choose('Pour quels établissements ?', 'Certains établissements seulement');
  await inspectMistakes(hands, page, 'Enregistrer');
  await page.goto('/structure/cartes');
  await page.getByRole('link', { name: 'Bloquer la carte CPE de Julien Moreau' }).click();
  await arriveAt(page, 'Bloquer cette carte ?');
  await inspect(page, 'a card to block');
  await inspectMistakes(hands, page, 'Bloquer la carte');
  await page.goto(`${right}/depart`);
  await hands.press('Tout fermer');
  await page.getByText('Le droit a pris fin, avec ses sessions').waitFor();
  await inspect(page, 'a departure');
});

walk('the agency’s cards', async (hands, page) => {
  await signIn(hands, 'Anne Delmas', 'Tableau de bord de l’agence');
  for (const queue of ['formulaire', 'fabriquer', 'envoyer', 'envoyees', 'actives', 'bloquees', 'expirees']) {
    await inspectPage(page, `/agence/cartes?file=${queue}`);
  }
  await page.goto('/agence/cartes?file=formulaire');
  await inspectMistakes(hands, page, 'Enregistrer l’arrivée des formulaires cochés');
  await page.getByRole('checkbox', { name: 'Choisir la carte de Girard Paul' }).check();
  await hands.press('Enregistrer l’arrivée des formulaires cochés');
  await arriveAt(page, 'Cartes enregistrées');
  await inspect(page, 'what was recorded');
  await page.goto('/agence/cartes?file=fabriquer');
  await hands.type('Numéro de la carte de Girard Paul', '12');
  await hands.press('Enregistrer les cartes fabriquées');
  await arriveAt(page, 'Cartes enregistrées');
  await inspect(page, 'what was not done');
});
