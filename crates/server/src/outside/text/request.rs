//! The mails about registrations that professionals ask for (D2, D3).

use super::notice::{Notice, notice};
use domain::event::Template;
use store::message::Facts;

/// The mail of this kind; none for what is about something else.
pub fn of(kind: Template, facts: &Facts) -> Option<Notice> {
    use Template as T;
    let place = format!("{} (FINESS {})", facts.structure, facts.finess);
    let follow = ("Suivre ma demande", "/demande/suivi");
    Some(match kind {
        T::RequestSentMail => notice(
            "Votre demande d’enregistrement est arrivée",
            [
                format!("Votre demande est arrivée chez {place}. Un gestionnaire va la lire, puis vous rencontrer avec votre pièce d’identité."),
                "Vous recevrez un courriel dès qu’il aura répondu. Sans réponse au bout de 30 jours, la demande expire\u{a0}; vous pourrez en faire une autre.".to_owned(),
            ],
            follow,
        ),
        T::RequestReturnedMail => notice(
            "Votre demande d’enregistrement est à corriger",
            [
                format!("Le gestionnaire de {place} ne peut pas encore accepter votre demande. Il dit en ligne ce qui est à corriger."),
                "Rien n’est perdu\u{a0}: corrigez, puis renvoyez, dans les 30 jours.".to_owned(),
            ],
            ("Voir ce qui est à corriger", "/demande/suivi"),
        ),
        T::RequestRefusedMail => notice(
            "Votre demande d’enregistrement est refusée",
            [format!("Le gestionnaire de {place} a refusé votre demande. Le motif est en ligne, avec ce que vous pouvez faire.")],
            ("Lire le motif", "/demande/suivi"),
        ),
        T::RequestExpiredMail => notice(
            "Votre demande d’enregistrement a expiré",
            [
                format!("Votre demande à {place} n’a pas abouti en 30 jours\u{a0}: elle a expiré, et ses données seront effacées dans 30 jours."),
                "Parlez-en à la direction de l’établissement, puis faites une autre demande si vous en avez toujours besoin.".to_owned(),
            ],
            ("Faire une autre demande", "/demande"),
        ),
        T::RequestWithdrawnMail => notice(
            "Votre demande d’enregistrement est retirée",
            [format!("Vous avez retiré votre demande à {place}. Ses données seront effacées dans 30 jours.")],
            ("Faire une autre demande", "/demande"),
        ),
        T::RequestsWaitMail => notice(
            "Des demandes d’enregistrement attendent",
            [
                format!("Des professionnels de {place} ont demandé leur enregistrement il y a plus de sept jours et attendent une réponse."),
                "Acceptez, retournez ou refusez chaque demande\u{a0}: sans réponse au bout de 30 jours, elle expire.".to_owned(),
            ],
            ("Voir les demandes", "/demandes"),
        ),
        _ => return None,
    })
}
