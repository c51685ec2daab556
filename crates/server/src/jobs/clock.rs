//! What the clock asks for, once per slot whatever the number of workers: cards and situations that end (K2, L1),
//! requests that wait (D3), reviews (L5), erasing what has had its time (J3).

use crate::{
    actions::{self, Error},
    world::World,
};
use domain::access::paris;
use jiff::SignedDuration;
use std::{convert::Infallible, future::Future};
use store::{
    Act, By, StoreError, file,
    housekeeping::{
        code, contract_draft, count, delivery, departure, draft, hand_over, kept_form, link,
        request_draft, review_plan, review_tick, session,
    },
    job,
};

/// Ended sessions are kept so long, as technical logs are (J3).
const SESSIONS_KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);
/// Twelve months, a leap year's (J3).
const MESSAGES_KEPT: SignedDuration = SignedDuration::from_hours(366 * 24);
/// First reviews planned in one transaction.
const PLANNED_AT_ONCE: i64 = 200;

pub async fn run(world: &World) -> Result<(), StoreError> {
    let hour = world
        .store
        .clock
        .now()
        .to_zoned(paris())
        .strftime("%Y-%m-%dT%H")
        .to_string();
    if job::take_slot(&world.store, "erase", &hour).await? {
        erase(world).await?;
    }
    // Days count, but a pass that failed is made again within the hour.
    if job::take_slot(&world.store, "situations", &hour).await? {
        until_done(world, "close_planned_ends", actions::close_planned_ends).await;
    }
    if job::take_slot(&world.store, "cards", &hour).await? {
        until_done(world, "expire_cards", actions::expire_cards).await;
        until_done(world, "remind_of_cards", actions::remind_of_cards).await;
    }
    if job::take_slot(&world.store, "requests", &hour).await? {
        until_done(world, "expire_requests", actions::expire_requests).await;
        until_done(world, "remind_of_requests", actions::remind_of_requests).await;
    }
    if job::take_slot(&world.store, "reviews", &hour).await? {
        review(world).await?;
    }
    Ok(())
}

/// L5: plan first reviews, open those that are due, end those that are answered, then tell who must answer.
async fn review(world: &World) -> Result<(), StoreError> {
    while review_plan::plan_first(&world.store, PLANNED_AT_ONCE).await? > 0 {}
    until_done(world, "open_reviews", actions::open_reviews).await;
    until_done(world, "end_reviews", actions::end_reviews).await;
    until_done(world, "escalate_reviews", actions::escalate_reviews).await;
    until_done(world, "remind_of_reviews", actions::remind_of_reviews).await;
    Ok(())
}

/// Act after act, each over one chunk, until one finds nothing to do.
async fn until_done<F>(world: &World, name: &'static str, action: impl Fn(Act) -> F)
where
    F: Future<Output = Result<usize, Error<Infallible>>>,
{
    loop {
        match actions::run(world, By::System, name, &action).await {
            Ok(0) => return,
            Ok(count) => tracing::info!(action = name, count, "the clock acted"),
            Err(error) => {
                tracing::error!(
                    action = name,
                    "the clock failed and tries again in an hour: {error}"
                );
                return;
            }
        }
    }
}

async fn erase(world: &World) -> Result<(), StoreError> {
    let drafts = draft::erase_old(&world.store).await?;
    let requests = contract_draft::erase_old(&world.store).await?;
    let registrations = request_draft::erase_old(&world.store).await?;
    let forms = kept_form::erase_old(&world.store).await?;
    let files = file::erase_expired(&world.store).await?;
    let sessions = session::erase_old(&world.store, SESSIONS_KEPT).await?;
    let messages = delivery::erase_old(&world.store, MESSAGES_KEPT).await?;
    let hand_overs = hand_over::erase_old(&world.store).await?;
    let links = link::erase_old(&world.store).await?;
    let codes = code::erase_old(&world.store).await?;
    let counts = count::erase_old(&world.store).await?;
    let ticks = review_tick::erase_ended(&world.store).await?;
    let plans = departure::erase_old(&world.store).await?;
    world.rates.forget_quiet();
    world.code_checks.forget_quiet();
    tracing::debug!(
        drafts,
        requests,
        registrations,
        forms,
        files,
        sessions,
        messages,
        hand_overs,
        links,
        codes,
        counts,
        ticks,
        plans,
        "erased what has had its time"
    );
    Ok(())
}
