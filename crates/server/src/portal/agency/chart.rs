//! Registrations per week, as bars and as figures.

use crate::portal::words;
use domain::access::paris_day;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};

/// Weeks that are shown, this one included.
pub const WEEKS: i32 = 12;

/// One week of the chart; lengths in the units of its drawing.
pub struct Week {
    /// `23/11/2026`, its Monday.
    pub from: String,
    pub count: i64,
    pub x: i64,
    pub y: i64,
    pub height: i64,
}

/// The drawing is so wide and so high.
pub const WIDTH: i64 = 480;
pub const HEIGHT: i64 = 260;

/// The Monday of the week of a day.
fn monday(day: Date) -> Date {
    let since = day.weekday().since(Weekday::Monday);
    day.saturating_sub(i32::from(since).days())
}

/// The first day of the chart.
#[must_use]
pub fn first(today: Date) -> Date {
    monday(today).saturating_sub((WEEKS - 1).weeks())
}

/// The weeks up to today, oldest first, from what was counted hour by hour.
#[must_use]
pub fn weeks(today: Date, hours: &[(Timestamp, i64)]) -> Vec<Week> {
    let mondays: Vec<Date> = (0..WEEKS)
        .map(|rank| first(today).saturating_add(rank.weeks()))
        .collect();
    let counts: Vec<i64> = mondays
        .iter()
        .map(|week| {
            hours
                .iter()
                .filter(|(hour, _)| monday(paris_day(*hour)) == *week)
                .map(|(_, count)| count)
                .sum()
        })
        .collect();
    let most = counts.iter().copied().max().unwrap_or_default().max(1);
    let step = WIDTH / i64::from(WEEKS);
    (0..)
        .zip(mondays.into_iter().zip(counts))
        .map(|(rank, (week, count))| {
            let height = count * HEIGHT / most;
            Week {
                from: words::date(week),
                count,
                x: rank * step,
                y: HEIGHT - height,
                height,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_week_begins_on_monday_in_paris() {
        let hours = [
            ("2026-11-15T22:00:00Z".parse().unwrap(), 3),
            ("2026-11-15T23:00:00Z".parse().unwrap(), 4),
            ("2026-11-23T10:00:00Z".parse().unwrap(), 2),
        ];
        let weeks = weeks(date(2026, 11, 23), &hours);
        let last: Vec<_> = weeks[9..]
            .iter()
            .map(|week| (week.from.as_str(), week.count, week.height))
            .collect();
        assert_eq!(
            last,
            [
                ("09/11/2026", 3, 195),
                ("16/11/2026", 4, 260),
                ("23/11/2026", 2, 130)
            ]
        );
        assert_eq!(weeks.len(), 12);
    }
}
