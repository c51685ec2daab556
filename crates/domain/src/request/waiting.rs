//! What the clock does to requests: managers are reminded, then the request expires (D3).

use super::{Request, RequestState};
use crate::event::Event;
use jiff::{SignedDuration, Timestamp};

/// Managers are reminded of what waits for so many days, once each.
pub const REMINDERS: [i64; 2] = [15, 7];
/// A request that nobody settles, or that is not corrected, lasts so many days.
pub const LASTS_DAYS: i64 = 30;

/// The days of the reminder that is due, when one is; `reminded` is that of the last one, 0 before. Late by weeks, the
/// last one alone.
#[must_use]
pub fn remind(request: &Request, reminded: i64, now: Timestamp) -> Option<i64> {
    if request.state != RequestState::Waiting {
        return None;
    }
    let waited = now.duration_since(request.waits_since);
    REMINDERS
        .into_iter()
        .find(|days| waited >= SignedDuration::from_hours(24 * days))
        .filter(|days| *days > reminded)
}

/// The fact that a request is over by time; none before.
#[must_use]
pub fn expire(request: &Request, now: Timestamp) -> Option<Event> {
    let until = request.waits_since + SignedDuration::from_hours(24 * LASTS_DAYS);
    (request.state.is_pending() && until <= now).then(|| Event::RequestExpired {
        request: request.id,
        establishment: request.establishment.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(state: RequestState) -> Request {
        let id = |text: &str| text.to_owned();
        let at: Timestamp = "2026-11-01T10:00:00Z".parse().unwrap();
        Request {
            id: id("01900000-0000-7000-8000-000000000001").parse().unwrap(),
            account: id("01900000-0000-7000-8000-000000000002").parse().unwrap(),
            email: "zoe@exemple.fr".parse().unwrap(),
            establishment: "140991019".parse().unwrap(),
            state,
            sent_at: at,
            waits_since: at,
        }
    }

    fn after(days: i64) -> Timestamp {
        request(RequestState::Waiting).waits_since + SignedDuration::from_hours(24 * days)
    }

    #[test]
    fn d03_reminders_are_after_7_and_15_days_once_each() {
        let waiting = request(RequestState::Waiting);
        for (days, reminded, due) in [
            (6, 0, None),
            (7, 0, Some(7)),
            (8, 7, None),
            (15, 7, Some(15)),
            (20, 0, Some(15)),
            (29, 15, None),
        ] {
            assert_eq!(
                remind(&waiting, reminded, after(days)),
                due,
                "{days} {reminded}"
            );
        }
        assert_eq!(remind(&request(RequestState::Returned), 0, after(20)), None);
    }

    #[test]
    fn d03_a_pending_request_expires_after_30_days() {
        for state in [RequestState::Waiting, RequestState::Returned] {
            assert!(expire(&request(state), after(29)).is_none());
            assert!(expire(&request(state), after(30)).is_some());
        }
        assert!(expire(&request(RequestState::Accepted), after(60)).is_none());
    }
}
