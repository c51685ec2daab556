//! Another CDE for the representative in office: before the end of theirs by themself, at any time by the agency (K2).

use super::{Card, CardKind, CardOrigin, CardState};
use crate::{
    access::{Context, GrantKind},
    event::Event,
    id::Id,
    refusal::{Refusal, Refusals},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRenewCde {
    /// The representative renews their own; the agency, any.
    NotAllowed,
    /// Its holder represents the structure no more, or the contract is over.
    NotInOffice,
    /// It still serves for long.
    TooEarly,
    /// Another is on its way.
    OnItsWay,
}

impl Refusal for CannotRenewCde {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::NotInOffice => "not_in_office",
            Self::TooEarly => "too_early",
            Self::OnItsWay => "on_its_way",
        }
    }
}

/// K2: a CDE that ends soon, or that is over, is followed by another for the same holder. `held` are the states of
/// all the cards of the holder under the contract; `in_office` says whether the holder represents it. The new one
/// replaces the old at its first sign-in.
pub fn renew_cde(
    context: &Context,
    id: Id<Card>,
    old: &Card,
    (held, in_office): (&[CardState], bool),
) -> Result<(Card, Event), Refusals<CannotRenewCde>> {
    use CannotRenewCde as No;
    let actor = context.actor.as_ref().ok_or(No::NotAllowed)?;
    let scope = actor.grant.scope.as_ref();
    let allowed = match actor.grant.kind {
        GrantKind::Officer => true,
        GrantKind::LegalRepresentative => {
            scope.is_some_and(|scope| scope.contract == old.contract)
                && actor.account == old.account
        }
        _ => false,
    };
    if !allowed || old.kind != CardKind::Cde {
        return Err(No::NotAllowed.into());
    }
    let on_its_way = |state: &CardState| !state.is_over() && *state != CardState::Active;
    let serves = !old.state.is_over() && !old.ends_soon(context.today());
    let another_serves = old.state.is_over() && held.contains(&CardState::Active);
    let problems = [
        (!in_office, No::NotInOffice),
        (held.iter().any(on_its_way), No::OnItsWay),
        (serves || another_serves, No::TooEarly),
    ];
    Refusals::check(
        problems
            .into_iter()
            .filter_map(|(wrong, why)| wrong.then_some(why))
            .collect(),
    )?;
    let card = Card {
        id,
        origin: CardOrigin::Online,
        state: CardState::Ordered,
        number: None,
        readers: 0,
        ordered_at: context.at,
        form_came_at: None,
        sent_at: None,
        expires_on: None,
        version: 1,
        ..old.clone()
    };
    let event = Event::CardOrdered {
        card: id,
        contract: card.contract,
    };
    Ok((card, event))
}
