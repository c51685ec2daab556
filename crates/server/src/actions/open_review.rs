//! Somebody of the scope opens the review of an establishment without waiting for the clock (L5).

use super::Error;
use domain::{
    id::Id,
    identifiers::Finess,
    review::{self, CannotOpenReview, Review, next_due},
};
use store::Act;

pub async fn open_review(
    mut act: Act,
    establishment: Finess,
) -> Result<Id<Review>, Error<CannotOpenReview>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotOpenReview::NotAllowed))?;
    let facts = store::review::facts(&mut act.tx, Some(&scope), &establishment).await?;
    let opened = review::open(&act.context, act.new_id(), &establishment, facts);
    let (review, event) = opened.map_err(Error::no)?;
    let by = act.context.grant().map(|grant| grant.id);
    store::review::insert(&mut act.tx, &review, by).await?;
    let next = next_due(act.context.today());
    store::review::plan(&mut act.tx, &establishment, Some(next)).await?;
    act.commit([event]).await?;
    Ok(review.id)
}
