//! Closing a situation: the last day and the reason (L1).

use super::{Professional, Situation};
use crate::{access::Context, event::Event, id::Id, nomenclature::EndReason, refusal::Refusal};
use jiff::civil::Date;

/// How a situation ends.
#[derive(Clone, Copy, Debug)]
pub struct Closing {
    /// The last day of work.
    pub ended_on: Date,
    /// `TRE_R25`; the end of a contract is `AUT`.
    pub reason: EndReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotCloseSituation {
    NotAllowed,
    /// No situation of the scope is this one.
    Unknown,
    AlreadyClosed {
        on: Date,
    },
    EndsBeforeStart {
        started: Date,
    },
    /// A day to come is a planned end, not a closing; one that never began ends on its first day.
    EndsLater {
        latest: Date,
    },
}

impl Refusal for CannotCloseSituation {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Unknown => "situation_unknown",
            Self::AlreadyClosed { .. } => "already_closed",
            Self::EndsBeforeStart { .. } => "ends_before_start",
            Self::EndsLater { .. } => "ends_later",
        }
    }
}

/// L1: close a situation of the actor's scope; that it is there is for the caller to have looked at.
pub fn close(
    context: &Context,
    professional: Id<Professional>,
    mut situation: Situation,
    closing: Closing,
) -> Result<(Situation, Event), CannotCloseSituation> {
    use CannotCloseSituation as No;
    let scope = context.scope().filter(|_| context.may_register());
    let scope = scope.ok_or(No::NotAllowed)?;
    if let Some(on) = situation.ended_on {
        return Err(No::AlreadyClosed { on });
    }
    let started = situation.starts_on;
    if closing.ended_on < started {
        return Err(No::EndsBeforeStart { started });
    }
    let latest = context.today().max(started);
    if closing.ended_on > latest {
        return Err(No::EndsLater { latest });
    }
    situation.ended_on = Some(closing.ended_on);
    let event = Event::SituationClosed {
        professional,
        situation: situation.id,
        contract: scope.contract,
    };
    Ok((situation, event))
}
