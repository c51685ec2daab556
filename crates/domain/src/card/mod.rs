//! Cards of the structures: the representative's CDE, the CPE of managers and delegates (K1–K6).

mod clock;
mod moves;
mod order;
mod renewal;

pub use clock::{expire, remind};
pub use moves::{CannotMoveCard, Move, hand_in_form, move_on, revoke};
pub use order::{CannotOrderCard, OrderCard, OrderFacts, order};
pub use renewal::{CannotRenewCde, renew_cde};

use crate::{
    access::{Account, codes},
    contract::Contract,
    id::Id,
    identifiers::PersonalName,
    refusal::Refusal,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::str::FromStr;

codes! {
    /// A certificate does not tell one from the other: the record here does (K5).
    CardKind { Cde = "cde", Cpe = "cpe" }
}

codes! {
    /// K2: in this order, but that a card may be revoked at any time.
    CardState {
        Ordered = "ordered",
        Produced = "produced",
        Sent = "sent",
        /// From the first accepted sign-in.
        Active = "active",
        Revoked = "revoked",
        Expired = "expired",
    }
}

impl CardState {
    /// May a card in this state sign in (K3) and carry a habilitation (H2)?
    #[must_use]
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Sent | Self::Active)
    }

    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Revoked | Self::Expired)
    }
}

codes! {
    /// Where a card waits, as the agency works: an order by form waits for it before it is to be produced.
    Queue {
        AwaitingForm = "formulaire",
        ToProduce = "fabriquer",
        ToSend = "envoyer",
        Sent = "envoyees",
        Active = "actives",
        Revoked = "bloquees",
        Expired = "expirees",
    }
}

impl Queue {
    #[must_use]
    pub const fn state(self) -> CardState {
        match self {
            Self::AwaitingForm | Self::ToProduce => CardState::Ordered,
            Self::ToSend => CardState::Produced,
            Self::Sent => CardState::Sent,
            Self::Active => CardState::Active,
            Self::Revoked => CardState::Revoked,
            Self::Expired => CardState::Expired,
        }
    }
}

codes! {
    /// How a card came to be known here.
    CardOrigin {
        /// By the representative or a delegate, on line.
        Online = "online",
        /// By a signed form: F101 for the CDE, F301 for managers before the CDE works.
        Form = "form",
        /// The structure held it already (K6).
        Declared = "declared",
    }
}

codes! {
    /// Why a card is revoked.
    RevocationReason {
        Lost = "lost",
        Stolen = "stolen",
        Broken = "broken",
        /// The holder left, or changed posts.
        Left = "left",
        /// Another card took its place.
        Replaced = "replaced",
        /// The contract ended, or the representative changed.
        ContractEnded = "contract_ended",
        Other = "other",
    }
}

/// Issuer and number as the certificate has them: `8025000001/2600301752` (extension 1.2.250.1.71.1.2.3).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CardNumber(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a card number is ten digits, a slash, ten digits")]
pub struct InvalidCardNumber;

impl FromStr for CardNumber {
    type Err = InvalidCardNumber;
    fn from_str(text: &str) -> Result<Self, InvalidCardNumber> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (issuer, number) = plain.split_once('/').ok_or(InvalidCardNumber)?;
        let digits =
            |part: &str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(issuer) || !digits(number) {
            return Err(InvalidCardNumber);
        }
        Ok(Self(plain))
    }
}

impl std::fmt::Display for CardNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Debug)]
pub struct Card {
    pub id: Id<Card>,
    pub contract: Id<Contract>,
    pub kind: CardKind,
    pub account: Id<Account>,
    pub last_name: PersonalName,
    pub first_name: PersonalName,
    pub job: String,
    pub origin: CardOrigin,
    pub state: CardState,
    /// Known once the card is produced.
    pub number: Option<CardNumber>,
    /// Card readers ordered with it.
    pub readers: i64,
    pub ordered_at: Timestamp,
    /// When the signed form came; a card ordered by form is not produced before.
    pub form_came_at: Option<Timestamp>,
    pub sent_at: Option<Timestamp>,
    /// Last day of rights; three years from the day it is sent (K2).
    pub expires_on: Option<Date>,
    pub version: i64,
}

impl Card {
    /// K2: ordered by a form that has not come.
    #[must_use]
    pub fn awaits_form(&self) -> bool {
        self.state == CardState::Ordered
            && self.origin == CardOrigin::Form
            && self.form_came_at.is_none()
    }
}

impl Card {
    /// K2: within the delay of the first reminder, another is ordered in time.
    #[must_use]
    pub fn ends_soon(&self, today: Date) -> bool {
        let first = REMINDERS.into_iter().max().unwrap_or_default();
        let until = today.saturating_add(first.days());
        !self.state.is_over() && self.expires_on.is_some_and(|end| end <= until)
    }
}

/// Days before its end when the holder is reminded, the last first.
pub const REMINDERS: [i64; 3] = [7, 30, 60];
/// Card readers that one order may hold.
pub const MOST_READERS: i64 = 5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotUseCard {
    /// No card here has this number.
    Unknown,
    /// Not sent yet.
    NotSent,
    Revoked,
    Expired,
    /// The holder has no right under the card's contract, or the contract ended.
    NoRight,
}

impl Refusal for CannotUseCard {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "card_unknown",
            Self::NotSent => "card_not_sent",
            Self::Revoked => "card_revoked",
            Self::Expired => "card_expired",
            Self::NoRight => "no_right",
        }
    }
}

/// K3: may this card sign in today?
pub fn check_use(card: &Card, today: Date) -> Result<(), CannotUseCard> {
    match card.state {
        CardState::Revoked => Err(CannotUseCard::Revoked),
        CardState::Expired => Err(CannotUseCard::Expired),
        CardState::Ordered | CardState::Produced => Err(CannotUseCard::NotSent),
        CardState::Sent | CardState::Active if card.expires_on.is_some_and(|end| end < today) => {
            Err(CannotUseCard::Expired)
        }
        CardState::Sent | CardState::Active => Ok(()),
    }
}
