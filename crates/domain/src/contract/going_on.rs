//! What happens to a contract after its request: another representative, a request sent again, the end (C3, C6, C8).

use super::{
    Application, ApplicationKind, ApplicationState, CannotSettle, Contract, ContractState,
    Reference, Signatory,
};
use crate::{
    access::{Account, Context, GrantKind},
    event::Event,
    id::Id,
    identifiers::Finess,
    refusal::{Refusal, Refusals},
};

/// Ask for another representative of the contract that covers a structure (C6).
#[derive(Clone, Debug)]
pub struct AskReplacement {
    pub structure: Finess,
    pub signatory: Signatory,
    /// The account whose checked e-mail the request was prepared under; none when the agency enters it.
    pub applicant: Option<Id<Account>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotReplace {
    /// No accepted contract covers the structure: ask for one.
    NoContract,
    /// A request about this contract is not settled yet.
    AlreadyAsked,
    TermsChanged,
}

impl Refusal for CannotReplace {
    fn code(&self) -> &'static str {
        match self {
            Self::NoContract => "no_contract",
            Self::AlreadyAsked => "already_asked",
            Self::TermsChanged => "terms_changed",
        }
    }
}

/// C6: hand in a request for another representative. A change of the contract, not another contract.
pub fn ask_replacement(
    context: &Context,
    (id, reference): (Id<Application>, Reference),
    command: AskReplacement,
    (covering, is_asked): (Option<&Contract>, bool),
    terms_in_force: &str,
) -> Result<(Application, Event), Refusals<CannotReplace>> {
    let accepted = covering.filter(|contract| contract.is_accepted());
    let contract = accepted.ok_or(CannotReplace::NoContract)?;
    let mut problems = Vec::new();
    if is_asked {
        problems.push(CannotReplace::AlreadyAsked);
    }
    if command.signatory.terms_version != terms_in_force {
        problems.push(CannotReplace::TermsChanged);
    }
    Refusals::check(problems)?;
    let request = Application {
        id,
        reference,
        kind: ApplicationKind::Representative,
        contract: contract.id,
        applicant: command.applicant,
        signatory: command.signatory,
        state: ApplicationState::Submitted,
        submitted_at: context.at,
        form_came_at: None,
    };
    let event = Event::ApplicationSubmitted {
        application: id,
        contract: contract.id,
        structure: contract.structure().clone(),
    };
    Ok((request, event))
}

/// C3: a request that was returned comes again, corrected. A form signed for somebody else counts no more.
pub fn resubmit(
    application: &Application,
    signatory: Signatory,
) -> Result<(Application, Event), CannotSettle> {
    if application.state != ApplicationState::Returned {
        return Err(match application.state {
            ApplicationState::Submitted => CannotSettle::WithTheAgency,
            state => CannotSettle::AlreadySettled(state),
        });
    }
    let is_same = application.signatory.person == signatory.person
        && application.signatory.phone == signatory.phone;
    let corrected = Application {
        signatory,
        state: ApplicationState::Submitted,
        form_came_at: application.form_came_at.filter(|_| is_same),
        ..application.clone()
    };
    let event = Event::ApplicationResubmitted {
        application: application.id,
        contract: application.contract,
    };
    Ok((corrected, event))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotEnd {
    /// Officers alone end contracts.
    NotAllowed,
    /// It is a request still: refuse that.
    NotAccepted,
    AlreadyOver,
}

impl Refusal for CannotEnd {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::NotAccepted => "not_accepted",
            Self::AlreadyOver => "already_over",
        }
    }
}

/// C8: an officer ends a contract. Its rights and cards end with it; professionals and situations stay.
pub fn end(context: &Context, contract: &Contract) -> Result<Event, CannotEnd> {
    let officer = context
        .grant()
        .is_some_and(|grant| grant.kind == GrantKind::Officer);
    match contract.state {
        _ if !officer => Err(CannotEnd::NotAllowed),
        ContractState::Accepted | ContractState::InForce => Ok(Event::ContractEnded {
            contract: contract.id,
        }),
        ContractState::Submitted => Err(CannotEnd::NotAccepted),
        ContractState::Refused | ContractState::Ended => Err(CannotEnd::AlreadyOver),
    }
}
