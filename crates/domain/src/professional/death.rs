//! A professional's death, told by a structure (L1).

use super::{Closing, Professional, Situation};
use crate::{
    access::Context, contract::Contract, event::Event, id::Id, nomenclature::EndReason,
    refusal::Refusal,
};
use jiff::civil::Date;

/// A death that a structure told.
pub struct Death {
    pub id: Id<Death>,
    pub professional: Id<Professional>,
    pub on: Date,
    pub contract: Id<Contract>,
}

/// Another structure that has situations of the person open, told of it.
pub enum DeathNotice {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotReportDeath {
    NotAllowed,
    InTheFuture,
    /// A situation of the scope began later: one of the two days is wrong.
    BeforeStart {
        started: Date,
    },
    /// Nothing is open in the scope: somebody else told it.
    NothingOpen,
}

impl Refusal for CannotReportDeath {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::InTheFuture => "in_the_future",
            Self::BeforeStart { .. } => "before_start",
            Self::NothingOpen => "nothing_open",
        }
    }
}

/// L1: the death of somebody who has these situations open in the actor's scope.
pub fn report_death(
    context: &Context,
    (id, professional): (Id<Death>, Id<Professional>),
    on: Date,
    open: &[Situation],
) -> Result<(Death, Event), CannotReportDeath> {
    use CannotReportDeath as No;
    let scope = context.scope().filter(|_| context.may_register());
    let contract = scope.ok_or(No::NotAllowed)?.contract;
    let today = context.today();
    if on > today {
        return Err(No::InTheFuture);
    }
    if open.is_empty() {
        return Err(No::NothingOpen);
    }
    let begun = open.iter().map(|one| one.starts_on);
    if let Some(started) = begun.filter(|day| *day <= today && *day > on).max() {
        return Err(No::BeforeStart { started });
    }
    let death = Death {
        id,
        professional,
        on,
        contract,
    };
    let event = Event::DeathReported {
        professional,
        contract,
        death: id,
    };
    Ok((death, event))
}

/// How the death ends a situation.
#[must_use]
pub fn closing_by_death(on: Date) -> Closing {
    Closing {
        ended_on: on,
        reason: EndReason::death(),
    }
}
