//! The communes of France since 1943, under which births are recorded.

use crate::identifiers::{BirthDate, CommuneCode};
use jiff::civil::Date;

const FILE: &str = include_str!("../../../../data/communes.csv");

/// The first day of the table: communes of that day count as existing before it too (rule R2).
const BEGINNING: Date = jiff::civil::date(1943, 1, 1);

/// A commune under one name and code, during one time. Paris, Lyon and Marseille are there with their arrondissements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    pub code: CommuneCode,
    pub name: String,
    /// 1943-01-01 means "or earlier".
    pub from: Date,
    /// The first day on which it no longer exists.
    pub until: Option<Date>,
    /// Known for current communes only.
    pub postal_codes: Vec<String>,
}

/// The table compiled in. Several lines may have one code: names change, and codes are used again.
pub fn builtin() -> impl Iterator<Item = Commune> {
    FILE.lines().skip(1).filter_map(read)
}

fn read(line: &str) -> Option<Commune> {
    let [code, name, from, until, postal_codes] = line.splitn(5, ';').collect::<Vec<_>>()[..]
    else {
        return None;
    };
    Some(Commune {
        code: code.parse().ok()?,
        name: name.to_owned(),
        from: from.parse().ok()?,
        until: until.parse().ok(),
        postal_codes: postal_codes.split_whitespace().map(str::to_owned).collect(),
    })
}

impl Commune {
    /// Whether someone may be born there on that date: on any day of it, when it is partial.
    #[must_use]
    pub fn existed_on(&self, birth: &BirthDate) -> bool {
        let (earliest, latest) = (
            birth.earliest().max(BEGINNING),
            birth.latest().max(BEGINNING),
        );
        self.from <= latest && self.until.is_none_or(|until| earliest < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn lines(code: &str) -> Vec<Commune> {
        FILE.lines()
            .filter(|line| line.starts_with(code))
            .filter_map(read)
            .collect()
    }

    fn existing(code: &str, birth: &str) -> Vec<String> {
        let birth: BirthDate = birth.parse().unwrap();
        lines(code)
            .into_iter()
            .filter(|commune| commune.existed_on(&birth))
            .map(|commune| commune.name)
            .collect()
    }

    #[test]
    fn every_line_of_the_file_is_read_and_lasts_a_day_at_least() {
        let communes: Vec<Commune> = builtin().collect();
        assert_eq!(communes.len(), FILE.lines().count() - 1);
        for commune in &communes {
            assert!(
                commune.from >= BEGINNING && commune.until.is_none_or(|until| commune.from < until),
                "{commune:?}"
            );
            let is_postal =
                |code: &String| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
            assert!(commune.postal_codes.iter().all(is_postal), "{commune:?}");
        }
        let dates = |line: &str| {
            line.split(';')
                .nth(3)
                .is_none_or(|until| until.is_empty() || until.parse::<Date>().is_ok())
        };
        assert!(FILE.lines().skip(1).all(dates));
        assert_eq!(
            communes
                .iter()
                .filter(|commune| commune.until.is_none())
                .count(),
            35_014
        );
    }

    #[test]
    fn r02_the_commune_must_have_existed_on_the_birth_date() {
        assert_eq!(existing("01003", "1973-12-31"), ["Amareins"]);
        assert!(existing("01003", "1974-01-01").is_empty());
        assert_eq!(existing("69149", "1990-05-02"), ["Oullins"]);
        assert_eq!(lines("69149").last().unwrap().from, date(2024, 1, 1));
    }

    #[test]
    fn r02_before_1943_those_of_1943_count() {
        assert_eq!(existing("01003", "1938-04-01"), ["Amareins"]);
        assert!(existing("2A004", "1938-04-01").is_empty());
    }

    #[test]
    fn r02_a_partial_date_matches_if_any_day_of_it_does() {
        assert_eq!(existing("20004", "1975-00-00"), ["Ajaccio"]);
        assert_eq!(existing("2A004", "1976-01-00"), ["Ajaccio"]);
        assert!(existing("20004", "1976-00-00").is_empty());
        assert!(existing("2A004", "1975-12-00").is_empty());
    }

    #[test]
    fn r02_births_are_coded_by_arrondissement() {
        let paris =
            (75101..=75120).all(|code| existing(&code.to_string(), "1980-01-01").len() == 1);
        let lyon = (69381..=69389).all(|code| existing(&code.to_string(), "1980-01-01").len() == 1);
        let marseille =
            (13201..=13216).all(|code| existing(&code.to_string(), "1980-01-01").len() == 1);
        assert!(paris && lyon && marseille);
        assert_eq!(lines("75101")[0].postal_codes, ["75001"]);
    }

    #[test]
    fn r02_people_were_born_in_mayotte_before_it_was_a_department() {
        assert_eq!(existing("97611", "1985-07-14"), ["Mamoudzou"]);
    }
}
