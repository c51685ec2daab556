//! The mails of reviews: no name of those to confirm, they are on the page (L5, N2).

use super::notice::{Notice, notice};
use domain::event::Template;
use store::message::Facts;

pub(super) fn of(kind: Template, facts: &Facts) -> Option<Notice> {
    let structure = &facts.structure;
    let answer = ("Répondre à la revue", "/revue");
    Some(match kind {
        Template::ReviewsOpenedMail => notice(
            "La liste de vos professionnels est à confirmer",
            [
                format!("Tous les six mois, chaque établissement confirme qui travaille encore chez lui. Une revue vient de s’ouvrir pour {structure}."),
                "Une page suffit\u{a0}: confirmez les personnes présentes, fermez les situations des autres. Qui est parti pourrait sinon continuer à se connecter. Vous avez 30 jours.".to_owned(),
            ],
            answer,
        ),
        Template::ReviewsReminderMail => notice(
            "Rappel\u{a0}: la liste de vos professionnels attend",
            [
                format!("Une revue ouverte depuis 15 jours n’est pas terminée chez {structure}."),
                "Ce qui est déjà répondu est gardé. Sans réponse complète dans les 15 jours, elle passe au représentant légal.".to_owned(),
            ],
            answer,
        ),
        Template::ReviewsOverdueMail => notice(
            "Une revue de la liste des professionnels est en retard",
            [
                format!("Une revue ouverte depuis 30 jours n’est pas terminée chez {structure}. Elle vous revient, en tant que représentant légal."),
                "Répondez vous-même, ou demandez à un gestionnaire de le faire\u{a0}: la page dit ce qui reste.".to_owned(),
            ],
            answer,
        ),
        _ => return None,
    })
}
