//! Contracts and requests in French.

use crate::portal::shell::Tone;
use domain::contract::{
    ApplicationKind, ApplicationState, ContractMode, ContractState, Question, Remark,
};

#[must_use]
pub const fn question(question: Question) -> &'static str {
    match question {
        Question::Structure => "Pour quelle structure\u{a0}?",
        Question::Mode => "Quel mode de contrat\u{a0}?",
        Question::Representative => "Qui est le représentant légal\u{a0}?",
        Question::Proof => "Ce qui prouve sa qualité",
        Question::Terms => "Les conditions d’utilisation",
    }
}

#[must_use]
pub const fn kind(kind: ApplicationKind) -> &'static str {
    match kind {
        ApplicationKind::Contract => "Contrat",
        ApplicationKind::Representative => "Changement de représentant légal",
        ApplicationKind::Transition => "Passage à un contrat centralisé",
    }
}

#[must_use]
pub const fn mode(mode: ContractMode) -> &'static str {
    match mode {
        ContractMode::Centralised => "Centralisé",
        ContractMode::Decentralised => "Décentralisé",
    }
}

/// What a contract covers (C1).
#[must_use]
pub const fn covers(mode: ContractMode) -> &'static str {
    match mode {
        ContractMode::Centralised => {
            "Tous les établissements de l’entité juridique, présents et à venir."
        }
        ContractMode::Decentralised => "Cet établissement seul.",
    }
}

/// Where a request stands, for who follows it.
#[must_use]
pub const fn state(state: ApplicationState) -> (&'static str, Tone) {
    match state {
        ApplicationState::Submitted => ("À l’agence", Tone::Info),
        ApplicationState::Returned => ("À compléter", Tone::Warning),
        ApplicationState::Accepted => ("Acceptée", Tone::Success),
        ApplicationState::Refused => ("Refusée", Tone::Error),
    }
}

#[must_use]
pub const fn contract_state(state: ContractState) -> (&'static str, Tone) {
    match state {
        ContractState::Submitted => ("Demandé", Tone::Info),
        ContractState::Accepted => ("Accepté", Tone::Success),
        ContractState::InForce => ("En vigueur", Tone::Success),
        ContractState::Refused => ("Refusé", Tone::Error),
        ContractState::Ended => ("Terminé", Tone::Neutral),
    }
}

/// Why a request was returned or refused, and what to do.
#[must_use]
pub const fn remark(remark: Remark) -> Option<&'static str> {
    Some(match remark {
        Remark::ProofMissing => "Le justificatif manque.",
        Remark::ProofUnreadable => "Le justificatif ne se lit pas\u{a0}: numérisez-le de nouveau.",
        Remark::ProofOutdated => "Le justificatif n’est plus à jour\u{a0}: déposez le plus récent.",
        Remark::ProofOfAnother => "Le justificatif nomme une autre personne.",
        Remark::FormMissing => "Le formulaire F101 signé n’est pas arrivé.",
        Remark::FormUnsigned => "Le formulaire F101 n’est pas signé.",
        Remark::WrongStructure => "La structure n’est pas la bonne.",
        Remark::NotRepresentative => "La personne ne représente pas la structure.",
        Remark::ContactWrong => "L’adresse ou le téléphone ne répond pas.",
        Remark::Other => return None,
    })
}
