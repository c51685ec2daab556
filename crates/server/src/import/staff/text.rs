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
    for record in reader.records() {
        let record = record.map_err(|_| Unreadable::Damaged)?;
        if table.rows.len() == MOST_ROWS {
            table.is_cut = true;
            break;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().take(MOST_COLUMNS);
        table.rows.push(Row {
            number: usize::try_from(line).unwrap_or_default(),
            cells: cells.map(|cell| Cell::Text(cell.to_owned())).collect(),
        });
    }
    Ok(table)
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
        let marks = lines.map(|line| line.bytes().filter(|byte| *byte == mark).count());
        marks.sum::<usize>()
    };
    // Of marks as frequent, the last wins: commas stand inside numbers and names.
    let marks = [b',', b';', b'\t'];
    marks
        .into_iter()
        .max_by_key(|mark| count(*mark))
        .unwrap_or(b';')
}
