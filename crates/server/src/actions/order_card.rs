//! The representative or a delegate orders a CPE, or declares one that the structure holds (K1, K2, K6).

use super::Error;
use domain::{
    access::{Account, Credential, GrantKind, Means},
    card::{self, CannotOrderCard, Card, OrderCard, OrderFacts},
    event::Event,
    id::Id,
};
use store::{Act, Constraint, StoreError, access};

pub async fn order_card(
    mut act: Act,
    command: OrderCard,
) -> Result<Id<Card>, Error<CannotOrderCard>> {
    let scope = act.context.scope().cloned();
    let contract = scope
        .ok_or(Error::no(CannotOrderCard::NotAllowed))?
        .contract;
    let email = command.holder.email.to_string();
    let known = access::account_under(&mut act.tx, contract, &email).await?;
    let account = Account {
        id: known.unwrap_or_else(|| act.new_id()),
        name: command.holder.full_name(),
        email,
    };
    let cards = store::card::of_holder(&mut act.tx, contract, account.id).await?;
    let states = cards.iter().map(|card| card.state);
    let represents = access::grants_of(&mut act.tx, account.id).await?;
    let represents = represents.iter().any(|held| {
        let here = held
            .grant
            .scope
            .as_ref()
            .is_some_and(|scope| scope.contract == contract);
        here && held.grant.kind == GrantKind::LegalRepresentative
    });
    let facts = OrderFacts {
        account: account.id,
        held: states.filter(|state| !state.is_over()).collect(),
        represents,
    };
    let (card, event) = card::order(&act.context, act.new_id(), command, &facts)?;
    let mut events = vec![event];
    let at = act.context.at;
    if known.is_none() {
        access::insert_account(&mut act.tx, &account, at).await?;
        events.push(Event::AccountOpened {
            account: account.id,
        });
    }
    let by = act.context.grant().map(|giver| giver.id);
    taken(store::card::insert(&mut act.tx, &card, by).await)?;
    taken(carry(&mut act, &card).await)?;
    act.commit(events).await?;
    Ok(card.id)
}

/// What a unique index says of a card, in the words of the rules.
fn taken(done: Result<(), StoreError>) -> Result<(), Error<CannotOrderCard>> {
    match done {
        Err(error) if store::card::is_number_taken(&error) => {
            Err(Error::no(CannotOrderCard::NumberTaken))
        }
        Err(StoreError::Taken(Constraint::CardOnItsWayOnce)) => {
            Err(Error::no(CannotOrderCard::OnItsWay))
        }
        done => Ok(done?),
    }
}

/// Once its number is known, a card is a means of sign-in.
pub(super) async fn carry(act: &mut Act, card: &Card) -> Result<(), StoreError> {
    let Some(number) = &card.number else {
        return Ok(());
    };
    let credential = Credential {
        id: act.new_id(),
        account: card.account,
        means: Means::Card,
        subject: number.to_string(),
        card: Some(card.id),
    };
    let at = act.context.at;
    access::insert_credential(&mut act.tx, &credential, at).await
}
