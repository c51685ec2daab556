//! Note that someone opened a professional's file: once per grant, file and day (R12).

use crate::world::World;
use domain::{
    access::{Grant, Session},
    event::Event,
    id::Id,
    professional::Professional,
};
use store::{Act, By, StoreError, housekeeping::count};

pub async fn open_file(
    world: &World,
    (session, grant): (Id<Session>, Id<Grant>),
    professional: Id<Professional>,
) -> Result<(), StoreError> {
    let opening = format!("opened {grant} {professional}");
    if count::today(&world.store, &opening).await? > 0 {
        return Ok(());
    }
    let mut act = Act::begin(&world.store, By::Session(session)).await?;
    if count::add_in(&mut act, &opening).await? > 1 {
        return Ok(());
    }
    act.commit([Event::FileOpened { professional }]).await
}
