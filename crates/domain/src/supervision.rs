//! What the agency does about work that stopped: messages refused or given up, jobs that were parked (N1).

use crate::{
    access::{Context, GrantKind},
    event::MessageState,
    refusal::Refusal,
};

/// Why an officer cannot start again what stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRestart {
    NotAllowed,
    /// It is gone, was sent meanwhile, or waits already.
    NotStopped,
}

impl Refusal for CannotRestart {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::NotStopped => "not_stopped",
        }
    }
}

/// Only the agency restarts.
pub fn may_restart(context: &Context) -> Result<(), CannotRestart> {
    context
        .grant()
        .filter(|grant| grant.kind == GrantKind::Officer)
        .map(drop)
        .ok_or(CannotRestart::NotAllowed)
}

/// Did the message stop without being sent?
#[must_use]
pub const fn has_stopped(state: MessageState) -> bool {
    matches!(state, MessageState::Refused | MessageState::GivenUp)
}
