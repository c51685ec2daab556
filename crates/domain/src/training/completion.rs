//! A course that somebody passed, here or elsewhere (T1, T3).

use crate::{access::codes, id::Id, identifiers::Email};
use jiff::civil::Date;

codes! {
    /// Where a completion comes from.
    Source { Here = "here", Csv = "csv", Api = "api" }
}

/// Of a mailbox, whoever's account it is: it counts for the holder of a card with the same e-mail (T4).
#[derive(Clone, Debug)]
pub struct Completion {
    pub id: Id<Completion>,
    /// Version of the course.
    pub course: String,
    pub email: Email,
    pub name: String,
    pub passed_on: Date,
    /// Per cent, 80 at least.
    pub score: i64,
    pub source: Source,
    /// Of the attestation, for anyone to check.
    pub code: String,
}
