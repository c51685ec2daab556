//! A situation of the scope ends, or its end is planned: the directory and the e-CPS with it (L1, L2).

use super::Error;
use domain::{
    access::Scope,
    ecps,
    event::Event,
    id::Id,
    professional::{self, CannotCloseSituation, Closing, Professional, Situation, SituationChange},
};
use store::{Act, StoreError, professional::Held};

/// What became of the situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Closed,
    /// Its last day is still to come: the clock closes it on the next.
    Planned,
}

pub async fn close_situation(
    mut act: Act,
    id: Id<Situation>,
    closing: Closing,
) -> Result<Ended, Error<CannotCloseSituation>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotCloseSituation::NotAllowed))?;
    let held = locked(&mut act, &scope, id).await?;
    let (person, situation) = held.ok_or(Error::no(CannotCloseSituation::Unknown))?;
    let (ended, event) = end_or_plan(&mut act, person, situation, closing).await?;
    if ended == Ended::Closed {
        republish(&mut act, person).await?;
    }
    act.commit([event]).await?;
    Ok(ended)
}

/// The last day decides: still to come, it is planned. Who was closed is to be republished.
pub(super) async fn end_or_plan(
    act: &mut Act,
    person: Id<Professional>,
    situation: Situation,
    closing: Closing,
) -> Result<(Ended, Event), Error<CannotCloseSituation>> {
    Ok(
        if closing.is_planned(situation.starts_on, act.context.today()) {
            (Ended::Planned, plan(act, person, situation, closing).await?)
        } else {
            (Ended::Closed, end(act, person, situation, closing).await?)
        },
    )
}

/// A situation of the scope, once whoever else changes something of the person is done.
pub(super) async fn locked(
    act: &mut Act,
    scope: &Scope,
    id: Id<Situation>,
) -> Result<Option<Held>, StoreError> {
    let Some((person, _)) = store::professional::situation(&mut act.tx, scope, id).await? else {
        return Ok(None);
    };
    store::professional::lock(&mut act.tx, person).await?;
    store::professional::situation(&mut act.tx, scope, id).await
}

/// The same inside an act that ends more; the person is to be republished once all of it is written. Costs two
/// statements, and three for the journal when it is committed.
pub(super) async fn end(
    act: &mut Act,
    person: Id<Professional>,
    situation: Situation,
    closing: Closing,
) -> Result<Event, Error<CannotCloseSituation>> {
    let grant = act.context.grant().map(|grant| grant.id);
    store::professional::lock(&mut act.tx, person).await?;
    let closed = professional::close(&act.context, person, situation, closing);
    let (situation, event) = closed.map_err(Error::no)?;
    let closing = Closing {
        ended_on: situation.ended_on.unwrap_or(closing.ended_on),
        ..closing
    };
    let at = act.context.at;
    match store::professional::close_situation(&mut act.tx, situation.id, closing, grant, at).await
    {
        // Somebody closed it while this act waited for the person: run again, and see it.
        Err(changed @ StoreError::Changed) => Err(Error::Overtaken(changed)),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(event),
    }
}

/// Note the last day, which is still to come, and what was planned before.
async fn plan(
    act: &mut Act,
    person: Id<Professional>,
    situation: Situation,
    closing: Closing,
) -> Result<Event, Error<CannotCloseSituation>> {
    let before = store::professional::planned_reason(&mut act.tx, situation.id).await?;
    let change = act.new_id();
    let planned = (closing, before);
    let noted = professional::plan_end(&act.context, person, &situation, planned, change);
    let (later, event) = noted.map_err(Error::no)?;
    let change = SituationChange {
        id: change,
        before: situation.terms(),
        after: later.terms(),
    };
    let (tx, at) = (&mut act.tx, act.context.at);
    match store::professional::update_terms(tx, later.id, &change.after).await {
        // Somebody closed it meanwhile: run again, and see it.
        Err(changed @ StoreError::Changed) => return Err(Error::Overtaken(changed)),
        done => done?,
    }
    store::professional::set_planned_reason(tx, later.id, closing.reason).await?;
    store::professional::insert_change(tx, (person, later.id), &change, at).await?;
    Ok(event)
}

/// Publish someone as they now stand; their e-CPS is suspended when no situation is left, and taken up again when one
/// is open (L2). Costs five statements, and two for each situation that is published.
pub(super) async fn republish(act: &mut Act, id: Id<Professional>) -> Result<(), StoreError> {
    let person = store::professional::by_id(&mut act.tx, id).await?;
    let at = act.context.at;
    store::directory::publish(&mut act.tx, &person.ok_or(StoreError::Changed)?, at).await?;
    if let Some(now) = store::ecps::settle(&mut act.tx, id, at).await? {
        act.note(ecps::moved(id, now));
    }
    Ok(())
}
