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

/// Run a look-up; count and journal it when it meets someone outside the scope. Over the daily limit, it meets
/// nobody new outside the scope, and does not say whether there was someone.
pub async fn look_up(
    world: &World,
    actor: &Actor,
    by: LookUp,
    search: impl AsyncFnOnce() -> Result<Option<Known>, StoreError>,
) -> Result<Looked, StoreError> {
    let known = search().await?;
    if let Some(known) = &known
        && (known.in_scope || was_met(world, actor, known, by).await?)
    {
        return Ok(Looked::Found(known.clone()));
    }
    if is_over_limit(world, actor.grant.id).await? {
        return Ok(Looked::OverLimit);
    }
    let Some(known) = known else {
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

/// Count and journal that someone outside the scope was met: once a day per person found by number or identity,
/// each time by a mailbox or a mobile. Someone inside the scope is nothing to note.
pub async fn note(
    world: &World,
    actor: &Actor,
    known: &Known,
    by: LookUp,
) -> Result<(), StoreError> {
    if known.in_scope || was_met(world, actor, known, by).await? {
        return Ok(());
    }
    let mut act = Act::begin(&world.store, By::Session(actor.session)).await?;
    if let Some(meeting) = meeting(actor, known, by)
        && count::add_in(&mut act, &meeting).await? > 1
    {
        return Ok(());
    }
    count::add_in(&mut act, &subject(actor.grant.id)).await?;
    let met = Event::OutsideScopeMet {
        professional: known.professional,
        by,
    };
    act.commit([met]).await
}

async fn was_met(
    world: &World,
    actor: &Actor,
    known: &Known,
    by: LookUp,
) -> Result<bool, StoreError> {
    let Some(meeting) = meeting(actor, known, by) else {
        return Ok(false);
    };
    Ok(count::today(&world.store, &meeting).await? > 0)
}

/// What is counted against the limit.
fn subject(grant: Id<Grant>) -> String {
    format!("outside {grant}")
}

/// What is counted once a day: the same person met again, by number or by identity, tells nothing new. A mailbox
/// or a mobile that is somebody's does, each time.
fn meeting(actor: &Actor, known: &Known, by: LookUp) -> Option<String> {
    match by {
        LookUp::Rpps | LookUp::Identity => {
            Some(format!("met {} {}", actor.grant.id, known.professional))
        }
        LookUp::Contact => None,
    }
}
