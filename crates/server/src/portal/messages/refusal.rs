//! What the rules refuse, with the field to mend and the next step.

use crate::portal::words;
use domain::{
    duplicate::{CannotContest, CannotSettle, Known},
    professional::{CannotAddSituation, CannotRegister, SituationProblem},
    registration::Step,
};

/// A refusal as the page tells it: the field where it shows, and the sentence.
pub trait Told {
    /// Name of the field; empty when none is wrong.
    fn field(&self) -> &'static str;
    fn told(&self) -> String;
}

impl Told for CannotRegister {
    fn field(&self) -> &'static str {
        match self {
            Self::NotAllowed | Self::NoNumberLeft => "",
            Self::BornInFuture | Self::TooYoung { .. } => "birth_date",
            Self::CommuneUnknown | Self::CommuneNotThen { .. } => "birth_commune",
            Self::CountryNotThen => "birth_country",
            Self::EmailTaken { .. } => "email",
            Self::EmailLooksShared => "sole_reader",
            Self::MobileTaken { .. } => "mobile",
            Self::CertainDuplicate { .. } => "birth_name",
            Self::ProbableDuplicate { .. } => "others_reason",
            Self::PracticeNameNotTheirs => "practice_name",
            Self::PracticeFirstNameNotTheirs => "practice_first_name",
            Self::TermsChanged => "exactness",
            Self::Situation(problem) => problem.field(),
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas d’enregistrer un professionnel. Adressez-vous à votre représentant légal.".into(),
            Self::CommuneUnknown => "Cette commune n’est pas au code officiel géographique. Cherchez-la par son nom et choisissez-la dans la liste.".into(),
            Self::CommuneNotThen { commune } => {
                let dates = match commune.until {
                    Some(until) => format!("jusqu’au {}", words::date(until.yesterday().unwrap_or(until))),
                    None => format!("depuis le {}", words::date(commune.from)),
                };
                format!("{} n’existait pas à la date de naissance (commune {dates}). Cherchez le nom que porte la pièce d’identité.", commune.name)
            }
            Self::CountryNotThen => "Ce pays n’existait pas à la date de naissance. Choisissez celui que porte la pièce d’identité.".into(),
            Self::BornInFuture => "Cette date de naissance n’est pas encore passée. Vérifiez l’année sur la pièce d’identité.".into(),
            Self::TooYoung { sixteen_on, latest_start } => format!(
                "La personne n’aura 16 ans que le {}, et sa prise de fonction ne peut pas dépasser le {}. Vérifiez la date de naissance sur la pièce d’identité.",
                words::date(*sixteen_on), words::date(*latest_start)
            ),
            Self::EmailTaken { holder } => taken("Cette adresse", "la sienne\u{a0}: demandez-en une autre", holder),
            Self::MobileTaken { holder } => taken("Ce numéro", "le sien\u{a0}: demandez-en un autre", holder),
            Self::EmailLooksShared => "Cette adresse semble lue par plusieurs personnes. Préférez une adresse personnelle, ou confirmez que la personne est seule à la lire.".into(),
            Self::CertainDuplicate { known } => format!(
                "Cette personne est déjà enregistrée, sous le numéro RPPS {}. Ne créez pas de doublon\u{a0}: ajoutez-lui une situation dans votre établissement.",
                known.rpps
            ),
            Self::ProbableDuplicate { known } => format!(
                "La personne au numéro RPPS {} est probablement la même. Dites pourquoi c’en est une autre, ou ajoutez-lui une situation.",
                known.rpps
            ),
            Self::PracticeNameNotTheirs => "Le nom d’exercice est le nom de naissance ou le nom d’usage de l’état civil. Choisissez l’un des deux.".into(),
            Self::PracticeFirstNameNotTheirs => "Le prénom d’exercice est l’un des prénoms de l’état civil. Choisissez-en un.".into(),
            Self::TermsChanged => "Les conditions d’utilisation ont changé depuis que vous les avez lues. Relisez-les et attestez de nouveau.".into(),
            Self::NoNumberLeft => "Les numéros RPPS dont ce service dispose sont épuisés. Rien n’a été enregistré, et votre saisie est gardée\u{a0}: l’agence est prévenue, confirmez de nouveau plus tard.".into(),
            Self::Situation(problem) => problem.told(),
        }
    }
}

/// R5: inside the scope the holder is named; outside, nothing is said of them.
fn taken(what: &str, own: &str, holder: &Known) -> String {
    if holder.in_scope {
        return format!(
            "{what} est à {}, RPPS {}, dans votre périmètre. Chacun doit avoir {own}, ou vérifiez qu’il ne s’agit pas de la même personne.",
            holder.practice_name, holder.rpps
        );
    }
    format!(
        "{what} appartient déjà à un autre professionnel. Chacun doit avoir {own} à la personne."
    )
}

impl Told for SituationProblem {
    fn field(&self) -> &'static str {
        match self {
            Self::EstablishmentUnknown
            | Self::EstablishmentOutOfScope
            | Self::EstablishmentClosed { .. } => "establishment",
            Self::StartsBeforeSixteen | Self::StartsAfterHundred | Self::StartsTooLate { .. } => {
                "starts_on"
            }
            Self::EndsBeforeStart | Self::EndIsPast => "planned_end",
            Self::ProfessionClosed { .. } => "profession",
            Self::RoleNotOffered => "role",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::EstablishmentUnknown => "Aucun établissement ne porte ce numéro FINESS. Cherchez-le par son nom ou sa ville.".into(),
            Self::EstablishmentOutOfScope => "Cet établissement n’est pas dans votre périmètre. S’il devrait l’être, demandez à votre représentant légal d’étendre votre habilitation.".into(),
            Self::EstablishmentClosed { on } => format!("Cet établissement est fermé depuis le {}. Choisissez celui où la personne exerce aujourd’hui.", words::date(*on)),
            Self::StartsBeforeSixteen => "La personne n’aurait pas 16 ans à cette date. Vérifiez la prise de fonction et la date de naissance.".into(),
            Self::StartsAfterHundred => "La personne aurait plus de 100 ans à cette date. Vérifiez la prise de fonction et la date de naissance.".into(),
            Self::StartsTooLate { latest } => format!("La prise de fonction ne peut pas dépasser trois mois\u{a0}: au plus tard le {}. Revenez enregistrer la personne plus près de son arrivée.", words::date(*latest)),
            Self::EndsBeforeStart => "La fin prévue est avant la prise de fonction. Vérifiez les deux dates.".into(),
            Self::EndIsPast => "La fin prévue est déjà passée. Indiquez un jour à venir, ou aujourd’hui\u{a0}; une situation terminée se ferme depuis le dossier.".into(),
            Self::ProfessionClosed { profession } => {
                let successors: Vec<_> = profession.successors().map(|next| format!("«\u{a0}{}\u{a0}»", next.short_label())).collect();
                if successors.is_empty() {
                    return format!("«\u{a0}{}\u{a0}» ne s’enregistre pas ici. Choisissez une autre profession de la liste.", profession.short_label());
                }
                format!("«\u{a0}{}\u{a0}» n’est plus ouverte à l’enregistrement. Choisissez {}.", profession.short_label(), successors.join(" ou "))
            }
            Self::RoleNotOffered => "Ce rôle ne s’attribue pas ici. Choisissez un des rôles proposés.".into(),
        }
    }
}

impl Told for CannotAddSituation {
    fn field(&self) -> &'static str {
        match self {
            Self::Situation(problem) => problem.field(),
            Self::NotAllowed | Self::ProfessionalUnknown | Self::Dead => "",
            Self::AlreadyOpen => "profession",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::Situation(problem) => problem.told(),
            Self::NotAllowed => "Votre qualité ne permet pas d’ajouter une situation. Adressez-vous à votre représentant légal.".into(),
            Self::ProfessionalUnknown => "Ce professionnel n’existe pas. Cherchez-le de nouveau par son numéro RPPS.".into(),
            Self::Dead => "Une structure a signalé le décès de cette personne\u{a0}: aucune situation ne peut lui être ajoutée. Si c’est une erreur, dites-le à l’agence.".into(),
            Self::AlreadyOpen => "Cette personne a déjà cette profession et ce rôle dans cet établissement. Rien n’est à ajouter.".into(),
        }
    }
}

impl Told for CannotContest {
    fn field(&self) -> &'static str {
        "reason"
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de contester un doublon.".into(),
            Self::NothingToContest => "Plus personne ne porte cette identité\u{a0}: reprenez l’enregistrement.".into(),
            Self::ReasonMissing => "Dites ce qui distingue les deux personnes\u{a0}: l’agence décidera d’après cela.".into(),
            Self::AlreadyAsked => "Vous avez déjà transmis cette demande. L’agence y répond\u{a0}; la décision paraîtra sur ce brouillon.".into(),
        }
    }
}

impl Told for CannotSettle {
    fn field(&self) -> &'static str {
        "reason"
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Seul un agent de l’agence tranche une identité contestée.".into(),
            Self::ReasonMissing => "Motivez la décision\u{a0}: le gestionnaire la lira.".into(),
            Self::AlreadySettled => "Un autre agent a déjà tranché cette demande.".into(),
        }
    }
}

/// The step where a refusal of the whole registration is mended.
#[must_use]
pub fn step_of(field: &str) -> Option<Step> {
    Step::ALL
        .iter()
        .copied()
        .find(|step| step.fields().contains(&field))
}
