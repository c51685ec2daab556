//! Apply a confirmed plan of departures, act after act, under the right that confirmed it (L4).

use super::JobError;
use crate::{
    actions::{self, Error},
    world::World,
};
use domain::{id::Id, staff::Plan};
use std::time::{Duration, Instant};
use store::{
    By,
    departure::{self, Confirmed},
};

/// Less than a lease: a longer plan goes on in the next round.
const LONGEST: Duration = Duration::from_mins(1);

pub async fn run(world: &World, plan: Id<Plan>) -> Result<(), JobError> {
    let mut tx = world.db().read().await?;
    let by = departure::confirmed(&mut tx, plan).await?;
    drop(tx);
    let Some(Confirmed { grant, session, .. }) = by else {
        return Err(JobError::GiveUp("the plan was never confirmed".to_owned()));
    };
    let started = Instant::now();
    loop {
        let act = By::Order { grant, session };
        let applied = actions::run(world, act, "apply_departures", |act| {
            actions::apply_departures(act, plan)
        });
        match applied.await {
            Ok(true) => return Ok(()),
            Ok(false) if started.elapsed() < LONGEST => {}
            Ok(false) => return Err(JobError::Retry("there is more to apply".to_owned())),
            // The right that confirmed it was withdrawn: what is left is not done (H4).
            Err(Error::SignedOut) => return stop(world, plan).await,
            Err(error) => return Err(JobError::Retry(error.to_string())),
        }
    }
}

async fn stop(world: &World, plan: Id<Plan>) -> Result<(), JobError> {
    loop {
        let stopped = actions::run(world, By::System, "stop_departures", |act| {
            actions::stop_departures(act, plan)
        });
        match stopped.await {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            Err(error) => return Err(JobError::Retry(error.to_string())),
        }
    }
}
