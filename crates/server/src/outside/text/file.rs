//! The mails about a professional's file: each change of it, to the person (M3), and a death, to the other structures (L1).

use super::notice::{Notice, notice};
use domain::{ecps::EcpsState, event::Template};
use store::message::Facts;

/// The mail of this kind; none when it is about something else.
pub fn of(kind: Template, facts: &Facts) -> Option<Notice> {
    if kind == Template::DeathNoticeMail {
        return Some(death(facts));
    }
    let rpps = facts.rpps.as_ref().map(ToString::to_string);
    let rpps = rpps.unwrap_or_default();
    let file = format!("votre dossier RPPS, numéro {rpps}");
    let (subject, mut sentences) = told(kind, &file)?;
    sentences.extend(ecps(facts.ecps).map(str::to_owned));
    let page = format!("/annuaire/{rpps}");
    let link = match kind {
        // Who has no other situation is published no more.
        Template::SituationClosedMail | Template::SituationEndedMail => {
            ("Voir votre dossier", "/connexion/dossier")
        }
        _ => ("Votre page dans l’annuaire", page.as_str()),
    };
    Some(notice(subject, sentences, link))
}

fn told(kind: Template, file: &str) -> Option<(&'static str, Vec<String>)> {
    use Template as T;
    Some(match kind {
        T::SituationOpenedMail => (
            "Une situation d’exercice a été ajoutée à votre dossier",
            vec![
                format!("Une situation d’exercice a été ajoutée à {file}. Votre page dans l’annuaire la montre."),
                "Vous n’exercez pas dans cet établissement\u{a0}? Écrivez-nous.".to_owned(),
            ],
        ),
        T::SituationClosedMail => (
            "Une de vos situations d’exercice a pris fin",
            vec![
                format!("Une situation d’exercice de {file}, est close\u{a0}: elle ne paraît plus dans l’annuaire."),
                "Votre numéro reste le vôtre, toute votre carrière. Vous exercez toujours dans cet établissement\u{a0}? Écrivez-nous.".to_owned(),
            ],
        ),
        T::SituationEndedMail => (
            "Une de vos situations d’exercice a pris fin",
            vec![
                format!("La fin prévue d’une situation d’exercice de {file}, est passée\u{a0}: la situation est close et ne paraît plus dans l’annuaire."),
                "Votre numéro reste le vôtre, toute votre carrière. Votre contrat a été prolongé\u{a0}? Demandez à votre établissement d’ajouter une situation.".to_owned(),
            ],
        ),
        T::SituationEndPlannedMail => (
            "La fin d’une de vos situations d’exercice est prévue",
            vec![
                format!("Votre établissement a noté le dernier jour d’une situation d’exercice de {file}. Rien ne change d’ici là\u{a0}; le lendemain, elle se fermera d’elle-même."),
                "Vous ne partez pas\u{a0}? Dites-le à votre établissement, qui peut retirer cette fin.".to_owned(),
            ],
        ),
        T::SituationReopenedMail => (
            "Une de vos situations d’exercice est rétablie",
            vec![format!(
                "Une situation d’exercice de {file}, avait été close\u{a0}: votre établissement l’a rétablie. Elle paraît de nouveau dans l’annuaire."
            )],
        ),
        T::SituationChangedMail => (
            "Une de vos situations d’exercice a changé",
            vec![
                format!("Votre établissement a modifié une situation d’exercice de {file}. Votre page dans l’annuaire montre ce qui en est publié."),
                "Ce n’est pas exact\u{a0}? Dites-le à votre établissement, ou écrivez-nous.".to_owned(),
            ],
        ),
        T::IdentityCorrectedMail => (
            "Votre état civil a été mis à jour",
            vec![
                format!("L’agence a mis à jour l’état civil de {file}, sur justificatif. Votre numéro ne change pas."),
                "Vous n’avez rien demandé\u{a0}? Écrivez-nous.".to_owned(),
            ],
        ),
        _ => return None,
    })
}

/// What the same act made of the e-CPS.
const fn ecps(moved: Option<EcpsState>) -> Option<&'static str> {
    match moved {
        Some(EcpsState::Suspended) => Some(
            "Vous n’avez plus de situation en cours\u{a0}: votre e-CPS est suspendue. Elle servira de nouveau dès qu’un établissement vous en ajoutera une.",
        ),
        Some(EcpsState::Prepared) => {
            Some("Votre e-CPS, qui était suspendue, peut de nouveau servir.")
        }
        Some(EcpsState::Revoked) | None => None,
    }
}

fn death(facts: &Facts) -> Notice {
    let rpps = facts.rpps.as_ref().map(ToString::to_string);
    let rpps = rpps.unwrap_or_default();
    let Facts {
        professional,
        structure,
        finess,
        ..
    } = facts;
    notice(
        format!("Décès signalé\u{a0}: situation à fermer, RPPS {rpps}"),
        [
            format!("Une autre structure a signalé le décès de {professional}, RPPS {rpps}, qui a une situation en cours chez {structure} (FINESS {finess})."),
            "Vérifiez, puis fermez cette situation pour le motif «\u{a0}Décès\u{a0}». Sa e-CPS ne peut déjà plus servir.".to_owned(),
        ],
        ("Ouvrir le dossier", &format!("/professionnels/{rpps}")),
    )
}
