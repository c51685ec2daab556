//! The certain duplicate that a draft met, noted in its answers: what its list and its steps then say (R4).

use super::{Answers, civil_identity};
use crate::{duplicate::IdentityKey, identifiers::Rpps};

const IDENTITY: &str = "duplicate_identity";
const RPPS: &str = "duplicate_rpps";

/// Note who bears the identity of these answers, or that nobody does.
pub fn note_duplicate(answers: &mut Answers, known: Option<&Rpps>) {
    let key = civil_identity(answers).map(|identity| IdentityKey::of(&identity));
    let noted = key.as_ref().ok().zip(known);
    answers.set(IDENTITY, noted.map_or("", |(key, _)| key.as_str()));
    answers.set(RPPS, noted.map_or("", |(_, rpps)| rpps.as_str()));
}

/// Who was found to bear the identity, and its key; none once the identity was changed.
#[must_use]
pub fn noted_duplicate(answers: &Answers) -> Option<(Rpps, IdentityKey)> {
    let rpps = answers.get(RPPS).parse().ok()?;
    let key = IdentityKey::of(&civil_identity(answers).ok()?);
    (answers.get(IDENTITY) == key.as_str()).then_some((rpps, key))
}
