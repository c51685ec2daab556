//! A card for somebody of the structure: ordered on line or by form, or declared when it is held already (K1, K2, K6).

use super::{Card, CardKind, CardNumber, CardOrigin, CardState, MOST_READERS, moves::last_day};
use crate::{
    access::{Account, Context},
    event::Event,
    id::Id,
    person::Person,
    refusal::{Refusal, Refusals},
};

/// Order or declare a CPE.
#[derive(Clone, Debug)]
pub struct OrderCard {
    pub holder: Person,
    pub origin: CardOrigin,
    /// Of a card that is declared.
    pub number: Option<CardNumber>,
    /// Card readers to send with it.
    pub readers: i64,
}

/// What was loaded to decide.
pub struct OrderFacts {
    /// The account of this e-mail under the contract, or a new one.
    pub account: Id<Account>,
    /// The states of the cards that the holder has under the contract and that are not over.
    pub held: Vec<CardState>,
    pub represents: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotOrderCard {
    NotAllowed,
    /// The representative has a CDE, and needs no second card (H3).
    ForTheRepresentative,
    /// A card is on its way to this holder.
    OnItsWay,
    TooManyReaders,
    NumberMissing,
    /// Another card has this number.
    NumberTaken,
}

impl Refusal for CannotOrderCard {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::ForTheRepresentative => "for_the_representative",
            Self::OnItsWay => "on_its_way",
            Self::TooManyReaders => "too_many_readers",
            Self::NumberMissing => "number_missing",
            Self::NumberTaken => "number_taken",
        }
    }
}

/// K1, K2, K6: the representative or a delegate orders or declares a card. One that is active may be renewed: the
/// new one replaces it at its first sign-in.
pub fn order(
    context: &Context,
    id: Id<Card>,
    command: OrderCard,
    facts: &OrderFacts,
) -> Result<(Card, Event), Refusals<CannotOrderCard>> {
    use CannotOrderCard as No;
    let giver = context.grant().filter(|grant| grant.kind.may_grant());
    let contract = giver.and_then(|grant| grant.scope.as_ref());
    let contract = contract.ok_or(No::NotAllowed)?.contract;
    let declared = command.origin == CardOrigin::Declared;
    let on_its_way = facts.held.iter().any(|state| *state != CardState::Active);
    let problems = [
        (facts.represents, No::ForTheRepresentative),
        (on_its_way, No::OnItsWay),
        (
            !(0..=MOST_READERS).contains(&command.readers),
            No::TooManyReaders,
        ),
        (declared && command.number.is_none(), No::NumberMissing),
    ];
    Refusals::check(
        problems
            .into_iter()
            .filter_map(|(wrong, why)| wrong.then_some(why))
            .collect(),
    )?;
    let card = Card {
        id,
        contract,
        kind: CardKind::Cpe,
        account: facts.account,
        last_name: command.holder.last_name,
        first_name: command.holder.first_name,
        job: command.holder.job,
        origin: command.origin,
        state: if declared {
            CardState::Sent
        } else {
            CardState::Ordered
        },
        number: command.number.filter(|_| declared),
        readers: command.readers,
        ordered_at: context.at,
        form_came_at: None,
        sent_at: declared.then_some(context.at),
        expires_on: declared.then(|| last_day(context.today())),
        version: 1,
    };
    let event = if declared {
        Event::CardDeclared { card: id, contract }
    } else {
        Event::CardOrdered { card: id, contract }
    };
    Ok((card, event))
}
