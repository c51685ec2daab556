//! What the rules refuse about contracts, with the field to mend and the next step.

use super::Told;
use domain::contract::{
    ApplicationState, CannotContract, CannotEnd, CannotReplace, CannotSettle, CannotSettleMove,
};

impl Told for CannotContract {
    fn field(&self) -> &'static str {
        match self {
            Self::StructureUnknown | Self::StructureClosed | Self::AlreadyCovered { .. } => {
                "structure"
            }
            Self::TermsChanged => "terms",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::StructureUnknown => "Aucune structure ne porte ce numéro FINESS. Cherchez-la par son nom ou sa ville.".into(),
            Self::StructureClosed => "Cette structure est fermée d’après FINESS. Choisissez celle qui est ouverte aujourd’hui, ou signalez l’erreur à l’agence.".into(),
            Self::AlreadyCovered { .. } => "Cette structure est déjà couverte par un contrat, ou par une demande arrivée avant la vôtre.".into(),
            Self::TermsChanged => "Les conditions d’utilisation ont changé depuis que vous les avez lues. Relisez-les et acceptez de nouveau.".into(),
        }
    }
}

impl Told for CannotReplace {
    fn field(&self) -> &'static str {
        match self {
            Self::NoContract | Self::AlreadyAsked => "structure",
            Self::TermsChanged => "terms",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NoContract => "Aucun contrat accepté ne couvre cette structure. Demandez plutôt un contrat, au nom du nouveau représentant.".into(),
            Self::AlreadyAsked => "Une demande est déjà en cours pour ce contrat. Attendez la réponse de l’agence avant d’en faire une autre.".into(),
            Self::TermsChanged => CannotContract::TermsChanged.told(),
        }
    }
}

impl Told for CannotSettle {
    fn field(&self) -> &'static str {
        match self {
            Self::ReasonMissing => "remark",
            _ => "",
        }
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Seul un agent de l’agence peut le faire.".into(),
            Self::AlreadySettled(ApplicationState::Accepted) => "Cette demande est déjà acceptée.".into(),
            Self::AlreadySettled(_) => "Cette demande est déjà refusée.".into(),
            Self::WithTheApplicant => "Cette demande est retournée à la structure, qui ne l’a pas encore renvoyée.".into(),
            Self::WithTheAgency => "Cette demande est déjà entre les mains de l’agence\u{a0}: il n’y a rien à corriger pour l’instant.".into(),
            Self::TakenByAnother => "Un autre agent vient de prendre ce dossier en charge.".into(),
            Self::ProofMissing => "Le justificatif manque\u{a0}: retournez la demande à la structure pour qu’elle le dépose.".into(),
            Self::FormMissing => "Le formulaire F101 signé n’est pas arrivé\u{a0}: notez son arrivée, ou retournez la demande.".into(),
            Self::ReasonMissing => "Choisissez au moins un motif, ou dites-le en clair\u{a0}: la structure le lira.".into(),
        }
    }
}

impl Told for CannotEnd {
    fn field(&self) -> &'static str {
        ""
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Seul un agent de l’agence met fin à un contrat.",
            Self::NotAccepted => {
                "Ce contrat n’est pas encore accepté\u{a0}: refusez plutôt la demande."
            }
            Self::AlreadyOver => "Ce contrat a déjà pris fin.",
        }
        .into()
    }
}

impl Told for CannotSettleMove {
    fn field(&self) -> &'static str {
        "outcome"
    }

    fn told(&self) -> String {
        match self {
            Self::NotAllowed => "Seul un agent de l’agence règle un transfert.",
            Self::AlreadySettled => "Ce transfert est déjà réglé, ou l’établissement est revenu.",
            Self::CoveredTwice => "L’établissement a son propre contrat, et sa nouvelle entité juridique un contrat centralisé\u{a0}: mettez fin à l’un des deux d’abord.",
        }
        .into()
    }
}
