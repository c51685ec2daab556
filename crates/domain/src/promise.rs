//! The clock of the promises: the number mailed, the directory, the e-CPS (R9).

use jiff::{SignedDuration, Timestamp};

/// What is promised at a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    Mail,
    Directory,
    Ecps,
}

/// When each promise was done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Done {
    pub mailed: Option<Timestamp>,
    pub published: Option<Timestamp>,
    pub prepared: Option<Timestamp>,
}

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Done in time.
    Kept,
    /// Done, after its time.
    Late,
    /// Not done, and its time is over.
    Overdue,
    /// Not done, and its time is not over.
    Pending,
}

impl Promise {
    pub const ALL: [Self; 3] = [Self::Mail, Self::Directory, Self::Ecps];

    /// From the registration.
    #[must_use]
    pub const fn delay(self) -> SignedDuration {
        match self {
            Self::Mail => SignedDuration::from_mins(30),
            Self::Directory => SignedDuration::from_hours(24),
            Self::Ecps => SignedDuration::from_hours(48),
        }
    }

    #[must_use]
    pub const fn done_at(self, done: &Done) -> Option<Timestamp> {
        match self {
            Self::Mail => done.mailed,
            Self::Directory => done.published,
            Self::Ecps => done.prepared,
        }
    }

    #[must_use]
    pub fn standing(self, registered: Timestamp, done: &Done, now: Timestamp) -> Standing {
        let due = registered + self.delay();
        match self.done_at(done) {
            Some(at) if at <= due => Standing::Kept,
            Some(_) => Standing::Late,
            None if now > due => Standing::Overdue,
            None => Standing::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r09_a_promise_is_kept_late_overdue_or_pending() {
        let registered: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let after = |minutes| registered + SignedDuration::from_mins(minutes);
        let mailed = |at| Done {
            mailed: at,
            ..Done::default()
        };
        let standing =
            |at: Option<Timestamp>, now| Promise::Mail.standing(registered, &mailed(at), now);
        assert_eq!(standing(Some(after(30)), after(90)), Standing::Kept);
        assert_eq!(standing(Some(after(31)), after(90)), Standing::Late);
        assert_eq!(standing(None, after(31)), Standing::Overdue);
        assert_eq!(standing(None, after(30)), Standing::Pending);
        assert_eq!(
            Promise::Ecps.standing(registered, &mailed(None), after(31)),
            Standing::Pending
        );
    }
}
