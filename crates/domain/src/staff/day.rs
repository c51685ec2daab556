//! A day as staff lists write it.

use crate::identifiers::{comparison_key, parse_french_date};
use jiff::civil::Date;

/// Which century a year of two digits is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Century {
    /// Of births: from 1930 to 2029.
    Past,
    Present,
}

const MONTHS: [&str; 12] = [
    "JANVIER",
    "FEVRIER",
    "MARS",
    "AVRIL",
    "MAI",
    "JUIN",
    "JUILLET",
    "AOUT",
    "SEPTEMBRE",
    "OCTOBRE",
    "NOVEMBRE",
    "DECEMBRE",
];

/// A day as lists have it: `31/10/2026`, `2026-10-31`, `31/10/26`, `31 octobre 2026`, with or without an hour.
pub(super) fn read_day(cell: &str, century: Century) -> Option<Date> {
    let cell = cell.trim();
    if let Ok(day) = parse_french_date(cell) {
        return Some(day);
    }
    let before_hour = cell.split('T').next().unwrap_or_default();
    if let Ok(day) = parse_french_date(before_hour) {
        return Some(day);
    }
    if let Some((day, hour)) = cell.split_once(' ')
        && hour.contains(':')
    {
        return read_day(day, century);
    }
    let key = comparison_key(&cell.replace(['/', '.'], " "));
    let parts: Vec<&str> = key.split(' ').collect();
    let [day, month, year] = parts[..] else {
        return None;
    };
    let month = match MONTHS.iter().position(|name| *name == month) {
        Some(rank) => (rank + 1).to_string(),
        None => month.to_owned(),
    };
    let day = day.trim_end_matches("ER");
    let year = match (year.len(), year.parse::<u16>().ok()?) {
        (2, short) if century == Century::Past && short >= 30 => 1900 + short,
        (2, short) => 2000 + short,
        (_, year) => year,
    };
    parse_french_date(&format!("{day}/{month}/{year}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn l04_dates_are_read_in_the_forms_of_lists() {
        for cell in [
            "31/10/2026",
            "31/10/26",
            "2026-10-31",
            "31.10.2026",
            "31 octobre 2026",
            "31102026",
            "2026-10-31 00:00:00",
            "31/10/2026 00:00",
            "2026-10-31T00:00:00",
        ] {
            assert_eq!(
                read_day(cell, Century::Present),
                Some(date(2026, 10, 31)),
                "{cell}"
            );
        }
        assert_eq!(
            read_day("1er août 2026", Century::Present),
            Some(date(2026, 8, 1))
        );
        assert_eq!(read_day("14/03/85", Century::Past), Some(date(1985, 3, 14)));
        for cell in [
            "bientôt",
            "31/13/2026",
            "2026",
            "30 février 2026",
            "1 2 3 4",
        ] {
            assert_eq!(read_day(cell, Century::Present), None, "{cell}");
        }
    }
}
