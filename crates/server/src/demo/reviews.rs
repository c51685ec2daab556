//! The reviews of the demonstration: one that nobody finished in time, one just opened and answered in part.

use super::chain;
use crate::{actions, world::World};
use anyhow::{Context as _, anyhow};
use domain::{
    access::Means,
    id::Id,
    review::{Answer, Review},
};
use store::By;

const MANAGER: &str = "nadia-benali";
/// After so many registrations, for which establishment, and how many persons are confirmed at once.
const REVIEWS: [(usize, &str, usize); 2] = [(180, "140991027", 2), (372, "140991019", 3)];

/// Open the review that has its turn after this registration, if there is one.
pub async fn open(world: &World, registered: usize) -> anyhow::Result<()> {
    let turn = REVIEWS.iter().find(|(after, ..)| *after == registered);
    let Some((_, finess, confirmed)) = turn else {
        return Ok(());
    };
    let manager = chain::sign_in(world, Means::Persona, MANAGER).await?.actor;
    let by = By::Session(manager.session);
    let finess = finess.parse().ok().context("a FINESS number")?;
    let review: Id<Review> = actions::run(world, by, "open_review", |act| {
        actions::open_review(act, Clone::clone(&finess))
    })
    .await
    .map_err(|error| anyhow!("open_review: {error:?}"))?;
    let scope = manager.grant.scope.context("a scope")?;
    let mut tx = world.db().read().await?;
    let opened = store::review::by_id(&mut tx, &scope, review).await?;
    let lines = store::review::lines(&mut tx, &opened.context("a review")?).await?;
    drop(tx);
    let here = lines.iter().take(*confirmed);
    let answer = Answer::Confirm(here.map(|kept| kept.line.situation).collect());
    actions::run(world, by, "answer_review", |act| {
        actions::answer_review(act, review, answer.clone())
    })
    .await
    .map_err(|error| anyhow!("answer_review: {error:?}"))?;
    Ok(())
}
