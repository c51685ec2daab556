//! What is kept of a passed course: who, when, how well, and the code that lets anyone check it.

use super::Score;
use crate::{access::codes, id::Id, identifiers::Email, refusal::Refusal};
use jiff::civil::Date;
use std::{fmt, str::FromStr};

codes! {
    /// How a completion came here (T1, T3).
    Source {
        Here = "here",
        Csv = "csv",
        Api = "api",
    }
}

/// A passed course, of a mailbox, whoever's account it is: it counts for the holder of a card with the same e-mail (T4).
/// One for each version, the best stays.
#[derive(Clone, Debug)]
pub struct Completion {
    pub id: Id<Completion>,
    /// The version of the course.
    pub course: String,
    pub email: Email,
    pub name: String,
    pub passed_on: Date,
    pub score: Score,
    pub source: Source,
    pub code: CheckCode,
}

/// Somebody passed: said by the course itself, a file of the agency, or a platform.
#[derive(Clone, Debug)]
pub struct Reported {
    pub course: String,
    pub email: Email,
    pub name: String,
    pub passed_on: Date,
    pub score: Score,
    pub source: Source,
}

/// Why a completion is not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRecord {
    /// Only the agency, or software with its key, reports what was passed elsewhere.
    NotAllowed,
    ScoreTooLow,
    InTheFuture,
}

impl Refusal for CannotRecord {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::ScoreTooLow => "score_too_low",
            Self::InTheFuture => "in_the_future",
        }
    }
}

/// T1: may this be recorded on `today`? All that is wrong with it.
#[must_use]
pub fn record(reported: &Reported, today: Date) -> Vec<CannotRecord> {
    let mut reasons = Vec::new();
    if !reported.score.passes() {
        reasons.push(CannotRecord::ScoreTooLow);
    }
    if reported.passed_on > today {
        reasons.push(CannotRecord::InTheFuture);
    }
    reasons
}

/// Sixteen letters and digits (base 32, 80 bits of chance): nobody finds another's by trying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckCode(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a check code has sixteen letters and digits")]
pub struct InvalidCheckCode;

const LETTERS: usize = 16;

impl CheckCode {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `K7QM-2DXA-94TR-HEWB`, as printed.
    #[must_use]
    pub fn display(&self) -> String {
        let groups = self.0.as_bytes().chunks(4).map(String::from_utf8_lossy);
        groups.collect::<Vec<_>>().join("-")
    }
}

impl fmt::Display for CheckCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for CheckCode {
    type Err = InvalidCheckCode;

    /// In any case, with or without hyphens and spaces.
    fn from_str(text: &str) -> Result<Self, InvalidCheckCode> {
        let code: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let is_base32 = |byte: u8| matches!(byte, b'A'..=b'Z' | b'2'..=b'7');
        if code.len() != LETTERS || !code.bytes().all(is_base32) {
            return Err(InvalidCheckCode);
        }
        Ok(Self(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn t01_a_check_code_is_read_as_people_type_it() {
        let code: CheckCode = " k7qm-2dxa 54TR-hewb".parse().unwrap();
        assert_eq!(code.as_str(), "K7QM2DXA54TRHEWB");
        assert_eq!(code.display(), "K7QM-2DXA-54TR-HEWB");
        for wrong in [
            "",
            "K7QM-2DXA-54TR",
            "K7QM-2DXA-54TR-HEW1",
            "É7QM-2DXA-54TR-HEWB",
        ] {
            assert_eq!(wrong.parse::<CheckCode>(), Err(InvalidCheckCode), "{wrong}");
        }
    }

    #[test]
    fn t03_what_did_not_pass_or_has_not_happened_is_not_recorded() {
        let mut reported = Reported {
            course: "2026-1".into(),
            email: "zoe@exemple.fr".parse().unwrap(),
            name: "Zoé".into(),
            passed_on: date(2026, 11, 23),
            score: "80".parse().unwrap(),
            source: Source::Csv,
        };
        let today = date(2026, 11, 23);
        assert!(record(&reported, today).is_empty());
        reported.score = "79".parse().unwrap();
        reported.passed_on = date(2026, 11, 24);
        assert_eq!(
            record(&reported, today),
            [CannotRecord::ScoreTooLow, CannotRecord::InTheFuture]
        );
    }
}
