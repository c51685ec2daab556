//! When a situation counts: from its first day to its last, which is a day of rights.

use jiff::civil::Date;

/// The days of a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub starts_on: Date,
    pub planned_end: Option<Date>,
    pub ended_on: Option<Date>,
}

impl Days {
    /// Is the situation in force on `day`? An end that is written wins over one that was planned.
    #[must_use]
    pub fn in_force_on(self, day: Date) -> bool {
        let end = self.ended_on.or(self.planned_end);
        self.starts_on <= day && end.is_none_or(|end| day <= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_end_is_the_last_day_of_rights_and_a_start_the_first() {
        let days = |planned_end, ended_on| Days {
            starts_on: date(2026, 11, 1),
            planned_end,
            ended_on,
        };
        let last = date(2026, 11, 30);
        assert!(!days(None, None).in_force_on(date(2026, 10, 31)));
        assert!(days(None, None).in_force_on(date(2026, 11, 1)));
        for end in [(Some(last), None), (None, Some(last))] {
            assert!(days(end.0, end.1).in_force_on(last));
            assert!(!days(end.0, end.1).in_force_on(date(2026, 12, 1)));
        }
        let later = Some(date(2027, 1, 1));
        assert!(!days(later, Some(last)).in_force_on(date(2026, 12, 1)));
    }
}
