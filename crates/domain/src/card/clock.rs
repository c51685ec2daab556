//! What time does to a card: its holder is reminded, then it expires (K2).

use super::{Card, CardState};
use crate::event::Event;
use jiff::civil::Date;

/// K2: the holder is reminded that the card ends in `days` or less; none of a card that is over.
#[must_use]
pub fn remind(card: &Card, days: i64) -> Option<Event> {
    (!card.state.is_over()).then_some(Event::CardExpiresSoon {
        card: card.id,
        contract: card.contract,
        days,
    })
}

/// K2: a card is over the day after its last; none before.
#[must_use]
pub fn expire(card: Card, today: Date) -> Option<(Card, Event)> {
    let is_past = card.expires_on.is_some_and(|last| last < today);
    if card.state.is_over() || !is_past {
        return None;
    }
    let event = Event::CardExpired {
        card: card.id,
        contract: card.contract,
    };
    let expired = Card {
        state: CardState::Expired,
        ..card
    };
    Some((expired, event))
}
