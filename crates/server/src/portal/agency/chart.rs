//! What happens per week, as bars under a scale and as figures.

use crate::portal::words;
use domain::access::paris_day;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};

/// Weeks that are shown, this one included.
pub const WEEKS: i32 = 12;

/// A chart with its table; lengths are in the units of its drawing.
pub struct Chart {
    pub title: &'static str,
    /// What is counted, as the head of its column.
    pub unit: &'static str,
    pub weeks: Vec<Week>,
    pub scale: Vec<Mark>,
    pub total: i64,
}

/// One week of the chart.
pub struct Week {
    /// `23/11/2026`, its Monday.
    pub from: String,
    pub count: i64,
    pub x: i64,
    pub y: i64,
    pub height: i64,
}

/// A line of the scale, with its number.
pub struct Mark {
    pub value: String,
    pub y: i64,
}

/// The drawing is so wide and so high; the numbers of the scale stand left of the bars.
pub const WIDTH: i64 = 540;
pub const HEIGHT: i64 = 280;
const LEFT: i64 = 56;
const TOP: i64 = 16;
const BARS: i64 = HEIGHT - TOP;

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

/// The chart up to today, from what was counted hour by hour.
#[must_use]
pub fn chart(
    (title, unit): (&'static str, &'static str),
    today: Date,
    hours: &[(Timestamp, i64)],
) -> Chart {
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
    let most = top(counts.iter().copied().max().unwrap_or_default());
    let step = (WIDTH - LEFT) / i64::from(WEEKS);
    let weeks = (0..)
        .zip(mondays.into_iter().zip(&counts))
        .map(|(rank, (week, count))| {
            let height = count * BARS / most;
            Week {
                from: words::date(week),
                count: *count,
                x: LEFT + rank * step,
                y: HEIGHT - height,
                height,
            }
        })
        .collect();
    Chart {
        title,
        unit,
        weeks,
        scale: scale(most),
        total: counts.iter().sum(),
    }
}

/// The end of the scale: the least of 1, 2, 5, 10, 20, 50 … that is not below the highest bar.
fn top(most: i64) -> i64 {
    let mut power = 1;
    loop {
        for step in [1, 2, 5] {
            if step * power >= most {
                return step * power;
            }
        }
        power *= 10;
    }
}

/// Its end, its half when that is whole, and zero.
fn scale(most: i64) -> Vec<Mark> {
    let half = (most % 2 == 0).then_some(most / 2);
    [Some(most), half, Some(0)]
        .into_iter()
        .flatten()
        .map(|value| Mark {
            value: words::thousands(value),
            y: HEIGHT - value * BARS / most,
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
        let chart = chart(("", ""), date(2026, 11, 23), &hours);
        let last: Vec<_> = chart.weeks[9..]
            .iter()
            .map(|week| (week.from.as_str(), week.count, week.height))
            .collect();
        assert_eq!(
            last,
            [
                ("09/11/2026", 3, 158),
                ("16/11/2026", 4, 211),
                ("23/11/2026", 2, 105)
            ]
        );
        assert_eq!((chart.weeks.len(), chart.total), (12, 9));
    }

    #[test]
    fn the_scale_ends_at_a_round_number_above_every_bar() {
        for (most, end) in [
            (0, 1),
            (1, 1),
            (3, 5),
            (5, 5),
            (6, 10),
            (101, 200),
            (4_321, 5_000),
        ] {
            assert_eq!(top(most), end);
        }
        let marks: Vec<_> = scale(20)
            .into_iter()
            .map(|mark| (mark.value, mark.y))
            .collect();
        assert_eq!(
            marks,
            [
                ("20".to_owned(), TOP),
                ("10".to_owned(), TOP + BARS / 2),
                ("0".to_owned(), HEIGHT)
            ]
        );
        assert_eq!(scale(5).len(), 2);
    }
}
