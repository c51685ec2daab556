//! Closing a situation: the last day and the reason (L1).

use super::{Professional, Situation, change::SituationChange};
use crate::{access::Context, event::Event, id::Id, nomenclature::EndReason, refusal::Refusal};
use jiff::civil::Date;

/// How a situation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Nobody's death is planned.
    DeathToCome,
    /// A death is told in the file, where it ends every situation and tells the others.
    DeathInBulk,
    /// The same end is planned already, for the same reason.
    AlreadyPlanned {
        on: Date,
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
            Self::DeathToCome => "death_to_come",
            Self::DeathInBulk => "death_in_bulk",
            Self::AlreadyPlanned { .. } => "already_planned",
        }
    }
}

impl Closing {
    /// Is the last day still to come? Then it is planned, and the clock closes. A situation that never began does not
    /// wait for its first day.
    #[must_use]
    pub fn is_planned(&self, starts_on: Date, today: Date) -> bool {
        self.ended_on > today.max(starts_on)
    }
}

/// L1: close a situation of the actor's scope; that it is there is for the caller to have looked at. One that never
/// began ends on its first day.
pub fn close(
    context: &Context,
    professional: Id<Professional>,
    mut situation: Situation,
    closing: Closing,
) -> Result<(Situation, Event), CannotCloseSituation> {
    use CannotCloseSituation as No;
    let scope = context.scope().filter(|_| context.may_register());
    let scope = scope.ok_or(No::NotAllowed)?;
    let today = context.today();
    let ended_on = last_day(&situation, closing, today)?;
    let latest = today.max(situation.starts_on);
    if ended_on > latest {
        return Err(No::EndsLater { latest });
    }
    situation.ended_on = Some(ended_on);
    let (situation_id, contract) = (situation.id, scope.contract);
    let event = if closing.reason.is_death() {
        Event::SituationEndedByDeath {
            professional,
            situation: situation_id,
            contract,
        }
    } else {
        Event::SituationClosed {
            professional,
            situation: situation_id,
            contract,
        }
    };
    Ok((situation, event))
}

/// L1: note the last day of a situation of the scope, which is still to come.
pub fn plan_end(
    context: &Context,
    professional: Id<Professional>,
    situation: &Situation,
    planned: (Closing, EndReason),
    change: Id<SituationChange>,
) -> Result<(Situation, Event), CannotCloseSituation> {
    use CannotCloseSituation as No;
    let scope = context.scope().filter(|_| context.may_register());
    let scope = scope.ok_or(No::NotAllowed)?;
    let (closing, reason_before) = planned;
    let on = last_day(situation, closing, context.today())?;
    if closing.reason.is_death() {
        return Err(No::DeathToCome);
    }
    if situation.planned_end == Some(on) && reason_before == closing.reason {
        return Err(No::AlreadyPlanned { on });
    }
    let mut later = situation.clone();
    later.planned_end = Some(on);
    let event = Event::SituationEndPlanned {
        professional,
        contract: scope.contract,
        situation: situation.id,
        change,
    };
    Ok((later, event))
}

/// Is this last day before the first one? One that never began ends on its first day, whatever is said.
#[must_use]
pub fn precedes_start(ended_on: Date, starts_on: Date, today: Date) -> bool {
    starts_on <= today && ended_on < starts_on
}

/// What any end must respect. One that never began ends on its first day, unless a later one is planned.
fn last_day(
    situation: &Situation,
    closing: Closing,
    today: Date,
) -> Result<Date, CannotCloseSituation> {
    use CannotCloseSituation as No;
    if let Some(on) = situation.ended_on {
        return Err(No::AlreadyClosed { on });
    }
    let started = situation.starts_on;
    if precedes_start(closing.ended_on, started, today) {
        return Err(No::EndsBeforeStart { started });
    }
    Ok(if started > today {
        closing.ended_on.max(started)
    } else {
        closing.ended_on
    })
}

/// L1: the planned end is past: the situation closes by itself, on that day. None while it is not.
#[must_use]
pub fn end_as_planned(
    professional: Id<Professional>,
    mut situation: Situation,
    today: Date,
) -> Option<(Situation, Event)> {
    let planned = situation.planned_end?;
    if situation.ended_on.is_some() || planned >= today {
        return None;
    }
    situation.ended_on = Some(planned);
    let event = Event::SituationEnded {
        professional,
        situation: situation.id,
    };
    Some((situation, event))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan as _, civil::date};
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 23);

    fn situation(starts_on: Date, planned_end: Option<Date>) -> Situation {
        Situation {
            id: "01a2080f-0000-7000-8000-000000000001".parse().unwrap(),
            establishment: "140991019".parse().unwrap(),
            starts_on,
            planned_end,
            ended_on: None,
            profession: "313".parse().unwrap(),
            role: "GENR11".parse().unwrap(),
            practice_mode: "S".parse().unwrap(),
        }
    }

    fn someone() -> Id<Professional> {
        "01a2080f-0000-7000-8000-000000000002".parse().unwrap()
    }

    proptest! {
        /// A closing is either of today or before, or planned; a planned end is past only on the day after.
        #[test]
        fn l01_an_end_date_is_the_last_day_of_rights(start in -400..100_i32, end in -400..400_i32) {
            let situation = situation(TODAY + start.days(), Some(TODAY + end.days()));
            let closing = Closing { ended_on: TODAY + end.days(), reason: EndReason::other() };
            prop_assert_eq!(closing.is_planned(situation.starts_on, TODAY), end > 0.max(start));
            let ended = end_as_planned(someone(), situation.clone(), TODAY);
            prop_assert_eq!(ended.is_some(), end < 0);
            if let Some((ended, _)) = ended {
                prop_assert_eq!(ended.ended_on, situation.planned_end);
                prop_assert!(end_as_planned(someone(), ended, TODAY).is_none(), "once");
            }
        }

        /// What never began ends on its first day, or later if that is planned; what began, never before it.
        #[test]
        fn l01_no_end_comes_before_its_start(start in -400..100_i32, end in -500..400_i32) {
            let situation = situation(TODAY + start.days(), None);
            let closing = Closing { ended_on: TODAY + end.days(), reason: EndReason::other() };
            match last_day(&situation, closing, TODAY) {
                Ok(day) => prop_assert!(day >= situation.starts_on),
                Err(no) => {
                    let started = situation.starts_on;
                    prop_assert!(start <= 0 && end < start);
                    prop_assert_eq!(no, CannotCloseSituation::EndsBeforeStart { started });
                }
            }
        }
    }
}
