//! What the agency watches over, and what it does about work that stopped: messages refused or given up, jobs that were
//! parked (N1).

use crate::{
    access::{Context, GrantKind, codes},
    event::MessageState,
    refusal::Refusal,
};

codes! {
    /// What the agency watches over, each with its list.
    Watch {
        /// Promises whose time is over (R9).
        Promises = "promesses",
        /// Requests of professionals that wait for managers for more than a week (D3).
        Requests = "demandes",
        /// Contracts in force under which nobody but the representative may act.
        Unmanaged = "sans-gestionnaire",
        /// Establishments that are closed, with situations that are open (S4).
        ClosedPlaces = "etablissements-fermes",
        /// Reviews that nobody finished in time (L5).
        Reviews = "revues",
        /// Identities that wait for an officer (R4).
        Contested = "identites",
    }
}

/// A request that waits for so many days is old, at the first reminder of its managers (D3).
pub const REQUEST_OLD_AFTER: i64 = 7;

/// Why an officer cannot start again what stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRestart {
    NotAllowed,
    /// It is gone, was sent meanwhile, or waits already.
    NotStopped,
    /// The try of before is still on its way: a second one could send twice.
    Leaving,
}

impl Refusal for CannotRestart {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::NotStopped => "not_stopped",
            Self::Leaving => "leaving",
        }
    }
}

/// Only the agency restarts.
pub fn may_restart(context: &Context) -> Result<(), CannotRestart> {
    is_agency(context)
        .then_some(())
        .ok_or(CannotRestart::NotAllowed)
}

/// Why an officer cannot stop a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotGiveUp {
    NotAllowed,
    /// It is gone, left meanwhile, or was given up already.
    NotWaiting,
}

impl Refusal for CannotGiveUp {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::NotWaiting => "not_waiting",
        }
    }
}

/// Only the agency stops a message, before it left.
pub fn may_give_up(context: &Context, state: MessageState) -> Result<(), CannotGiveUp> {
    if !is_agency(context) {
        return Err(CannotGiveUp::NotAllowed);
    }
    can_be_given_up(state)
        .then_some(())
        .ok_or(CannotGiveUp::NotWaiting)
}

fn is_agency(context: &Context) -> bool {
    context
        .grant()
        .is_some_and(|grant| grant.kind == GrantKind::Officer)
}

/// Can the message still be stopped?
#[must_use]
pub const fn can_be_given_up(state: MessageState) -> bool {
    matches!(state, MessageState::Waiting | MessageState::Refused)
}

/// Messages sent again by one act.
pub const MOST_RESTARTED: usize = 100;

/// Did the message stop without being sent?
#[must_use]
pub const fn has_stopped(state: MessageState) -> bool {
    matches!(state, MessageState::Refused | MessageState::GivenUp)
}
