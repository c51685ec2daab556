//! What the rules refuse of situations that change and end, and of corrections, with the next step.

use super::Told;
use crate::portal::words;
use domain::professional::{
    CannotChangeSituation, CannotCloseSituation, CannotCorrect, CannotRegister,
    CannotReopenSituation, CannotReportDeath,
};

/// Told where several situations are closed at once.
pub const DEATH_IN_BULK: &str = "Un décès se signale dans le dossier\u{a0}: il y ferme toutes les situations et prévient les autres structures.";

const UNKNOWN: &str =
    "Cette situation n’est pas dans votre périmètre. Revenez au dossier pour la retrouver.";

impl Told for CannotCloseSituation {
    fn field(&self) -> &'static str {
        match self {
            Self::EndsBeforeStart { .. }
            | Self::EndsLater { .. }
            | Self::DeathToCome
            | Self::AlreadyPlanned { .. } => "ended_on",
            Self::DeathInBulk => "reason",
            Self::NotAllowed | Self::Unknown | Self::AlreadyClosed { .. } => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de fermer cette situation. Adressez-vous à votre représentant légal.".to_owned(),
            Self::Unknown => UNKNOWN.to_owned(),
            Self::AlreadyClosed { on } => format!("Cette situation est déjà fermée, depuis le {}. Rien n’est plus à faire.", words::date(*on)),
            Self::EndsBeforeStart { started } => format!("La fin ne peut pas précéder la prise de fonction, le {}. Vérifiez la date.", words::date(*started)),
            Self::EndsLater { latest } => format!("Une fin à venir se note comme fin prévue. Pour fermer maintenant, indiquez le {} au plus tard.", words::date(*latest)),
            Self::DeathToCome => "Un décès ne peut pas être à venir. Vérifiez la date et le motif.".to_owned(),
            Self::DeathInBulk => DEATH_IN_BULK.to_owned(),
            Self::AlreadyPlanned { on } => format!("Cette fin, le {}, est déjà prévue pour ce motif. Rien n’est à changer.", words::date(*on)),
        }
    }
}

impl Told for CannotReopenSituation {
    fn field(&self) -> &'static str {
        ""
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de rétablir cette situation. Adressez-vous à votre représentant légal.".to_owned(),
            Self::Unknown => UNKNOWN.to_owned(),
            Self::NotClosed => "Cette situation est ouverte\u{a0}: rien n’est à rétablir.".to_owned(),
            Self::ClosedByAnother => "Seule la personne qui a fermé cette situation peut la rétablir. Demandez-le-lui, ou ajoutez une situation.".to_owned(),
            Self::TooLate => "Une situation se rétablit dans les 24 heures qui suivent sa fermeture. Passé ce délai, ajoutez une situation.".to_owned(),
            Self::PlannedEndPast { on } => format!("Sa fin prévue, le {}, est passée\u{a0}: elle se refermerait aussitôt. Ajoutez une situation avec les bonnes dates.", words::date(*on)),
            Self::AlreadyOpen => "La même profession et le même rôle ont été ajoutés entre-temps dans cet établissement. Rien n’est à rétablir.".to_owned(),
        }
    }
}

impl Told for CannotChangeSituation {
    fn field(&self) -> &'static str {
        match self {
            Self::Situation(problem) => problem.field(),
            Self::AlreadyOpen => "profession",
            Self::NotAllowed
            | Self::Unknown
            | Self::Closed { .. }
            | Self::ChangedMeanwhile
            | Self::NothingChanges => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::Situation(problem) => problem.told(),
            Self::NotAllowed => "Votre qualité ne permet pas de modifier cette situation. Adressez-vous à votre représentant légal.".to_owned(),
            Self::Unknown => UNKNOWN.to_owned(),
            Self::Closed { on } => format!("Cette situation est fermée depuis le {}\u{a0}: elle ne se modifie plus. Si la personne exerce toujours, ajoutez une situation.", words::date(*on)),
            Self::ChangedMeanwhile => "Quelqu’un a modifié cette situation pendant votre saisie. Comparez les deux états ci-dessous, puis enregistrez le vôtre s’il est le bon.".to_owned(),
            Self::NothingChanges => "Rien n’a changé par rapport à ce qui est enregistré. Modifiez une réponse, ou revenez au dossier.".to_owned(),
            Self::AlreadyOpen => "Cette personne a déjà cette profession et ce rôle dans cet établissement. Choisissez-en d’autres, ou fermez cette situation.".to_owned(),
        }
    }
}

impl Told for CannotReportDeath {
    fn field(&self) -> &'static str {
        match self {
            Self::InTheFuture | Self::BeforeStart { .. } => "died_on",
            Self::NotAllowed | Self::NothingOpen => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de signaler un décès. Adressez-vous à votre représentant légal.".to_owned(),
            Self::InTheFuture => "Cette date n’est pas encore passée. Vérifiez-la.".to_owned(),
            Self::BeforeStart { started } => format!("Une des situations a commencé après cette date, le {}. Vérifiez la date, ou corrigez d’abord cette situation.", words::date(*started)),
            Self::NothingOpen => "Plus aucune situation n’est ouverte dans votre périmètre\u{a0}: quelqu’un d’autre les a fermées. Rien n’est plus à faire.".to_owned(),
        }
    }
}

impl Told for CannotCorrect {
    fn field(&self) -> &'static str {
        match self {
            Self::ReasonMissing => "reason",
            Self::ProofMissing => "proof",
            Self::OnADayToCome => "made_on",
            Self::BirthChangesByErrorAlone => "kind",
            Self::Identity(problem) => problem.field(),
            Self::NotAllowed | Self::Unknown | Self::ChangedMeanwhile | Self::NothingChanges => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Seul un agent de l’agence corrige un état civil.".to_owned(),
            Self::Unknown => "Ce professionnel n’existe pas. Cherchez-le de nouveau par son numéro RPPS.".to_owned(),
            Self::ChangedMeanwhile => "Un autre agent vient de corriger cet état civil. Comparez sa correction, en bas de page, avec la vôtre, puis enregistrez de nouveau si elle est la bonne.".to_owned(),
            Self::NothingChanges => "Rien n’a changé par rapport à ce qui est enregistré. Modifiez une réponse, ou revenez au dossier.".to_owned(),
            Self::ReasonMissing => "Motivez la correction\u{a0}: elle reste au dossier.".to_owned(),
            Self::ProofMissing => "Envoyez le justificatif, ou dites lequel vous avez vu (sa nature et sa date, jamais son numéro).".to_owned(),
            Self::OnADayToCome => "Cette date n’est pas encore passée. Vérifiez-la.".to_owned(),
            Self::BirthChangesByErrorAlone => "La date et le lieu de naissance ne changent pas avec l’état civil. Choisissez «\u{a0}Corriger une erreur\u{a0}», ou laissez-les tels quels.".to_owned(),
            Self::Identity(CannotRegister::CertainDuplicate { known }) => format!(
                "Une autre personne est enregistrée sous cette identité\u{a0}: {}, RPPS {}. Rien n’a été modifié. Vérifiez le justificatif\u{a0}; s’il est exact, les deux dossiers sont à examiner ensemble.",
                known.practice_name, known.rpps
            ),
            Self::Identity(problem) => problem.told(),
        }
    }
}
