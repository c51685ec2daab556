//! Look for someone by number or identity, and leave a trace when they are outside the scope (R5, M1).

use crate::world::World;
use domain::{
    access::{Actor, Grant},
    duplicate::Known,
    event::{Event, LookUp},
    id::Id,
};
use store::{Act, By, StoreError, housekeeping::count};

/// What a look-up may give.
#[derive(Clone, Debug)]
pub enum Looked {
    Found(Known),
    Nobody,
    /// Too many look-ups of the day met someone outside the scope (R5).
    OverLimit,
}

/// Run a look-up under the daily limit; count and journal it when it meets someone outside the scope.
pub async fn look_up(
    world: &World,
    actor: &Actor,
    by: LookUp,
    search: impl AsyncFnOnce() -> Result<Option<Known>, StoreError>,
) -> Result<Looked, StoreError> {
    if is_over_limit(world, actor.grant.id).await? {
        return Ok(Looked::OverLimit);
    }
    let Some(known) = search().await? else {
        return Ok(Looked::Nobody);
    };
    note(world, actor, &known, by).await?;
    Ok(Looked::Found(known))
}

/// Has the grant met too many people outside its scope today?
pub async fn is_over_limit(world: &World, grant: Id<Grant>) -> Result<bool, StoreError> {
    let met = count::today(&world.store, &subject(grant)).await?;
    Ok(met >= world.config.limits.outside_lookups_per_day)
}

/// Count and journal that someone outside the scope was met; someone inside it is nothing to note.
pub async fn note(
    world: &World,
    actor: &Actor,
    known: &Known,
    by: LookUp,
) -> Result<(), StoreError> {
    if known.in_scope {
        return Ok(());
    }
    count::add(&world.store, &subject(actor.grant.id)).await?;
    let met = Event::OutsideScopeMet {
        professional: known.professional,
        by,
    };
    Act::begin(&world.store, By::Session(actor.session))
        .await?
        .commit([met])
        .await
}

fn subject(grant: Id<Grant>) -> String {
    format!("outside {grant}")
}
