//! Undoing a closing: within 24 hours, by who closed (L1).

use super::{Professional, Situation};
use crate::{
    access::{Account, Context},
    event::Event,
    id::Id,
    refusal::Refusal,
};
use jiff::{SignedDuration, Timestamp, civil::Date};

/// How long a closing can be undone.
pub const UNDONE_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// A situation as it stands, with how it was closed.
#[derive(Clone, Debug)]
pub struct Closed {
    pub situation: Situation,
    pub at: Option<Timestamp>,
    /// None when the clock closed it.
    pub by: Option<Id<Account>>,
    pub by_death: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotReopenSituation {
    NotAllowed,
    /// No situation of the scope is this one.
    Unknown,
    NotClosed,
    ClosedByAnother,
    TooLate,
    /// It would close again by itself.
    PlannedEndPast {
        on: Date,
    },
    /// The same one was opened meanwhile.
    AlreadyOpen,
}

impl Refusal for CannotReopenSituation {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Unknown => "situation_unknown",
            Self::NotClosed => "not_closed",
            Self::ClosedByAnother => "closed_by_another",
            Self::TooLate => "too_late",
            Self::PlannedEndPast { .. } => "planned_end_past",
            Self::AlreadyOpen => "situation_already_open",
        }
    }
}

/// L1: open again what the actor closed less than 24 hours ago, with the planned end that it had.
pub fn reopen(
    context: &Context,
    professional: Id<Professional>,
    closed: Closed,
) -> Result<(Situation, Event), CannotReopenSituation> {
    use CannotReopenSituation as No;
    let actor = context.actor.as_ref().filter(|_| context.may_register());
    let actor = actor.ok_or(No::NotAllowed)?;
    let scope = context.scope().ok_or(No::NotAllowed)?;
    let Closed {
        mut situation,
        at,
        by,
        ..
    } = closed;
    if situation.ended_on.is_none() {
        return Err(No::NotClosed);
    }
    if by != Some(actor.account) {
        return Err(No::ClosedByAnother);
    }
    if at.is_none_or(|at| context.at.duration_since(at) > UNDONE_WITHIN) {
        return Err(No::TooLate);
    }
    if let Some(on) = situation.planned_end.filter(|on| *on < context.today()) {
        return Err(No::PlannedEndPast { on });
    }
    situation.ended_on = None;
    let event = Event::SituationReopened {
        professional,
        situation: situation.id,
        contract: scope.contract,
    };
    Ok((situation, event))
}
