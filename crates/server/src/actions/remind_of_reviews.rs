//! The clock tells managers of the reviews that opened, and again after 15 days: one mail each, whatever their number (L5).

use super::Error;
use domain::{
    access::{Grant, GrantKind, Scope},
    event::Event,
    id::Id,
    review,
};
use jiff::Timestamp;
use std::convert::Infallible;
use store::{Act, StoreError, review::Notice};

/// Tell those of one contract. Gives how many reviews they were told of: none when nothing is left to do.
pub async fn remind_of_reviews(mut act: Act) -> Result<usize, Error<Infallible>> {
    let now = act.context.at;
    // Late, they are reminded alone.
    for told in [
        (Notice::Reminded, review::reminded(now)),
        (Notice::Announced, now),
    ] {
        let (notice, before) = told;
        let next = store::review::next_contract(&mut act.tx, notice, before).await?;
        let Some(scope) = next else { continue };
        let grants = whom(&mut act, &scope, told).await?;
        let reviews = store::review::noted(&mut act.tx, &scope, notice, (before, now)).await?;
        let contract = scope.contract;
        let events = grants.into_iter().map(|grant| match notice {
            Notice::Reminded => Event::ReviewsReminded {
                grant,
                contract,
                reviews,
            },
            _ => Event::ReviewsAnnounced {
                grant,
                contract,
                reviews,
            },
        });
        act.commit(events).await?;
        return Ok(reviews);
    }
    Ok(0)
}

/// Managers and delegates of the reviews' establishments; the representative too when one has neither.
async fn whom(
    act: &mut Act,
    scope: &Scope,
    (notice, before): (Notice, Timestamp),
) -> Result<Vec<Id<Grant>>, StoreError> {
    let alone = store::review::unattended(&mut act.tx, scope, notice, before).await?;
    let held = store::review::holders(&mut act.tx, scope.contract, notice, before).await?;
    let told = held.into_iter().filter(|(_, kind)| match kind {
        GrantKind::LegalRepresentative => alone > 0,
        kind => kind.may_register(),
    });
    Ok(told.map(|(grant, _)| grant).collect())
}
