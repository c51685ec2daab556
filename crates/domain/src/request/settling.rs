//! A manager settles a request: accepts it, adds a situation instead, sends it back or refuses it (D2, H3).

use super::{Request, RequestState};
use crate::{
    access::{Context, Scope, codes},
    duplicate::Grade,
    event::Event,
    id::Id,
    professional::{CannotAddSituation, CannotRegister, Professional},
    refusal::Refusal,
    turn_down::{Settlement, TurnDown},
};

codes! {
    /// Why a manager sends a request back, or refuses it.
    Remark {
        Identity = "identity",
        Contact = "contact",
        Situation = "situation",
        /// The person has to be met, with an identity document (R7).
        ToMeet = "to_meet",
        NotHere = "not_here",
        /// Registered by another authority (R14).
        NotConcerned = "not_concerned",
        AlreadyRegistered = "already_registered",
        Other = "other",
    }
}

/// What was loaded to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettleFacts {
    /// Does the actor's scope cover the establishment, now?
    pub in_scope: bool,
    /// The request is the actor's own: the same mailbox.
    pub is_own: bool,
    /// How many others may settle it.
    pub others: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotSettleRequest {
    NotAllowed,
    /// The habilitation was narrowed, the establishment moved, or the contract ended.
    OutOfScope,
    /// H3: one's own request is for another to settle.
    OwnRequest,
    /// It was sent back and has not come again.
    WithTheCandidate,
    /// Somebody settled it first, or it is over.
    AlreadySettled(RequestState),
    ReasonMissing,
}

impl Refusal for CannotSettleRequest {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::OutOfScope => "out_of_scope",
            Self::OwnRequest => "own_request",
            Self::WithTheCandidate => "with_the_candidate",
            Self::AlreadySettled(_) => "already_settled",
            Self::ReasonMissing => "reason_missing",
        }
    }
}

/// Why a request is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotAccept {
    Settle(CannotSettleRequest),
    Registration(CannotRegister),
    Situation(CannotAddSituation),
    /// Nobody bears this number, or their identity is not alike: no situation is added to a stranger.
    NotThatPerson,
}

impl Refusal for CannotAccept {
    fn code(&self) -> &'static str {
        match self {
            Self::Settle(reason) => reason.code(),
            Self::Registration(reason) => reason.code(),
            Self::Situation(reason) => reason.code(),
            Self::NotThatPerson => "not_that_person",
        }
    }
}

impl From<CannotSettleRequest> for CannotAccept {
    fn from(reason: CannotSettleRequest) -> Self {
        Self::Settle(reason)
    }
}

fn may_settle<'a>(
    context: &'a Context,
    request: &Request,
    facts: SettleFacts,
) -> Result<&'a Scope, CannotSettleRequest> {
    let scope = context.scope().filter(|_| context.may_register());
    let scope = scope.ok_or(CannotSettleRequest::NotAllowed)?;
    match request.state {
        _ if !facts.in_scope => Err(CannotSettleRequest::OutOfScope),
        RequestState::Returned => Err(CannotSettleRequest::WithTheCandidate),
        RequestState::Waiting if facts.is_own && facts.others > 0 => {
            Err(CannotSettleRequest::OwnRequest)
        }
        RequestState::Waiting => Ok(scope),
        state => Err(CannotSettleRequest::AlreadySettled(state)),
    }
}

/// D2: may the actor accept it? The registration itself is decided apart, by its own rule.
pub fn accept(
    context: &Context,
    request: &Request,
    facts: SettleFacts,
    professional: Id<Professional>,
) -> Result<Event, CannotSettleRequest> {
    let scope = may_settle(context, request, facts)?;
    Ok(Event::RequestAccepted {
        request: request.id,
        professional,
        contract: scope.contract,
        own: facts.is_own,
    })
}

/// M2: the candidate is somebody already registered: a situation is added instead. `likeness` is how alike the
/// identities are.
pub fn add_instead(
    context: &Context,
    request: &Request,
    facts: SettleFacts,
    (professional, likeness): (Id<Professional>, Option<&Grade>),
) -> Result<Event, CannotAccept> {
    let scope = may_settle(context, request, facts)?;
    if likeness.is_none() {
        return Err(CannotAccept::NotThatPerson);
    }
    Ok(Event::RequestAccepted {
        request: request.id,
        professional,
        contract: scope.contract,
        own: facts.is_own,
    })
}

/// D2: a manager returns or refuses a request. Gives its new state.
pub fn turn_down(
    context: &Context,
    request: &Request,
    facts: SettleFacts,
    command: &TurnDown<Remark>,
) -> Result<(RequestState, Event), CannotSettleRequest> {
    let contract = may_settle(context, request, facts)?.contract;
    if !command.is_reasoned(&Remark::Other) {
        return Err(CannotSettleRequest::ReasonMissing);
    }
    let (request, own) = (request.id, facts.is_own);
    Ok(match command.settlement {
        Settlement::Returned => (
            RequestState::Returned,
            Event::RequestReturned {
                request,
                contract,
                own,
            },
        ),
        Settlement::Refused => (
            RequestState::Refused,
            Event::RequestRefused {
                request,
                contract,
                own,
            },
        ),
    })
}
