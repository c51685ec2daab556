//! A date of birth, which some identity documents know in part only.

use super::french_date::{InvalidDate, Parts};
use super::{french, through_text};
use jiff::civil::Date;
use std::{fmt, str::FromStr};

/// A year from 1880 to 2100, perhaps with a month, perhaps with a day of that month.
///
/// Written `1952-03-14`, `1952-03-00` or `1952-00-00`, which sorts as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BirthDate {
    year: i16,
    /// 0 when unknown.
    month: i8,
    /// 0 when unknown.
    day: i8,
}
through_text!(BirthDate);

impl BirthDate {
    /// As typed by hand: the forms of a full date, and `03/1952`, `00/03/1952`, `00/00/1952`, `1952`.
    pub fn parse_french(text: &str) -> Result<Self, InvalidDate> {
        let parts = Parts::read(text)?;
        let (day, month) = (
            parts.day.unwrap_or_default(),
            parts.month.unwrap_or_default(),
        );
        if day > 0 && month == 0 {
            return Err(parts.impossible());
        }
        let date = parts.date(day.max(1), month.max(1))?;
        Ok(Self {
            year: date.year(),
            month: if month == 0 { 0 } else { date.month() },
            day: if day == 0 { 0 } else { date.day() },
        })
    }

    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    #[must_use]
    pub fn month(self) -> Option<i8> {
        Some(self.month).filter(|&month| month > 0)
    }

    #[must_use]
    pub fn day(self) -> Option<i8> {
        Some(self.day).filter(|&day| day > 0)
    }

    #[must_use]
    pub fn is_partial(self) -> bool {
        self.day == 0
    }

    /// The first day that it may be.
    #[must_use]
    pub fn earliest(self) -> Date {
        jiff::civil::date(self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day that it may be.
    #[must_use]
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (0, _) => self.earliest().last_of_year(),
            (_, 0) => self.earliest().last_of_month(),
            _ => self.earliest(),
        }
    }

    /// The date with its day and month exchanged, when that is a date: how it is often mistyped (R4).
    #[must_use]
    pub fn exchanged(self) -> Option<Self> {
        let exchanged = Date::new(self.year, self.day, self.month).ok()?;
        Some(Self {
            year: exchanged.year(),
            month: exchanged.month(),
            day: exchanged.day(),
        })
    }

    /// `14/03/1952`, `03/1952` or `1952`.
    #[must_use]
    pub fn display_french(self) -> String {
        match (self.month, self.day) {
            (0, _) => format!("{:04}", self.year),
            (month, 0) => format!("{month:02}/{:04}", self.year),
            _ => french(self.earliest()),
        }
    }
}

impl TryFrom<Date> for BirthDate {
    type Error = InvalidDate;
    fn try_from(date: Date) -> Result<Self, InvalidDate> {
        Self::parse_french(&french(date))
    }
}

impl FromStr for BirthDate {
    type Err = InvalidDate;

    /// The written form only: see [`BirthDate::parse_french`] for what people type.
    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let is_written = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| (byte == b'-') == (at == 4 || at == 7));
        if is_written {
            Self::parse_french(text)
        } else {
            Err(InvalidDate::Shape)
        }
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn r02_a_partial_date_is_accepted() {
        for (text, written, shown) in [
            ("14/03/1952", "1952-03-14", "14/03/1952"),
            ("1/2/1990", "1990-02-01", "01/02/1990"),
            ("31121990", "1990-12-31", "31/12/1990"),
            ("03/1952", "1952-03-00", "03/1952"),
            ("00/03/1952", "1952-03-00", "03/1952"),
            ("00/00/1952", "1952-00-00", "1952"),
            ("00001952", "1952-00-00", "1952"),
            ("1952", "1952-00-00", "1952"),
        ] {
            let birth = BirthDate::parse_french(text).unwrap();
            assert_eq!(
                (birth.to_string().as_str(), birth.display_french().as_str()),
                (written, shown)
            );
        }
    }

    #[test]
    fn r02_a_date_that_cannot_be_is_refused() {
        let impossible = |day, month, year| Err(InvalidDate::Impossible { day, month, year });
        assert_eq!(
            BirthDate::parse_french("30/02/1990"),
            impossible(30, 2, 1990)
        );
        assert_eq!(
            BirthDate::parse_french("29/02/2001"),
            impossible(29, 2, 2001)
        );
        assert_eq!(
            BirthDate::parse_french("14/00/1952"),
            impossible(14, 0, 1952)
        );
        assert_eq!(BirthDate::parse_french("13/1952"), impossible(0, 13, 1952));
        assert_eq!(BirthDate::parse_french("0000"), impossible(0, 0, 0));
        assert_eq!(BirthDate::parse_french(""), Err(InvalidDate::Empty));
        assert_eq!(BirthDate::parse_french("14/03/52"), Err(InvalidDate::Shape));
    }

    #[test]
    fn r03_a_partial_date_spans_days() {
        let span = |text: &str| {
            let birth: BirthDate = text.parse().unwrap();
            (birth.earliest(), birth.latest(), birth.is_partial())
        };
        assert_eq!(
            span("1952-00-00"),
            (date(1952, 1, 1), date(1952, 12, 31), true)
        );
        assert_eq!(
            span("1952-02-00"),
            (date(1952, 2, 1), date(1952, 2, 29), true)
        );
        assert_eq!(
            span("1952-03-14"),
            (date(1952, 3, 14), date(1952, 3, 14), false)
        );
    }

    #[test]
    fn only_the_written_form_is_read_from_storage() {
        for text in [
            "14/03/1952",
            "14-03-1952",
            "1952-3-14",
            "1952",
            "1952-03-1４",
            "",
        ] {
            assert_eq!(text.parse::<BirthDate>(), Err(InvalidDate::Shape), "{text}");
        }
        assert!("1952-00-14".parse::<BirthDate>().is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(year in 1880_i16..=2100, month in 0_i8..=12, day in 0_i8..=28) {
            let birth = BirthDate { year, month, day: if month == 0 { 0 } else { day } };
            prop_assert_eq!(birth.to_string().parse(), Ok(birth));
            prop_assert_eq!(BirthDate::parse_french(&birth.display_french()), Ok(birth));
        }

        #[test]
        fn it_sorts_as_text(one in "19[0-9]{2}-0[13-9]-[012]0", other in "19[0-9]{2}-0[13-9]-[012]0") {
            let (first, second): (BirthDate, BirthDate) = (one.parse().unwrap(), other.parse().unwrap());
            prop_assert_eq!(first.cmp(&second), one.cmp(&other));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = (text.parse::<BirthDate>(), BirthDate::parse_french(&text));
        }
    }
}
