//! A card on its way: the agency moves it on, and whoever may blocks it (K2, F501).

use super::{Card, CardKind, CardNumber, CardState};
use crate::{
    access::{Context, GrantKind},
    event::Event,
    refusal::Refusal,
};
use jiff::{ToSpan, civil::Date};

/// Years of validity of a card.
const VALIDITY: i64 = 3;

/// K2: the last day of rights of a card sent that day.
pub(super) fn last_day(sent_on: Date) -> Date {
    sent_on.saturating_add(VALIDITY.years())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotMoveCard {
    NotAllowed,
    /// The card is not in the state from which it can be moved so.
    WrongState(CardState),
    /// The signed form has not come.
    FormMissing,
    NumberMissing,
    /// Another card has this number.
    NumberTaken,
    /// The agency alone revokes a CDE, but for its own holder.
    NotYours,
}

impl Refusal for CannotMoveCard {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::WrongState(_) => "wrong_state",
            Self::FormMissing => "form_missing",
            Self::NumberMissing => "number_missing",
            Self::NumberTaken => "number_taken",
            Self::NotYours => "not_yours",
        }
    }
}

/// One move of the agency's back office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// The signed form came.
    RecordForm,
    Produce(CardNumber),
    Send,
}

/// K2: the agency moves a card on.
pub fn move_on(
    context: &Context,
    mut card: Card,
    step: Move,
) -> Result<(Card, Event), CannotMoveCard> {
    use CannotMoveCard as No;
    let officer = |kind| kind == GrantKind::Officer;
    if !context.grant().is_some_and(|grant| officer(grant.kind)) {
        return Err(No::NotAllowed);
    }
    let (id, contract) = (card.id, card.contract);
    let event = match (step, card.state) {
        (Move::RecordForm, CardState::Ordered) if card.form_came_at.is_none() => {
            card.form_came_at = Some(context.at);
            Event::CardFormCame { card: id, contract }
        }
        (Move::Produce(_), CardState::Ordered) if card.awaits_form() => {
            return Err(No::FormMissing);
        }
        (Move::Produce(number), CardState::Ordered) => {
            card.number = Some(number);
            card.state = CardState::Produced;
            Event::CardProduced { card: id, contract }
        }
        (Move::Send, CardState::Produced) => {
            card.state = CardState::Sent;
            card.sent_at = Some(context.at);
            card.expires_on = Some(last_day(context.today()));
            Event::CardSent { card: id, contract }
        }
        (_, state) => return Err(No::WrongState(state)),
    };
    Ok((card, event))
}

/// K2: who gives rights hands in the signed form of a card that waits for it.
pub fn hand_in_form(context: &Context, mut card: Card) -> Result<(Card, Event), CannotMoveCard> {
    use CannotMoveCard as No;
    let giver = context.grant().filter(|grant| grant.kind.may_grant());
    let scope = giver.and_then(|grant| grant.scope.as_ref());
    if scope.is_none_or(|scope| scope.contract != card.contract) {
        return Err(No::NotAllowed);
    }
    if !card.awaits_form() {
        return Err(No::WrongState(card.state));
    }
    card.form_came_at = Some(context.at);
    let event = Event::CardFormCame {
        card: card.id,
        contract: card.contract,
    };
    Ok((card, event))
}

/// F501: a card is blocked by its holder, by who gives rights under its contract, or by the agency. A CDE, by its
/// holder or the agency alone.
pub fn revoke(context: &Context, mut card: Card) -> Result<(Card, Event), CannotMoveCard> {
    use CannotMoveCard as No;
    if card.state.is_over() {
        return Err(No::WrongState(card.state));
    }
    let actor = context.actor.as_ref().ok_or(No::NotAllowed)?;
    let grant = &actor.grant;
    let same_contract = grant
        .scope
        .as_ref()
        .is_some_and(|scope| scope.contract == card.contract);
    let holds_it = actor.account == card.account && same_contract;
    let gives_rights = same_contract && grant.kind.may_grant() && card.kind == CardKind::Cpe;
    if grant.kind != GrantKind::Officer && !holds_it && !gives_rights {
        return Err(if same_contract {
            No::NotYours
        } else {
            No::NotAllowed
        });
    }
    card.state = CardState::Revoked;
    let event = Event::CardRevoked {
        card: card.id,
        contract: card.contract,
    };
    Ok((card, event))
}
