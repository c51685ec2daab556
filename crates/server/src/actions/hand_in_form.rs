//! The representative or a delegate hands in the signed form of the cards that wait for it (K2).

use super::Error;
use domain::{
    card::{self, CannotMoveCard},
    id::Id,
};
use store::{Act, file::File};

/// Gives how many cards waited for it.
pub async fn hand_in_form(mut act: Act, file: Id<File>) -> Result<usize, Error<CannotMoveCard>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotMoveCard::NotAllowed))?;
    let mut events = Vec::new();
    for found in store::card::of_contract(&mut act.tx, scope.contract).await? {
        if !found.awaits_form() {
            continue;
        }
        let (card, event) = card::hand_in_form(&act.context, found).map_err(Error::no)?;
        let at = act.context.at;
        store::card::update(&mut act.tx, &card, at).await?;
        store::card::set_form(&mut act.tx, card.id, file).await?;
        events.push(event);
    }
    store::file::keep(&mut act.tx, file).await?;
    let count = events.len();
    act.commit(events).await?;
    Ok(count)
}
