//! The review of an establishment's list: every six months somebody says of each person whether they are still there (L5).

mod answer;
mod schedule;
mod suggestion;

pub use answer::{
    Answer, CannotAnswer, Line, MOST_CLOSED, MOST_CONFIRMED, Standing, answer, is_complete, planned,
};
pub use schedule::{
    CannotOpenReview, ESCALATED_AFTER, Facts, REMINDED_AFTER, escalated, first_due, next_due, open,
    overdue_since, reminded,
};
pub use suggestion::{ACTIVATED_WITHIN, Ecps, Signs, Suggestion, suggestions};

use crate::{access::codes, id::Id, identifiers::Finess};
use jiff::Timestamp;

codes! {
    /// Where a review stands.
    ReviewState {
        Open = "open",
        /// Each line is answered.
        Done = "done",
        /// No contract covers the establishment any more: nobody is left to answer.
        Lapsed = "lapsed",
    }
}

/// One review of one establishment. Its lines are the situations that were open when it opened: who came later is
/// not part of it.
#[derive(Clone, Debug)]
pub struct Review {
    pub id: Id<Review>,
    pub establishment: Finess,
    pub state: ReviewState,
    pub opened_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}
