//! Staff lists: a workbook, a CSV file or a text pasted from a spreadsheet, read into lines (L4).

mod columns;
mod table;
mod text;
mod workbook;

pub use table::MOST_LINES;

use columns::Columns;
use domain::staff::Written;
use table::{Cell, Row, Table};

/// A list that was read.
#[derive(Clone, Debug, Default)]
pub struct StaffList {
    pub lines: Vec<Written>,
    /// The headers that tell nothing of what is looked for.
    pub ignored: Vec<String>,
    /// The name of the sheet, when there are several.
    pub sheet: Option<String>,
}

/// Why nothing can be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// No line, or none under the headers.
    Empty,
    /// A workbook that asks for a password.
    Password,
    /// The binary workbook of before 2007.
    OldWorkbook,
    /// A workbook of another program, by its name.
    OtherWorkbook(&'static str),
    /// Neither a workbook nor a text.
    NoList,
    Damaged,
    /// Unpacked, it is larger than any list.
    TooLarge,
    TooManyLines,
    /// No line has the headers that are needed; those of the line that looks most like it.
    Lacks {
        found: Vec<String>,
    },
}

/// Letters of a cell that are kept: names have 300 at most.
const LONGEST: usize = 300;

/// Read a list with headers, whatever it is by its content. Takes its time: not for an async task.
pub fn read(bytes: &[u8]) -> Result<StaffList, Unreadable> {
    let tables = tables(bytes)?;
    let several = tables.len() > 1;
    // Of two sheets that have as many columns, the first.
    let best = tables
        .iter()
        .rev()
        .filter_map(|table| Some((Columns::find(&table.rows)?, table)))
        .max_by_key(|(columns, _)| columns.known());
    let Some((columns, table)) = best else {
        return Err(lacks(&tables));
    };
    if table.is_cut {
        return Err(Unreadable::TooManyLines);
    }
    let rows = table.rows.iter().skip(columns.at + 1);
    let lines: Vec<Written> = rows
        .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
        .map(|row| columns.line(row, table.is_1904))
        .filter(|line| !columns.is_header_again(line))
        .collect();
    match lines.len() {
        0 => return Err(Unreadable::Empty),
        count if count > MOST_LINES => return Err(Unreadable::TooManyLines),
        _ => {}
    }
    Ok(StaffList {
        lines,
        ignored: columns.ignored,
        sheet: several.then(|| table.name.clone()),
    })
}

/// Read RPPS numbers: a list with headers, or else the first cell of each line.
pub fn read_numbers(bytes: &[u8]) -> Result<StaffList, Unreadable> {
    match read(bytes) {
        Err(Unreadable::Lacks { .. } | Unreadable::Empty) => {}
        done => return done,
    }
    let tables = tables(bytes)?;
    let table = tables.into_iter().find(|table| !table.rows.is_empty());
    let table = table.ok_or(Unreadable::Empty)?;
    if table.is_cut {
        return Err(Unreadable::TooManyLines);
    }
    let first = |row: &Row| row.cells.iter().find(|cell| !cell.is_empty()).cloned();
    let lines = table.rows.iter().filter_map(|row| {
        Some(Written {
            number: row.number,
            rpps: shortened(&first(row)?.text()),
            ..Written::default()
        })
    });
    let lines: Vec<Written> = lines.collect();
    if lines.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(StaffList {
        lines,
        ..StaffList::default()
    })
}

/// What a file holds, by its first bytes.
fn tables(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if bytes.starts_with(b"PK") {
        return workbook::read(bytes);
    }
    if bytes.starts_with(OLE) {
        return Err(old_workbook(bytes));
    }
    Ok(vec![text::read(bytes)?])
}

/// An OLE file holds an old workbook, or a new one under its password.
fn old_workbook(bytes: &[u8]) -> Unreadable {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") {
        Unreadable::Password
    } else if has("Workbook") || has("Book") {
        Unreadable::OldWorkbook
    } else {
        Unreadable::NoList
    }
}

/// The cells of the line that looks most like headers, so that the sentence can show what was found.
fn lacks(tables: &[Table]) -> Unreadable {
    let rows = tables
        .iter()
        .flat_map(|table| table.rows.iter().take(columns::DEEPEST));
    let filled = |row: &&Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let best = rows.rev().max_by_key(filled);
    let Some(row) = best.filter(|row| filled(row) > 0) else {
        return Unreadable::Empty;
    };
    let texts = row
        .cells
        .iter()
        .map(Cell::text)
        .filter(|text| !text.is_empty());
    Unreadable::Lacks {
        found: texts
            .take(12)
            .map(|text| text.chars().take(40).collect())
            .collect(),
    }
}

fn shortened(text: &str) -> String {
    let clean = text.trim().chars().filter(|c| !c.is_control());
    clean.take(LONGEST).collect()
}

#[cfg(test)]
mod tests;
