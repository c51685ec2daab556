//! Why a situation ends, in the same words wherever it is asked or told (L1).

use super::{components::Choice, words};
use domain::nomenclature::EndReason;

#[must_use]
pub fn told(reason: EndReason) -> String {
    words::typographic(reason.short_label())
}

/// Those of one situation, on a file.
#[must_use]
pub fn all() -> Vec<Choice> {
    choices(EndReason::all())
}

/// Those of several situations at once. A death ends more than a situation: it is told on the file.
#[must_use]
pub fn of_several() -> Vec<Choice> {
    choices(EndReason::all().filter(|reason| !reason.is_death()))
}

/// A death that a staff list told: kept on its line, which is refused with the way to tell it.
#[must_use]
pub fn of_a_death() -> Vec<Choice> {
    choices(EndReason::all().filter(|reason| reason.is_death()))
}

fn choices(reasons: impl Iterator<Item = EndReason>) -> Vec<Choice> {
    let choice = |reason: EndReason| Choice::new(reason.code(), told(reason));
    reasons.map(choice).collect()
}
