//! What is told of requests: to the candidate, to managers.

use super::Told;
use domain::{
    professional::{CannotRegister, SituationProblem},
    request::{CannotAccept, CannotSend, CannotSettleRequest, RequestState},
};

impl Told for CannotSend {
    fn field(&self) -> &'static str {
        match self {
            Self::Registration(reason) => match reason.field() {
                "exactness" => "terms",
                field => field,
            },
            Self::NoContract | Self::AlreadyPending => "establishment",
            Self::NotAllowed | Self::MailboxOfAnother | Self::TooMany | Self::Changed(_) => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::Registration(reason) => to_candidate(reason),
            Self::NotAllowed => "Cette demande n’est pas la vôtre, ou votre session a changé. Demandez un nouveau lien à votre adresse.".into(),
            Self::NoContract => "Cet établissement n’a pas de contrat en vigueur avec l’agence\u{a0}: personne ne peut encore vous y enregistrer. Parlez-en à sa direction, qui peut contractualiser en ligne depuis l’accueil\u{a0}; votre saisie est gardée 30 jours.".into(),
            Self::AlreadyPending => "Une demande attend déjà une réponse de cet établissement, pour la même personne ou depuis la même adresse. Suivez-la plutôt que d’en envoyer une autre.".into(),
            Self::MailboxOfAnother => "Cette adresse électronique est celle d’un dossier RPPS dont l’état civil est différent. Si ce dossier est le vôtre, vérifiez l’état civil que vous avez saisi\u{a0}; sinon, recommencez avec une adresse que vous êtes seul à lire.".into(),
            Self::TooMany => "Dix demandes ont déjà été envoyées depuis cette adresse aujourd’hui. Revenez demain.".into(),
            Self::Changed(state) => format!("Cette demande {}\u{a0}: elle ne se modifie plus. Rechargez la page pour voir où elle en est.", ended(*state)),
        }
    }
}

const fn ended(state: RequestState) -> &'static str {
    match state {
        RequestState::Waiting => "est chez le gestionnaire",
        RequestState::Returned => "vous a été retournée",
        RequestState::Accepted => "est acceptée",
        RequestState::Refused => "est refusée",
        RequestState::Withdrawn => "est retirée",
        RequestState::Expired => "a expiré",
    }
}

/// What a registration is refused for, said to the person themself where the manager's sentence speaks of somebody else.
fn to_candidate(reason: &CannotRegister) -> String {
    use SituationProblem as P;
    match reason {
        CannotRegister::TooYoung { .. } => "On ne s’enregistre qu’à partir de 16 ans, trois mois avant la prise de fonction au plus tôt. Vérifiez votre date de naissance.".into(),
        CannotRegister::Situation(P::StartsBeforeSixteen) => "Vous n’auriez pas 16 ans à cette date. Vérifiez la prise de fonction et votre date de naissance.".into(),
        CannotRegister::Situation(P::StartsAfterHundred) => "Vous auriez plus de 100 ans à cette date. Vérifiez la prise de fonction et votre date de naissance.".into(),
        CannotRegister::Situation(P::StartsTooLate { .. }) => "La prise de fonction ne peut pas être dans plus de trois mois. Revenez faire votre demande plus près de votre arrivée.".into(),
        CannotRegister::Situation(P::EstablishmentClosed { .. }) => "Cet établissement est fermé. Choisissez celui où vous exercez aujourd’hui.".into(),
        CannotRegister::TermsChanged => "Les conditions d’utilisation ont changé depuis que vous les avez lues. Relisez-les et acceptez-les de nouveau.".into(),
        other => other.told(),
    }
}

impl Told for CannotSettleRequest {
    fn field(&self) -> &'static str {
        match self {
            Self::ReasonMissing => "remark",
            _ => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Votre qualité ne permet pas de répondre aux demandes. Adressez-vous à votre représentant légal.",
            Self::OutOfScope => "Cet établissement n’est plus dans votre périmètre. La demande reste à ceux qui peuvent y répondre.",
            Self::OwnRequest => "Cette demande est la vôtre\u{a0}: un autre gestionnaire ou le représentant légal y répond.",
            Self::WithTheCandidate => "Cette demande a été retournée à la personne, qui doit la corriger avant une autre réponse.",
            Self::AlreadySettled(RequestState::Accepted) => "Cette demande est déjà acceptée.",
            Self::AlreadySettled(RequestState::Refused) => "Cette demande est déjà refusée.",
            Self::AlreadySettled(RequestState::Withdrawn) => "La personne a retiré sa demande.",
            Self::AlreadySettled(_) => "Cette demande a expiré\u{a0}: la personne peut en faire une autre.",
            Self::ReasonMissing => "Dites pourquoi\u{a0}: cochez un motif ou écrivez-le. La personne le lira.",
        }
        .into()
    }
}

impl Told for CannotAccept {
    fn field(&self) -> &'static str {
        match self {
            Self::Settle(reason) => reason.field(),
            Self::Registration(
                reason @ (CannotRegister::EmailLooksShared
                | CannotRegister::ProbableDuplicate { .. }),
            ) => reason.field(),
            Self::NotThatPerson => "rpps",
            // What the candidate answered is not for the manager to retype: it is returned to them.
            Self::Registration(_) | Self::Situation(_) => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::Settle(reason) => reason.told(),
            Self::Situation(reason) => reason.told(),
            Self::Registration(reason) => reason.told(),
            Self::NotThatPerson => "Ce numéro n’est pas celui d’une personne dont l’état civil ressemble à celui de la demande. Vérifiez-le, ou retournez la demande pour que l’état civil soit corrigé.".into(),
        }
    }
}
