//! What speaks for a departure, from what the register really knows (L5).

use crate::access::paris_day;
use jiff::{Timestamp, ToSpan, civil::Date};

/// An e-CPS that is not activated after so many months is pointed out.
pub const ACTIVATED_WITHIN: i32 = 2;
const SIGNED_IN_WITHIN: i32 = 6;

/// The e-CPS of a professional.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ecps {
    /// Ready to be activated since, and never activated.
    Prepared(Timestamp),
    /// In use: since when it was last signed in with, or activated.
    Active(Timestamp),
    /// Suspended or revoked: says nothing of who works where.
    Stopped,
}

/// What is known of a line.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    pub planned_end: Option<Date>,
    /// The first day closed of the establishment.
    pub place_closed_on: Option<Date>,
    pub ecps: Option<Ecps>,
}

/// A reason to ask whether the person is still there; the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suggestion {
    PlannedEndPast { on: Date },
    PlaceClosed { on: Date },
    NotSignedIn { since: Date },
    NeverActivated { since: Date },
}

/// L5: what speaks for leaving, today; empty when nothing does.
#[must_use]
pub fn suggestions(signs: &Signs, today: Date) -> Vec<Suggestion> {
    let past = signs.planned_end.filter(|end| *end < today);
    let closed = signs.place_closed_on.filter(|closed| *closed <= today);
    let ecps = signs.ecps.and_then(|ecps| quiet(ecps, today));
    [
        past.map(|on| Suggestion::PlannedEndPast { on }),
        closed.map(|on| Suggestion::PlaceClosed { on }),
        ecps,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn quiet(ecps: Ecps, today: Date) -> Option<Suggestion> {
    let (at, months) = match ecps {
        Ecps::Prepared(at) => (at, ACTIVATED_WITHIN),
        Ecps::Active(at) => (at, SIGNED_IN_WITHIN),
        Ecps::Stopped => return None,
    };
    let since = paris_day(at);
    if since.saturating_add(months.months()) >= today {
        return None;
    }
    Some(match ecps {
        Ecps::Prepared(_) => Suggestion::NeverActivated { since },
        Ecps::Active(_) | Ecps::Stopped => Suggestion::NotSignedIn { since },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn signs(ecps: Option<Ecps>) -> Signs {
        Signs {
            planned_end: None,
            place_closed_on: None,
            ecps,
        }
    }

    #[test]
    fn l05_a_planned_end_that_is_past_and_a_closed_place_speak_for_leaving() {
        let told = Signs {
            planned_end: Some(date(2026, 11, 22)),
            place_closed_on: Some(TODAY),
            ecps: None,
        };
        assert_eq!(
            suggestions(&told, TODAY),
            [
                Suggestion::PlannedEndPast {
                    on: date(2026, 11, 22)
                },
                Suggestion::PlaceClosed { on: TODAY }
            ]
        );
        let not_yet = Signs {
            planned_end: Some(TODAY),
            place_closed_on: Some(date(2026, 11, 24)),
            ecps: None,
        };
        assert_eq!(suggestions(&not_yet, TODAY), []);
    }

    #[test]
    fn l05_an_ecps_is_left_two_months_to_be_activated_and_six_without_a_sign_in() {
        let prepared = |text| Some(Ecps::Prepared(at(text)));
        let active = |text| Some(Ecps::Active(at(text)));
        for (ecps, told) in [
            (None, false),
            (prepared("2026-09-23T10:00:00Z"), false),
            (prepared("2026-09-22T10:00:00Z"), true),
            (active("2026-05-23T10:00:00Z"), false),
            (active("2026-05-22T10:00:00Z"), true),
            (Some(Ecps::Stopped), false),
        ] {
            let found = suggestions(&signs(ecps), TODAY);
            assert_eq!(!found.is_empty(), told, "{ecps:?} {found:?}");
        }
    }
}
