//! The clock sends to the representative the reviews that nobody finished in 30 days (L5).

use super::Error;
use domain::{access::GrantKind, event::Event, review};
use std::convert::Infallible;
use store::{Act, review::Notice};

/// Those of one contract. Gives how many: none when nothing is left to do.
pub async fn escalate_reviews(mut act: Act) -> Result<usize, Error<Infallible>> {
    let (notice, now) = (Notice::Escalated, act.context.at);
    let before = review::escalated(now);
    let next = store::review::next_contract(&mut act.tx, notice, before).await?;
    let Some(scope) = next else { return Ok(0) };
    let contract = scope.contract;
    let holders = store::review::holders(&mut act.tx, contract, notice, before).await?;
    let reviews = store::review::noted(&mut act.tx, &scope, notice, (before, now)).await?;
    let representative = |kind| kind == GrantKind::LegalRepresentative;
    let events = holders
        .into_iter()
        .filter(|(_, kind)| representative(*kind))
        .map(|(grant, _)| Event::ReviewsEscalated {
            grant,
            contract,
            reviews,
        });
    act.commit(events).await?;
    Ok(reviews)
}
