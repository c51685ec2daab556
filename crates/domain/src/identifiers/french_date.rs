//! Dates as French people write them.

use jiff::civil::Date;
use std::ops::RangeInclusive;

/// The years that a date typed by hand may have: others are slips of the keyboard.
/// The years that a date may have.
pub const YEARS: RangeInclusive<u16> = 1880..=2100;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDate {
    #[error("a date is missing")]
    Empty,
    #[error("a date is written as day, month, year")]
    Shape,
    /// A day that no calendar has, or a year before 1880 or after 2100. A part that was not given is 0.
    #[error("there is no day {day:02}/{month:02}/{year:04}")]
    Impossible { day: u16, month: u16, year: u16 },
}

/// A full date, written `14/03/1952`, `1/2/1990`, `1-2-1990`, `1.2.1990`, `01021990` or `1990-02-01`.
pub fn parse_french_date(text: &str) -> Result<Date, InvalidDate> {
    let parts = Parts::read(text)?;
    let (Some(day), Some(month)) = (parts.day, parts.month) else {
        return Err(InvalidDate::Shape);
    };
    parts.date(day, month)
}

/// `jj/mm/aaaa`.
#[must_use]
pub fn french(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// What was written, before anything is known of the calendar; a part written `00` is zero.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub day: Option<u16>,
    pub month: Option<u16>,
    pub year: u16,
}

impl Parts {
    pub fn read(text: &str) -> Result<Self, InvalidDate> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidDate::Empty);
        }
        let fields: Vec<&str> = text.split(['/', '-', '.', ' ', '\u{a0}']).collect();
        let parts = match fields[..] {
            [all] if all.len() == 8 && all.is_ascii() => {
                Self::full(&all[..2], &all[2..4], &all[4..])
            }
            [year] => number(year, 4..=4).map(|year| Self {
                day: None,
                month: None,
                year,
            }),
            [month, year] => Self::full("0", month, year).map(|parts| Self { day: None, ..parts }),
            [year, month, day] if year.len() == 4 => Self::full(day, month, year),
            [day, month, year] => Self::full(day, month, year),
            _ => None,
        };
        parts.ok_or(InvalidDate::Shape)
    }

    fn full(day: &str, month: &str, year: &str) -> Option<Self> {
        Some(Self {
            day: Some(number(day, 1..=2)?),
            month: Some(number(month, 1..=2)?),
            year: number(year, 4..=4)?,
        })
    }

    pub fn impossible(self) -> InvalidDate {
        InvalidDate::Impossible {
            day: self.day.unwrap_or_default(),
            month: self.month.unwrap_or_default(),
            year: self.year,
        }
    }

    /// The date of this year with another day and month, checked against the calendar.
    pub fn date(self, day: u16, month: u16) -> Result<Date, InvalidDate> {
        let impossible = self.impossible();
        if !YEARS.contains(&self.year) {
            return Err(impossible);
        }
        let (Ok(year), Ok(month), Ok(day)) =
            (self.year.try_into(), month.try_into(), day.try_into())
        else {
            return Err(impossible);
        };
        Date::new(year, month, day).map_err(|_| impossible)
    }
}

fn number(text: &str, length: RangeInclusive<usize>) -> Option<u16> {
    let fits = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_date_is_read_in_every_way_to_write_it() {
        for text in [
            "01/02/1990",
            "1/2/1990",
            "1-2-1990",
            "1.2.1990",
            "01 02 1990",
            "01021990",
            "1990-02-01",
            " 01/02/1990 ",
        ] {
            assert_eq!(parse_french_date(text), Ok(date(1990, 2, 1)), "{text}");
        }
        assert_eq!(parse_french_date("31121990"), Ok(date(1990, 12, 31)));
        assert_eq!(parse_french_date("29/02/2000"), Ok(date(2000, 2, 29)));
    }

    #[test]
    fn a_day_that_no_calendar_has_is_refused() {
        let impossible = |day, month, year| Err(InvalidDate::Impossible { day, month, year });
        assert_eq!(parse_french_date("30/02/1990"), impossible(30, 2, 1990));
        assert_eq!(parse_french_date("29/02/2001"), impossible(29, 2, 2001));
        assert_eq!(parse_french_date("01/01/0000"), impossible(1, 1, 0));
        assert_eq!(parse_french_date("01/01/2101"), impossible(1, 1, 2101));
        assert_eq!(parse_french_date("00/03/1952"), impossible(0, 3, 1952));
    }

    #[test]
    fn what_is_no_full_date_is_refused() {
        assert_eq!(parse_french_date(" "), Err(InvalidDate::Empty));
        for text in [
            "1952",
            "03/1952",
            "1/2/90",
            "1/2/3/1990",
            "14 mars 1952",
            "1//1990",
            "+1/2/1990",
            "１/2/1990",
            "0é021990",
        ] {
            assert_eq!(parse_french_date(text), Err(InvalidDate::Shape), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(year in 1880_i16..=2100, month in 1_i8..=12, day in 1_i8..=28) {
            let date = date(year, month, day);
            prop_assert_eq!(parse_french_date(&french(date)), Ok(date));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), digits in "[0-9/.-]{0,12}") {
            let _ = (parse_french_date(&text), parse_french_date(&digits));
        }
    }
}
