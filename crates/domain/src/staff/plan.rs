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
        }
    }
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
    if gathered.ticked == 0 {
        return Err(No::NothingTicked.into());
    }
    let mut reasons = Vec::new();
    if gathered.undated > 0 {
        let lines = gathered.undated;
        reasons.push(No::EndMissing { lines });
    }
    if gathered.unreasoned > 0 {
        let lines = gathered.unreasoned;
        reasons.push(No::ReasonMissing { lines });
    }
    Refusals::check(reasons)?;
    Ok(Some(Event::DeparturesConfirmed {
        departure_plan: plan.id,
        contract: plan.contract,
        ticked: gathered.ticked,
    }))
}
