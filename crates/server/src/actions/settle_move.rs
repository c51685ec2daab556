//! An officer settles what becomes of an establishment that moved to another legal entity (C9).

use super::Error;
use domain::{
    contract::{self, CannotSettleMove, MoveOutcome},
    id::Id,
};
use store::{
    Act,
    structure::moves::{self, Move},
};

pub async fn settle_move(
    mut act: Act,
    id: Id<Move>,
    outcome: MoveOutcome,
) -> Result<(), Error<CannotSettleMove>> {
    let found = moves::lock(&mut act, id).await?;
    let found = found.ok_or(Error::no(CannotSettleMove::AlreadySettled))?;
    let there = store::contract::lock_under_way(&mut act.tx, &found.new_entity).await?;
    let left = store::contract::lock_under_way(&mut act.tx, &found.left_entity).await?;
    let own = left
        .iter()
        .find(|contract| contract.establishment.as_ref() == Some(&found.establishment));
    let event = contract::settle_move(&act.context, &found.establishment, outcome, (own, &there))
        .map_err(Error::no)?;
    moves::settle(&mut act, &found, (outcome, own.map(|own| own.id))).await?;
    act.commit([event]).await?;
    Ok(())
}
