//! A workbook of Excel: bounded before it is read, then read cell by cell.

use super::{
    Unreadable,
    table::{Cell, MOST_COLUMNS, MOST_ROWS, Row, Table},
};
use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};
use domain::staff::UNSAVED_FORMULA;
use std::io::{Cursor, Read as _, copy, sink};
use zip::ZipArchive;

/// Bytes that a workbook may have unpacked: one of 20,000 lines has some 20 million.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// Files that it may hold.
const MOST_FILES: usize = 1_000;
const MOST_SHEETS: usize = 20;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    check(bytes)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let is_1904 = book.has_1904_epoch();
    let names: Vec<String> = book.sheet_names().into_iter().take(MOST_SHEETS).collect();
    let mut tables = Vec::new();
    for name in names {
        let mut table = sheet(&mut book, &name)?;
        table.is_1904 = is_1904;
        if !table.rows.is_empty() {
            tables.push(table);
        }
    }
    if tables.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(tables)
}

/// Is it a workbook of Excel, and no larger than a list once unpacked? What the archive says of its sizes is not
/// believed: it is unpacked once, into nothing.
fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("content.xml") {
        return Err(Unreadable::OtherWorkbook("LibreOffice (.ods)"));
    }
    if has("xl/workbook.bin") {
        return Err(Unreadable::OtherWorkbook("Excel binaire (.xlsb)"));
    }
    if !has("[Content_Types].xml") || !archive.file_names().any(|name| name.starts_with("xl/")) {
        return Err(Unreadable::NoList);
    }
    if archive.len() > MOST_FILES {
        return Err(Unreadable::TooLarge);
    }
    let mut unpacked = 0;
    for rank in 0..archive.len() {
        let file = archive.by_index(rank).map_err(|_| Unreadable::Damaged)?;
        let left = MOST_UNPACKED - unpacked;
        if file.size() > left {
            return Err(Unreadable::TooLarge);
        }
        let read = copy(&mut file.take(left + 1), &mut sink());
        unpacked += read.map_err(|_| Unreadable::Damaged)?;
        if unpacked > MOST_UNPACKED {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(())
}

fn damaged(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Password,
        _ => Unreadable::Damaged,
    }
}

fn sheet(book: &mut Book<'_>, name: &str) -> Result<Table, Unreadable> {
    let mut table = Table {
        name: name.to_owned(),
        ..Table::default()
    };
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart has a sheet of its own.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(table),
        Err(error) => return Err(damaged(&error)),
    };
    while let Some(cell) = cells
        .next_cell_with_formula_metadata()
        .map_err(|error| damaged(&error))?
    {
        let (row, column) = cell.pos;
        let value = match (value(&cell.value), cell.formula) {
            (Some(value), _) => value,
            (None, Some(_)) => Cell::Text(UNSAVED_FORMULA.to_owned()),
            (None, None) => continue,
        };
        let number = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            continue;
        }
        if table.rows.last().is_none_or(|row| row.number != number) {
            if table.rows.len() == MOST_ROWS {
                table.is_cut = true;
                break;
            }
            table.rows.push(Row {
                number,
                cells: Vec::new(),
            });
        }
        if let Some(row) = table.rows.last_mut() {
            put(row, column, value);
        }
    }
    drop(cells);
    spread(book, &mut table);
    Ok(table)
}

fn put(row: &mut Row, column: usize, value: Cell) {
    if row.cells.len() <= column {
        row.cells.resize_with(column + 1, Cell::default);
    }
    row.cells[column] = value;
}

/// A formula gives the value that the spreadsheet kept of it, if it did; an error gives its name.
fn value(cell: &DataRef<'_>) -> Option<Cell> {
    Some(match cell {
        DataRef::Empty => return None,
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(text.clone())
        }
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(yes) => Cell::Text(if *yes { "oui" } else { "non" }.to_owned()),
        DataRef::DateTime(at) => day(at),
        DataRef::Error(error) => Cell::Text(error.to_string()),
    })
}

fn day(at: &ExcelDateTime) -> Cell {
    if !at.is_datetime() {
        return Cell::Number(at.as_f64());
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    Cell::Text(format!("{day:02}/{month:02}/{year:04}"))
}

/// Cells merged downwards say the same of each of their lines.
fn spread(book: &mut Book<'_>, table: &mut Table) {
    let merged = book
        .merge_cells_by_sheet_name(&table.name)
        .unwrap_or_default();
    for region in merged.into_iter().take(MOST_ROWS) {
        let number = |row: u32| usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
        let (top, bottom) = (number(region.start.0), number(region.end.0));
        let column = usize::try_from(region.start.1).unwrap_or(usize::MAX);
        if bottom <= top || column >= MOST_COLUMNS {
            continue;
        }
        let first = table.rows.partition_point(|row| row.number < top);
        let value = table
            .rows
            .get(first)
            .filter(|row| row.number == top)
            .and_then(|row| row.cells.get(column))
            .cloned();
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            continue;
        };
        let below = table.rows[first..].iter_mut().skip(1);
        for row in below.take_while(|row| row.number <= bottom) {
            put(row, column, value.clone());
        }
    }
}
