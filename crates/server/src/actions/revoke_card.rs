//! A card is blocked: it signs in nowhere any more, and its sessions end (K4, F501).

use super::Error;
use domain::{
    card::{self, CannotMoveCard, Card, CardState, RevocationReason},
    contract::Contract,
    event::Event,
    id::Id,
};
use store::{Act, StoreError, housekeeping::session};

pub async fn revoke_card(
    mut act: Act,
    id: Id<Card>,
    reason: RevocationReason,
) -> Result<(), Error<CannotMoveCard>> {
    let found = store::card::by_id(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let (_, event) = card::revoke(&act.context, found).map_err(Error::no)?;
    end(&mut act, id, reason).await?;
    act.commit([event]).await?;
    Ok(())
}

/// End a card with all that it opened, inside an act that says so.
pub(super) async fn end(
    act: &mut Act,
    id: Id<Card>,
    reason: RevocationReason,
) -> Result<(), StoreError> {
    let at = act.context.at;
    let card = store::card::by_id(&mut act.tx, id).await?;
    let card = Card {
        state: CardState::Revoked,
        ..card.ok_or(StoreError::Changed)?
    };
    store::card::update(&mut act.tx, &card, at).await?;
    store::card::set_reason(&mut act.tx, id, reason).await?;
    session::end_card(&mut act.tx, id, at).await
}

/// End every card of a contract that is over (C8).
pub(super) async fn end_all(
    act: &mut Act,
    contract: Id<Contract>,
    events: &mut Vec<Event>,
) -> Result<(), StoreError> {
    let cards = store::card::of_contract(&mut act.tx, contract).await?;
    for card in cards.into_iter().filter(|card| !card.state.is_over()) {
        end(act, card.id, RevocationReason::ContractEnded).await?;
        events.push(Event::CardRevoked {
            card: card.id,
            contract,
        });
    }
    Ok(())
}
