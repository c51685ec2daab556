//! Another CDE for the representative in office, ordered by themself or by the agency (K2).

use super::Error;
use domain::{
    card::{self, CannotRenewCde, Card},
    id::Id,
};
use store::{Act, Constraint, StoreError, access};

pub async fn renew_cde(mut act: Act, id: Id<Card>) -> Result<Id<Card>, Error<CannotRenewCde>> {
    let old = store::card::by_id(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let held = store::card::of_holder(&mut act.tx, old.contract, old.account).await?;
    let held: Vec<_> = held.iter().map(|card| card.state).collect();
    let representative = access::representative_of(&mut act.tx, old.contract).await?;
    let in_office = representative.is_some_and(|grant| grant.account == old.account);
    let (card, event) = card::renew_cde(&act.context, act.new_id(), &old, (&held, in_office))?;
    let by = act.context.grant().map(|grant| grant.id);
    match store::card::insert(&mut act.tx, &card, by).await {
        Err(StoreError::Taken(Constraint::CardOnItsWayOnce)) => {
            return Err(Error::no(CannotRenewCde::OnItsWay));
        }
        done => done?,
    }
    act.commit([event]).await?;
    Ok(card.id)
}
