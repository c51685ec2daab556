//! Prepare an e-CPS, so that it can be activated.

use super::JobError;
use crate::{actions, world::World};
use domain::{id::Id, professional::Professional};
use store::By;

pub async fn run(world: &World, professional: Id<Professional>) -> Result<(), JobError> {
    actions::run(world, By::System, "prepare_ecps", |act| {
        actions::prepare_ecps(act, professional)
    })
    .await
    .map_err(|error| JobError::Retry(error.to_string()))
}
