//! When a review opens, when its managers are reminded, when it goes to the representative (L5).

use super::{Review, ReviewState};
use crate::{
    access::{Context, paris_day},
    event::Event,
    id::Id,
    identifiers::Finess,
    refusal::Refusal,
};
use jiff::{Timestamp, ToSpan, civil::Date};

const MONTHS_BETWEEN: i32 = 6;
/// First reviews are spread over so many days: those of a large contract do not all open on one.
const SPREAD_OVER: u32 = 28;
/// From the opening.
pub const REMINDED_AFTER: i64 = 15;
pub const ESCALATED_AFTER: i64 = 30;

/// The first review of an establishment under a contract in force since that day: within six months, and from
/// tomorrow on when these are past already, each on a day of its own.
#[must_use]
pub fn first_due(in_force_on: Date, today: Date, establishment: &Finess) -> Date {
    let own_day = i64::from(spread(establishment));
    let due = next_due(in_force_on).saturating_sub(own_day.days());
    if due > today {
        return due;
    }
    today.saturating_add((own_day + 1).days())
}

/// The review after one that was opened on this day.
#[must_use]
pub fn next_due(opened_on: Date) -> Date {
    opened_on.saturating_add(MONTHS_BETWEEN.months())
}

/// A number below `SPREAD_OVER` that is always the same for one establishment (FNV-1a).
fn spread(establishment: &Finess) -> u32 {
    let hash = establishment
        .as_str()
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
    hash % SPREAD_OVER
}

/// Reviews opened on this instant or before are to be reminded of.
#[must_use]
pub fn reminded(now: Timestamp) -> Timestamp {
    before(now, REMINDED_AFTER)
}

/// Reviews opened on this instant or before go to the representative.
#[must_use]
pub fn escalated(now: Timestamp) -> Timestamp {
    before(now, ESCALATED_AFTER)
}

fn before(now: Timestamp, days: i64) -> Timestamp {
    now - jiff::SignedDuration::from_hours(24 * days)
}

/// The day since which a review is late; none while it is not, or once it is over.
#[must_use]
pub fn overdue_since(review: &Review, now: Timestamp) -> Option<Date> {
    let is_late = review.state == ReviewState::Open && review.opened_at <= escalated(now);
    is_late.then(|| paris_day(review.opened_at).saturating_add(ESCALATED_AFTER.days()))
}

/// What was loaded to decide whether a review opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// A contract in force covers the establishment, in the scope of who asks if somebody does.
    pub is_covered: bool,
    pub has_open_review: bool,
    pub has_open_situations: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotOpenReview {
    NotAllowed,
    /// The establishment is not in the scope.
    OutOfScope,
    AlreadyOpen,
    /// Nobody works there: there is nothing to confirm.
    NobodyThere,
}

impl Refusal for CannotOpenReview {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::OutOfScope => "out_of_scope",
            Self::AlreadyOpen => "already_open",
            Self::NobodyThere => "nobody_there",
        }
    }
}

/// L5: open a review, by the clock or by somebody of the scope who does not want to wait for it.
pub fn open(
    context: &Context,
    id: Id<Review>,
    establishment: &Finess,
    facts: Facts,
) -> Result<(Review, Event), CannotOpenReview> {
    use CannotOpenReview as No;
    if context.actor.is_some() && !context.may_register() {
        return Err(No::NotAllowed);
    }
    if !facts.is_covered {
        return Err(No::OutOfScope);
    }
    if facts.has_open_review {
        return Err(No::AlreadyOpen);
    }
    if !facts.has_open_situations {
        return Err(No::NobodyThere);
    }
    let review = Review {
        id,
        establishment: establishment.clone(),
        state: ReviewState::Open,
        opened_at: context.at,
        ended_at: None,
    };
    let event = Event::ReviewOpened {
        review: id,
        establishment: establishment.clone(),
    };
    Ok((review, event))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::HashSet;

    const TODAY: Date = date(2026, 11, 23);

    fn finess(rank: u32) -> Finess {
        // A key that fits is found among ten.
        (0..10)
            .find_map(|key| format!("14{rank:06}{key}").parse().ok())
            .unwrap()
    }

    #[test]
    fn l05_the_first_review_comes_within_six_months_of_the_contract() {
        for rank in 0..200 {
            let due = first_due(TODAY, TODAY, &finess(rank));
            assert!(due > date(2027, 4, 24) && due <= date(2027, 5, 23), "{due}");
        }
    }

    #[test]
    fn l05_old_contracts_do_not_all_open_their_reviews_on_one_day() {
        let days: Vec<Date> = (0..280)
            .map(|rank| first_due(date(2020, 1, 1), TODAY, &finess(rank)))
            .collect();
        assert!(
            days.iter()
                .all(|day| *day > TODAY && *day <= date(2026, 12, 21))
        );
        let different: HashSet<_> = days.iter().collect();
        assert!(different.len() > 20, "{}", different.len());
        let most = different
            .iter()
            .map(|day| days.iter().filter(|other| other == day).count())
            .max();
        assert!(most < Some(40), "{most:?}");
    }

    #[test]
    fn l05_a_review_is_late_after_thirty_days_until_it_ends() {
        let mut review = Review {
            id: Id::from_uuid(uuid::Uuid::nil()),
            establishment: finess(1),
            state: ReviewState::Open,
            opened_at: "2026-10-24T10:00:00Z".parse().unwrap(),
            ended_at: None,
        };
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        assert_eq!(overdue_since(&review, now), Some(TODAY));
        let earlier = now - jiff::SignedDuration::from_secs(1);
        assert_eq!(overdue_since(&review, earlier), None);
        review.state = ReviewState::Done;
        assert_eq!(overdue_since(&review, now), None);
    }
}
