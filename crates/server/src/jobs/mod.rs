//! The worker: takes jobs that are due, one file each; places journal entries; runs what the clock asks for.

mod apply_departures;
mod clock;
mod prepare_ecps;
mod send_message;

use crate::world::World;
use domain::event::Job;
use jiff::SignedDuration;
use std::{future::Future, time::Duration};
use store::{
    StoreError,
    job::{self, Leased, Outcome},
    journal,
};

/// Why a job is not done.
#[derive(Debug)]
pub enum JobError {
    /// Again, later.
    Retry(String),
    /// Never: it is parked, visible to the operator.
    GiveUp(String),
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::Retry(error.to_string())
    }
}

/// Jobs of one round; each runs beside the others.
const BATCH: i64 = 16;
/// Longer than any job may take.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// A round without a call to wake up.
const ROUND: Duration = Duration::from_secs(1);
/// A job that fails so often is parked. With the waits between, about five days.
const TRIES: i64 = 750;

/// Work until `stop` is done.
pub async fn run(world: &World, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    loop {
        if let Err(error) = round(world).await {
            tracing::error!("the worker failed and goes on: {error}");
        }
        tokio::select! {
            () = &mut stop => return,
            () = world.store.wake.notified() => {}
            () = tokio::time::sleep(ROUND) => {}
        }
    }
}

/// Everything that is due now.
pub async fn round(world: &World) -> Result<(), StoreError> {
    while job::is_due(&world.store).await? {
        let leased = job::lease(&world.store, BATCH, LEASE).await?;
        if leased.is_empty() {
            break;
        }
        let outcomes = do_all(world, leased).await;
        job::settle(&world.store, &outcomes).await?;
    }
    while journal::place_pending(&world.store).await? > 0 {}
    clock::run(world).await
}

async fn do_all(world: &World, leased: Vec<Leased>) -> Vec<(Leased, Outcome)> {
    let mut running = tokio::task::JoinSet::new();
    for job in leased {
        let world = world.clone();
        running.spawn(async move {
            let outcome = do_one(&world, &job).await;
            (job, outcome)
        });
    }
    running.join_all().await
}

async fn do_one(world: &World, leased: &Leased) -> Outcome {
    let done = match leased.job {
        Job::SendMessage { message } => send_message::run(world, message).await,
        Job::PrepareEcps { professional } => prepare_ecps::run(world, professional).await,
        Job::ApplyDepartures { plan } => apply_departures::run(world, plan).await,
    };
    let kind = leased.job.kind();
    match done {
        Ok(()) => Outcome::Done,
        Err(JobError::Retry(error)) if leased.attempts < TRIES => {
            tracing::warn!(
                kind,
                attempts = leased.attempts,
                error,
                "a job will be tried again"
            );
            Outcome::Retry {
                at: world.store.clock.now() + wait(leased.attempts),
                error,
            }
        }
        Err(JobError::Retry(error) | JobError::GiveUp(error)) => {
            tracing::error!(kind, attempts = leased.attempts, error, "a job is parked");
            Outcome::Parked { error }
        }
    }
}

/// 2, 4, 8 … seconds, at most 10 minutes.
fn wait(attempts: i64) -> SignedDuration {
    let exponent = u32::try_from(attempts.clamp(1, 10)).unwrap_or(10);
    SignedDuration::from_secs(2_i64.pow(exponent).min(600))
}
