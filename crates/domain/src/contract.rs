//! The agreement that lets a structure register professionals (C1, C2).

use crate::{
    access::{Context, codes},
    event::Event,
    id::Id,
    identifiers::Finess,
    refusal::Refusal,
    structure::Establishment,
};
use jiff::Timestamp;

codes! {
    /// Centralised: signed by a legal entity, covers all its establishments. Decentralised: one establishment alone.
    ContractMode { Centralised = "centralised", Decentralised = "decentralised" }
}

#[derive(Clone, Debug)]
pub struct Contract {
    pub id: Id<Contract>,
    pub legal_entity: Finess,
    /// The one establishment of a decentralised contract.
    pub establishment: Option<Finess>,
    pub opened_at: Timestamp,
}

impl Contract {
    #[must_use]
    pub const fn mode(&self) -> ContractMode {
        match self.establishment {
            None => ContractMode::Centralised,
            Some(_) => ContractMode::Decentralised,
        }
    }

    /// The structure that signed.
    #[must_use]
    pub fn structure(&self) -> &Finess {
        self.establishment.as_ref().unwrap_or(&self.legal_entity)
    }
}

/// Which structure signs.
#[derive(Clone, Debug)]
pub enum OpenContract {
    Centralised { legal_entity: Finess },
    Decentralised { establishment: Finess },
}

/// What was loaded to decide: the structure, and the contracts in force under its legal entity.
pub struct ContractFacts {
    /// The establishment named by a decentralised contract.
    pub establishment: Option<Establishment>,
    pub legal_entity_is_known: bool,
    pub in_force: Vec<Contract>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotOpenContract {
    StructureUnknown,
    EstablishmentClosed,
    /// The establishment, or the legal entity, is covered already (C2).
    AlreadyCovered,
    /// The legal entity has decentralised contracts (C2).
    OtherModeInForce,
}

impl Refusal for CannotOpenContract {
    fn code(&self) -> &'static str {
        match self {
            Self::StructureUnknown => "structure_unknown",
            Self::EstablishmentClosed => "establishment_closed",
            Self::AlreadyCovered => "already_covered",
            Self::OtherModeInForce => "other_mode_in_force",
        }
    }
}

/// C1, C2: decide whether the structure may sign.
pub fn open_contract(
    context: &Context,
    id: Id<Contract>,
    command: OpenContract,
    facts: &ContractFacts,
) -> Result<(Contract, Event), CannotOpenContract> {
    use CannotOpenContract as No;
    let (legal_entity, establishment) = match command {
        OpenContract::Centralised { legal_entity } => {
            if !facts.legal_entity_is_known {
                return Err(No::StructureUnknown);
            }
            (legal_entity, None)
        }
        OpenContract::Decentralised { establishment } => {
            let known = facts.establishment.as_ref().ok_or(No::StructureUnknown)?;
            if known.is_closed_on(context.today()) {
                return Err(No::EstablishmentClosed);
            }
            (known.legal_entity.clone(), Some(establishment))
        }
    };
    for other in &facts.in_force {
        match (&other.establishment, &establishment) {
            (None, _) => return Err(No::AlreadyCovered),
            (Some(_), None) => return Err(No::OtherModeInForce),
            (Some(taken), Some(wanted)) if taken == wanted => return Err(No::AlreadyCovered),
            (Some(_), Some(_)) => {}
        }
    }
    let contract = Contract {
        id,
        legal_entity,
        establishment,
        opened_at: context.at,
    };
    let event = Event::ContractOpened {
        contract: id,
        structure: contract.structure().clone(),
    };
    Ok((contract, event))
}
