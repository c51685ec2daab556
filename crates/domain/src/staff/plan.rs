//! The plan of several departures: proposed, confirmed once, then applied line by line (L4).

use crate::{
    access::{Context, Grant, codes},
    contract::Contract,
    event::Event,
    id::Id,
    refusal::{Refusal, Refusals},
};

/// What was proposed, and how far it is.
#[derive(Clone, Debug)]
pub struct Plan {
    pub id: Id<Plan>,
    pub owner: Id<Grant>,
    pub contract: Id<Contract>,
    pub kind: PlanKind,
    pub state: PlanState,
}

codes! {
    /// What a plan comes from.
    PlanKind { Numbers = "numbers", Comparison = "comparison" }
}

codes! {
    PlanState {
        /// Its lines are being written.
        Preparing = "preparing",
        Proposed = "proposed",
        /// Being applied.
        Confirmed = "confirmed",
        Done = "done",
    }
}

codes! {
    /// What became of a line that was ticked.
    LineOutcome {
        Closed = "closed",
        /// Its end is to come.
        Planned = "planned",
        /// Somebody else closed it meanwhile.
        AlreadyClosed = "already_closed",
        Refused = "refused",
    }
}

/// What the lines of a plan come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    pub ticked: i64,
    /// Of those, without an end date, their own or the plan's.
    pub undated: i64,
    /// Of those, without a reason.
    pub unreasoned: i64,
    /// Of those, with a last day before the first one.
    pub early: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotConfirm {
    NotAllowed,
    /// No plan of the actor's is this one.
    Unknown,
    NotReady,
    NothingTicked,
    EndMissing {
        lines: i64,
    },
    ReasonMissing {
        lines: i64,
    },
    EndsBeforeStart {
        lines: i64,
    },
}

impl Refusal for CannotConfirm {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Unknown => "plan_unknown",
            Self::NotReady => "plan_not_ready",
            Self::NothingTicked => "nothing_ticked",
            Self::EndMissing { .. } => "end_missing",
            Self::ReasonMissing { .. } => "reason_missing",
            Self::EndsBeforeStart { .. } => "ends_before_start",
        }
    }
}

/// L4: what the ticked lines lack before they can be confirmed.
#[must_use]
pub fn lacking(gathered: Gathered) -> Vec<CannotConfirm> {
    use CannotConfirm as No;
    if gathered.ticked == 0 {
        return vec![No::NothingTicked];
    }
    let told = [
        (
            gathered.undated,
            No::EndMissing {
                lines: gathered.undated,
            },
        ),
        (
            gathered.unreasoned,
            No::ReasonMissing {
                lines: gathered.unreasoned,
            },
        ),
        (
            gathered.early,
            No::EndsBeforeStart {
                lines: gathered.early,
            },
        ),
    ];
    let told = told.into_iter().filter(|(lines, _)| *lines > 0);
    told.map(|(_, why)| why).collect()
}

/// L4: confirm a plan; that it is the actor's is for the caller to have looked at. Sent again, it is confirmed already:
/// none.
pub fn confirm(
    context: &Context,
    plan: &Plan,
    gathered: Gathered,
) -> Result<Option<Event>, Refusals<CannotConfirm>> {
    use CannotConfirm as No;
    let scope = context.scope().filter(|_| context.may_register());
    if scope.is_none_or(|scope| scope.contract != plan.contract) {
        return Err(No::NotAllowed.into());
    }
    match plan.state {
        PlanState::Confirmed | PlanState::Done => return Ok(None),
        PlanState::Preparing => return Err(No::NotReady.into()),
        PlanState::Proposed => {}
    }
    Refusals::check(lacking(gathered))?;
    Ok(Some(Event::DeparturesConfirmed {
        departure_plan: plan.id,
        contract: plan.contract,
        ticked: gathered.ticked,
    }))
}
