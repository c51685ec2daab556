//! A completion as a file or a platform tells it, read into one that can be recorded (T3).

use super::{CannotRecord, Course, Reported, Score, Source, record};
use crate::{
    identifiers::{Email, parse_french_date},
    refusal::Refusal as _,
};
use jiff::civil::Date;

/// What was written, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub last_name: String,
    pub first_names: String,
    pub email: String,
    /// `12/11/2026` or `2026-11-12`.
    pub date: String,
    pub score: String,
    /// Of the course; empty for today's.
    pub version: String,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Name,
    Email,
    Date,
    Score,
    Version,
    Refused(CannotRecord),
}

impl Wrong {
    /// For machines; never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "invalid_name",
            Self::Email => "invalid_email",
            Self::Date => "invalid_date",
            Self::Score => "invalid_score",
            Self::Version => "invalid_version",
            Self::Refused(reason) => reason.code(),
        }
    }
}

/// Letters of a name, first names included.
const LONGEST_NAME: usize = 300;
const LONGEST_VERSION: usize = 20;

impl Line {
    /// All that is wrong is said at once.
    pub fn read(&self, source: Source, today: Date) -> Result<Reported, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut note = |why| wrong.push(why);
        let name = self.name();
        if self.last_name.trim().is_empty() || name.chars().count() > LONGEST_NAME {
            note(Wrong::Name);
        }
        let email = self.email.parse::<Email>().map_err(|_| note(Wrong::Email));
        let date = read_date(&self.date).ok_or_else(|| note(Wrong::Date));
        let score = self.score.parse::<Score>().map_err(|_| note(Wrong::Score));
        let course = self.course().ok_or_else(|| note(Wrong::Version));
        let (Ok(email), Ok(passed_on), Ok(score), Ok(course)) = (email, date, score, course) else {
            return Err(wrong);
        };
        let reported = Reported {
            course,
            email,
            name,
            passed_on,
            score,
            source,
        };
        wrong.extend(record(&reported, today).into_iter().map(Wrong::Refused));
        if wrong.is_empty() {
            Ok(reported)
        } else {
            Err(wrong)
        }
    }

    /// First names, then the name, without what no name holds.
    fn name(&self) -> String {
        let both = format!("{} {}", self.first_names, self.last_name);
        let words = both.split(|letter: char| letter.is_whitespace() || letter.is_control());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    fn course(&self) -> Option<String> {
        let version = self.version.trim();
        if version.is_empty() {
            return Some(Course::current().version.to_owned());
        }
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.');
        let fits = version.len() <= LONGEST_VERSION && version.chars().all(plain);
        fits.then(|| version.to_owned())
    }
}

fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    text.parse().ok().or_else(|| parse_french_date(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn line() -> Line {
        Line {
            last_name: "LEFEBVRE".into(),
            first_names: " Zoé\t".into(),
            email: " Zoe.Lefebvre@exemple.fr".into(),
            date: "20/11/2026".into(),
            score: "92 %".into(),
            version: String::new(),
        }
    }

    #[test]
    fn t03_a_line_is_read_in_several_ways_of_writing() {
        let read = line().read(Source::Csv, TODAY).unwrap();
        assert_eq!(read.name, "Zoé LEFEBVRE");
        assert_eq!(read.email.as_str(), "zoe.lefebvre@exemple.fr");
        assert_eq!(read.passed_on, date(2026, 11, 20));
        assert_eq!(read.course, "2026-1");
        let iso = Line {
            date: "2026-11-20".into(),
            version: "2025-2".into(),
            ..line()
        };
        let read = iso.read(Source::Api, TODAY).unwrap();
        assert_eq!(
            (read.passed_on, read.course.as_str()),
            (date(2026, 11, 20), "2025-2")
        );
    }

    #[test]
    fn t03_all_that_is_wrong_is_said_at_once() {
        let wrong = Line {
            version: "2026/1".into(),
            ..Line::default()
        };
        assert_eq!(
            wrong.read(Source::Csv, TODAY).unwrap_err(),
            [
                Wrong::Name,
                Wrong::Email,
                Wrong::Date,
                Wrong::Score,
                Wrong::Version
            ]
        );
        let early = Line {
            date: "24/11/2026".into(),
            score: "79".into(),
            last_name: String::new(),
            ..line()
        };
        let wrong = early.read(Source::Csv, TODAY).unwrap_err();
        let codes: Vec<_> = wrong.into_iter().map(Wrong::code).collect();
        assert_eq!(codes, ["invalid_name", "score_too_low", "in_the_future"]);
    }
}
