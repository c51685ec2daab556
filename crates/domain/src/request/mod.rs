//! A registration that the professional asks for, and that a manager settles (D1–D4).

mod preparing;
mod sending;
mod settling;
mod waiting;

pub use preparing::{Asked, RequestStep, asked, may_visit, next_step};
pub use sending::{CannotSend, SendFacts, send, send_again, withdraw};
pub use settling::{
    CannotAccept, CannotSettleRequest, Remark, SettleFacts, accept, add_instead, turn_down,
};
pub use waiting::{LASTS_DAYS, REMINDERS, expire, remind};

use crate::{
    access::{Account, codes},
    id::Id,
    identifiers::{Email, Finess},
};
use jiff::Timestamp;

codes! {
    RequestState {
        /// In the queue of the managers.
        Waiting = "waiting",
        /// Sent back to be corrected; may be sent again.
        Returned = "returned",
        Accepted = "accepted",
        Refused = "refused",
        /// By the candidate.
        Withdrawn = "withdrawn",
        /// Nobody settled it in time (D3).
        Expired = "expired",
    }
}

impl RequestState {
    /// Somebody still has something to do (D4).
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Waiting | Self::Returned)
    }
}

/// Somebody asks the managers of an establishment to be registered.
#[derive(Clone, Debug)]
pub struct Request {
    pub id: Id<Request>,
    /// Whose checked e-mail it was sent under: the candidate's.
    pub account: Id<Account>,
    pub email: Email,
    pub establishment: Finess,
    pub state: RequestState,
    pub sent_at: Timestamp,
    /// Since when it waits for whoever has it: the managers, or the candidate after a return.
    pub waits_since: Timestamp,
}
