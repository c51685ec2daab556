// The course as a learner follows it.
import { arriveAt } from './hands.mjs';

export const SEND = 'Valider mes réponses';

/** Answers the questions of the page with the choice of this rank, and sees what is told. */
export async function answerAll(page, rank) {
  for (const group of await page.getByRole('group').all()) await group.getByRole('radio').nth(rank).check();
  await page.getByRole('button', { name: SEND }).click();
  await page.getByText('à votre dernier essai').waitFor();
}

/** Takes the answers that were told to be right, until all are. */
export async function answerRightly(page) {
  for (const rank of [0, 1, 2]) {
    await answerAll(page, rank);
    await page.getByRole('button', { name: 'Répondre de nouveau' }).click();
  }
  const right = await page.evaluate(async () => {
    const told = await fetch(location.pathname).then((answer) => answer.text());
    const wrong = new DOMParser().parseFromString(told, 'text/html').querySelectorAll('.rpps-answer');
    return [...wrong].map((one) => {
      const strong = one.querySelector('p:last-child strong')?.textContent;
      return strong ?? one.querySelector('p').childNodes[0].textContent.replace(/^Votre réponse\s*:\s*/, '').trim();
    });
  });
  const groups = await page.getByRole('group').all();
  for (const [rank, group] of groups.entries()) await group.getByRole('radio', { name: right[rank], exact: true }).check();
  await page.getByRole('button', { name: SEND }).click();
  await page.getByText('à votre dernier essai').waitFor();
}

/** Reads the eight modules and answers their questions, up to the result. */
export async function passCourse(page) {
  await page.getByRole('button', { name: 'Commencer' }).click();
  for (let module = 1; module <= 8; module += 1) {
    await page.getByText(`Module ${module} sur 8`).waitFor();
    await page.getByRole('button', { name: /^Répondre aux/ }).click();
    await answerRightly(page);
    await page.getByRole('button', { name: module < 8 ? 'Module suivant' : 'Voir mon résultat' }).click();
  }
  await arriveAt(page, 'Formation réussie');
}
