//! A situation of the scope ends: the directory with it (L1, L2).

use super::Error;
use domain::{
    event::Event,
    id::Id,
    professional::{self, CannotCloseSituation, Closing, Professional, Situation},
};
use store::{Act, StoreError};

pub async fn close_situation(
    mut act: Act,
    id: Id<Situation>,
    closing: Closing,
) -> Result<(), Error<CannotCloseSituation>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotCloseSituation::NotAllowed))?;
    let held = store::professional::situation(&mut act.tx, &scope, id).await?;
    let (person, situation) = held.ok_or(Error::no(CannotCloseSituation::Unknown))?;
    let event = end(&mut act, person, situation, closing).await?;
    republish(&mut act, person).await?;
    act.commit([event]).await?;
    Ok(())
}

/// The same inside an act that ends more; the person is to be republished once all of it is written.
pub(super) async fn end(
    act: &mut Act,
    person: Id<Professional>,
    situation: Situation,
    closing: Closing,
) -> Result<Event, Error<CannotCloseSituation>> {
    let actor = act.context.actor.clone();
    let actor = actor.ok_or(Error::no(CannotCloseSituation::NotAllowed))?;
    store::professional::lock(&mut act.tx, person).await?;
    let closed = professional::close(&act.context, person, situation, closing);
    let (situation, event) = closed.map_err(Error::no)?;
    let at = act.context.at;
    store::professional::close_situation(&mut act.tx, situation.id, closing, &actor, at).await?;
    Ok(event)
}

/// Publish someone as they now stand.
pub(super) async fn republish(act: &mut Act, person: Id<Professional>) -> Result<(), StoreError> {
    let person = store::professional::by_id(&mut act.tx, person).await?;
    let at = act.context.at;
    store::directory::publish(&mut act.tx, &person.ok_or(StoreError::Changed)?, at).await
}
