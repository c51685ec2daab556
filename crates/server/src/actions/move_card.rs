//! The agency moves a card on: form came, produced, sent (K2).

use super::{Error, order_card};
use domain::{
    card::{self, CannotMoveCard, Card, Move},
    id::Id,
};
use store::{Act, StoreError};

pub async fn move_card(
    mut act: Act,
    id: Id<Card>,
    step: Move,
) -> Result<(), Error<CannotMoveCard>> {
    let found = store::card::by_id(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let produced = matches!(step, Move::Produce(_));
    let (card, event) = card::move_on(&act.context, found, step).map_err(Error::no)?;
    let at = act.context.at;
    taken(store::card::update(&mut act.tx, &card, at).await)?;
    if produced {
        taken(order_card::carry(&mut act, &card).await)?;
    }
    act.commit([event]).await?;
    Ok(())
}

fn taken(done: Result<(), StoreError>) -> Result<(), Error<CannotMoveCard>> {
    match done {
        Err(error) if store::card::is_number_taken(&error) => {
            Err(Error::no(CannotMoveCard::NumberTaken))
        }
        done => Ok(done?),
    }
}
