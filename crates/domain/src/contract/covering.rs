//! Which structure may sign, and what its contract covers (C1, C2).

use super::{
    Application, ApplicationKind, ApplicationState, Contract, ContractMode, ContractState,
    Reference,
};
use crate::{
    access::{Account, Context},
    event::Event,
    id::Id,
    identifiers::{Finess, Phone},
    person::Person,
    refusal::{Refusal, Refusals},
    structure::Establishment,
};

/// Which structure is to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    Centralised { legal_entity: Finess },
    Decentralised { establishment: Finess },
}

impl Wanted {
    #[must_use]
    pub const fn mode(&self) -> ContractMode {
        match self {
            Self::Centralised { .. } => ContractMode::Centralised,
            Self::Decentralised { .. } => ContractMode::Decentralised,
        }
    }
}

/// Who is to sign, and what was handed in with the request (C4).
#[derive(Clone, Debug)]
pub struct Signatory {
    pub person: Person,
    pub phone: Phone,
    /// Version of the terms that were accepted.
    pub terms_version: String,
}

/// Ask for a contract.
#[derive(Clone, Debug)]
pub struct SubmitContract {
    pub wanted: Wanted,
    pub signatory: Signatory,
    /// The account whose checked e-mail the request was prepared under; none when the agency enters it.
    pub applicant: Option<Id<Account>>,
}

/// What was loaded to decide: the structure, and the contracts not ended under its legal entity.
pub struct ContractFacts {
    /// The establishment named by a decentralised contract.
    pub establishment: Option<Establishment>,
    /// The legal entity exists, were it by its number alone (S1).
    pub legal_entity_is_known: bool,
    pub legal_entity_is_closed: bool,
    pub under_way: Vec<Contract>,
    pub terms_in_force: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotContract {
    StructureUnknown,
    StructureClosed,
    /// The establishment, or the legal entity, is covered already, or is about to be (C2, C5).
    AlreadyCovered {
        contract: Id<Contract>,
    },
    TermsChanged,
}

impl Refusal for CannotContract {
    fn code(&self) -> &'static str {
        match self {
            Self::StructureUnknown => "structure_unknown",
            Self::StructureClosed => "structure_closed",
            Self::AlreadyCovered { .. } => "already_covered",
            Self::TermsChanged => "terms_changed",
        }
    }
}

/// C1, C2: may this structure sign, and in what kind of request? A legal entity with decentralised contracts
/// asks for a transition, which the agency settles.
pub fn check_cover(
    context: &Context,
    wanted: &Wanted,
    facts: &ContractFacts,
) -> Result<(Finess, Option<Finess>, ApplicationKind), CannotContract> {
    use CannotContract as No;
    let (legal_entity, establishment) = match wanted {
        Wanted::Centralised { legal_entity } => {
            if !facts.legal_entity_is_known {
                return Err(No::StructureUnknown);
            }
            if facts.legal_entity_is_closed {
                return Err(No::StructureClosed);
            }
            (legal_entity.clone(), None)
        }
        Wanted::Decentralised { establishment } => {
            let known = facts.establishment.as_ref().ok_or(No::StructureUnknown)?;
            if known.is_closed_on(context.today()) {
                return Err(No::StructureClosed);
            }
            (known.legal_entity.clone(), Some(establishment.clone()))
        }
    };
    let in_the_way = facts
        .under_way
        .iter()
        .find(|other| match &other.establishment {
            None => true,
            Some(taken) => establishment.as_ref() == Some(taken),
        });
    if let Some(other) = in_the_way {
        return Err(No::AlreadyCovered { contract: other.id });
    }
    let kind = if establishment.is_none() && !facts.under_way.is_empty() {
        ApplicationKind::Transition
    } else {
        ApplicationKind::Contract
    };
    Ok((legal_entity, establishment, kind))
}

/// C2–C4: hand in a request for a contract. `ids` are those of the contract and of the request.
pub fn submit(
    context: &Context,
    (id, application): (Id<Contract>, Id<Application>),
    reference: Reference,
    command: SubmitContract,
    facts: &ContractFacts,
) -> Result<(Contract, Application, Event), Refusals<CannotContract>> {
    let cover = check_cover(context, &command.wanted, facts);
    let mut problems: Vec<_> = cover.as_ref().err().cloned().into_iter().collect();
    if command.signatory.terms_version != facts.terms_in_force {
        problems.push(CannotContract::TermsChanged);
    }
    Refusals::check(problems)?;
    let (legal_entity, establishment, kind) = cover?;
    let contract = Contract {
        id,
        legal_entity,
        establishment,
        state: ContractState::Submitted,
        opened_at: context.at,
    };
    let request = Application {
        id: application,
        reference,
        kind,
        contract: id,
        applicant: command.applicant,
        signatory: command.signatory,
        state: ApplicationState::Submitted,
        submitted_at: context.at,
        form_came_at: None,
    };
    let event = Event::ApplicationSubmitted {
        application,
        contract: id,
        structure: contract.structure().clone(),
    };
    Ok((contract, request, event))
}
