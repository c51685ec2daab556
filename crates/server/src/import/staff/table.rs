//! Lines of cells, wherever they come from.

use domain::identifiers::french;
use jiff::{ToSpan, civil::date};

/// Lines of a list, under its headers.
pub const MOST_LINES: usize = 20_000;
/// Lines kept of a sheet: titles and headers too.
pub(super) const MOST_ROWS: usize = MOST_LINES + 100;
/// Columns that are looked at.
pub(super) const MOST_COLUMNS: usize = 64;

/// A sheet, or a whole text.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub name: String,
    pub rows: Vec<Row>,
    /// It has more rows than were kept.
    pub is_cut: bool,
    /// Its days are counted from 1904.
    pub is_1904: bool,
}

#[derive(Debug, Default)]
pub(super) struct Row {
    /// In the file, from 1.
    pub number: usize,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
pub(super) enum Cell {
    Text(String),
    Number(f64),
}

impl Default for Cell {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// A whole number is written without a point: an RPPS number is one in many lists.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// The same in a column of dates: a number there is a day that lost its format.
    pub fn day(&self, is_1904: bool) -> String {
        match self {
            Self::Number(number) => {
                day_of_serial(*number, is_1904).unwrap_or_else(|| number.to_string())
            }
            Self::Text(_) => self.text(),
        }
    }
}

/// The day that a spreadsheet counts so, from 1930 to 2100.
fn day_of_serial(serial: f64, is_1904: bool) -> Option<String> {
    let mut days: i32 = serial.trunc().to_string().parse().ok()?;
    if is_1904 {
        days = days.checked_add(1462)?;
    }
    if !(10_959..=73_415).contains(&days) {
        return None;
    }
    let day = date(1899, 12, 30).checked_add(days.days()).ok()?;
    Some(french(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l04_a_day_that_lost_its_format_is_a_day_again() {
        assert_eq!(Cell::Number(46326.0).day(false), "31/10/2026");
        assert_eq!(Cell::Number(44864.0).day(true), "31/10/2026");
        assert_eq!(Cell::Number(46326.75).day(false), "31/10/2026");
        assert_eq!(Cell::Number(2026.0).day(false), "2026");
        assert_eq!(Cell::Number(f64::NAN).day(false), "NaN");
        assert_eq!(Cell::Number(99_700_000_123.0).text(), "99700000123");
    }
}
