//! The next lines of a confirmed plan end, with what became of each (L4).

use super::{Error, close_situation};
use domain::{
    event::Event,
    id::Id,
    professional::{CannotCloseSituation, Closing, Professional},
    refusal::Refusal as _,
    staff::{LineOutcome, Plan, PlanState},
};
use std::{collections::BTreeMap, convert::Infallible};
use store::{
    Act, StoreError,
    departure::{self, Due},
    professional,
};

/// Lines of one act: each touches some ten rows, and an act 500 at most.
const CHUNK: i64 = 25;

/// Apply one chunk; true when there is nothing more to apply.
pub async fn apply_departures(mut act: Act, id: Id<Plan>) -> Result<bool, Error<Infallible>> {
    if departure::lock(&mut act.tx, id).await? != Some(PlanState::Confirmed) {
        return Ok(true);
    }
    let due = departure::due(&mut act.tx, id, CHUNK).await?;
    let mut events = Vec::new();
    let mut people = BTreeMap::new();
    for line in &due {
        let ended = one(&mut act, line).await?;
        let (outcome, told) = match ended {
            Ok((outcome, person, event)) => {
                people.insert(person.to_string(), person);
                events.push(event);
                (outcome, "")
            }
            Err(CannotCloseSituation::AlreadyClosed { .. }) => (LineOutcome::AlreadyClosed, ""),
            Err(why) => (LineOutcome::Refused, why.code()),
        };
        departure::end(&mut act, id, line.rank, outcome, told).await?;
    }
    for person in people.into_values() {
        close_situation::republish(&mut act, person).await?;
    }
    let next = due.last().map(|line| line.rank + 1);
    let is_last = due.len() < usize::try_from(CHUNK).unwrap_or_default();
    departure::advance(&mut act, id, next.filter(|_| !is_last)).await?;
    if is_last {
        events.extend(finished(&mut act, id).await?);
    }
    act.commit(events).await?;
    Ok(is_last)
}

/// What became of a line: an end, of whom, or why not.
type Ended = Result<(LineOutcome, Id<Professional>, Event), CannotCloseSituation>;

/// End the situation of a line, or plan its end, if it is still in the scope. A death is told in the file alone, where
/// it ends all that it must (L1).
async fn one(act: &mut Act, line: &Due) -> Result<Ended, Error<Infallible>> {
    if line.reason.is_death() {
        return Ok(Err(CannotCloseSituation::DeathInBulk));
    }
    let Some(scope) = act.context.scope().cloned() else {
        return Ok(Err(CannotCloseSituation::NotAllowed));
    };
    let held = professional::situation(&mut act.tx, &scope, line.situation).await?;
    let Some((person, situation)) = held else {
        return Ok(Err(CannotCloseSituation::Unknown));
    };
    let closing = Closing {
        ended_on: line.ends_on,
        reason: line.reason,
    };
    match close_situation::end_or_plan(act, person, situation, closing).await {
        Ok((close_situation::Ended::Planned, event)) => {
            Ok(Ok((LineOutcome::Planned, person, event)))
        }
        Ok((close_situation::Ended::Closed, event)) => Ok(Ok((LineOutcome::Closed, person, event))),
        Err(Error::Refused(reasons)) => {
            let first = reasons.iter().next().copied();
            Ok(Err(first.unwrap_or(CannotCloseSituation::Unknown)))
        }
        Err(Error::SignedOut) => Err(Error::SignedOut),
        Err(Error::Overtaken(cause)) => Err(Error::Overtaken(cause)),
        Err(Error::Failed(cause)) => Err(Error::Failed(cause)),
    }
}

/// What is left of a plan is refused: the right that confirmed it was withdrawn (H4). True when nothing is left.
pub async fn stop_departures(mut act: Act, id: Id<Plan>) -> Result<bool, Error<Infallible>> {
    if departure::lock(&mut act.tx, id).await? != Some(PlanState::Confirmed) {
        return Ok(true);
    }
    let why = CannotCloseSituation::NotAllowed;
    let is_last = departure::refuse(&mut act, id, why.code()).await? == 0;
    let mut events = Vec::new();
    if is_last {
        departure::advance(&mut act, id, None).await?;
        events.extend(finished(&mut act, id).await?);
    }
    act.commit(events).await?;
    Ok(is_last)
}

/// What a plan came to.
async fn finished(act: &mut Act, id: Id<Plan>) -> Result<Option<Event>, StoreError> {
    let Some(confirmed) = departure::confirmed(&mut act.tx, id).await? else {
        return Ok(None);
    };
    let (mut ended, mut refused) = (0, 0);
    for (outcome, lines) in departure::outcomes(&mut act.tx, id).await? {
        match outcome {
            Some(LineOutcome::Closed | LineOutcome::Planned | LineOutcome::AlreadyClosed) => {
                ended += lines;
            }
            Some(LineOutcome::Refused) => refused += lines,
            None => {}
        }
    }
    Ok(Some(Event::DeparturesApplied {
        departure_plan: id,
        contract: confirmed.contract,
        grant: confirmed.grant,
        ended,
        refused,
    }))
}
