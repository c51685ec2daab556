//! A text of lines and marks: CSV, or what is pasted from a spreadsheet; in the encoding that it comes in.

use super::{
    Unreadable,
    table::{Cell, MOST_COLUMNS, MOST_ROWS, Row, Table},
};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

pub(super) fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    let text = decode(bytes);
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Unreadable::Empty);
    }
    // A page saved under the name of a list, a PDF, anything with bytes zero.
    if start.starts_with(['<', '%']) || text.contains('\0') {
        return Err(Unreadable::NoList);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut lines = Lines {
        text: text.as_bytes(),
        at: 0,
        number: 1,
    };
    for record in reader.records() {
        let record = record.map_err(|_| Unreadable::Damaged)?;
        if table.rows.len() == MOST_ROWS {
            table.is_cut = true;
            break;
        }
        let number = lines.number_at(record.position().map_or(0, csv::Position::byte));
        let cells = record.iter().take(MOST_COLUMNS);
        let cells = cells.map(|cell| Cell::Text(cell.to_owned())).collect();
        table.rows.push(Row { number, cells });
    }
    Ok(table)
}

/// Counts lines: the reader's own count leaves out empty ones.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    number: usize,
}

impl Lines<'_> {
    /// The line of the first byte, from this one on, that ends none; asked in their order.
    fn number_at(&mut self, byte: u64) -> usize {
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX);
        while matches!(self.text.get(to), Some(b'\r' | b'\n')) {
            to += 1;
        }
        let passed = self.text.get(self.at..to).unwrap_or_default();
        self.number += passed.split(|byte| *byte == b'\n').count() - 1;
        self.at = to;
        self.number
    }
}

/// By its mark, else UTF-8 if it is, else what Windows writes in France.
fn decode(bytes: &[u8]) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((marked, _)) => marked,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, ..) = encoding.decode(bytes);
    text.into_owned()
}

/// Lines in which the mark between cells is looked for: titles may come before the headers.
const LOOKED_AT: usize = 30;

fn delimiter(text: &str) -> u8 {
    let count = |mark: u8| {
        let lines = text.lines().take(LOOKED_AT);
        let marks = lines.map(|line| {
            let all = line.bytes().filter(|byte| *byte == mark).count();
            all - if mark == b',' { powers(line) } else { 0 }
        });
        marks.sum::<usize>()
    };
    // Of marks as frequent, the last wins: commas stand inside numbers and names.
    let marks = [b',', b';', b'\t'];
    marks
        .into_iter()
        .max_by_key(|mark| count(*mark))
        .unwrap_or(b';')
}

/// Numbers such as `9,97E+10`, of which the comma parts no cells.
fn powers(line: &str) -> usize {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_power = |(before, after): (&str, &str)| {
        let power = after.trim_start_matches(is_digit);
        let exponent = power.strip_prefix(['e', 'E']).unwrap_or_default();
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
        before.ends_with(is_digit) && power.len() < after.len() && exponent.starts_with(is_digit)
    };
    let commas = line.match_indices(',');
    let parts = commas.map(|(at, _)| (&line[..at], &line[at + 1..]));
    parts.filter(|parts| is_power(*parts)).count()
}
