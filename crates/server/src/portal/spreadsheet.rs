//! Lists as files: CSV for machines, XLSX for people; both keep leading zeros and run nothing.

use crate::web::{Page, Problem};
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The two kinds of file, by the end of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
}

impl Kind {
    const fn end(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A file being written, line by line; the lines are not kept.
pub enum Sheet {
    Csv(Box<csv::Writer<Vec<u8>>>),
    Xlsx { book: Box<Workbook>, next: u32 },
}

/// Excel reads a CSV file as UTF-8 only after this mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Sheet {
    /// A file with its line of headers.
    pub fn begin(kind: Kind, headers: &[&str]) -> Result<Self, Problem> {
        let mut sheet = match kind {
            Kind::Csv => Self::Csv(Box::new(
                csv::WriterBuilder::new()
                    .delimiter(b';')
                    .terminator(csv::Terminator::CRLF)
                    .from_writer(MARK.to_vec()),
            )),
            Kind::Xlsx => {
                let mut book = Box::new(Workbook::new());
                let bold = Format::new().set_bold();
                let page = book.add_worksheet_with_constant_memory();
                page.set_row_format(0, &bold).map_err(failed)?;
                page.set_freeze_panes(1, 0).map_err(failed)?;
                Self::Xlsx { book, next: 0 }
            }
        };
        sheet.write(headers.iter().map(|header| (*header).to_owned()))?;
        Ok(sheet)
    }

    pub fn write(&mut self, cells: impl Iterator<Item = String>) -> Result<(), Problem> {
        match self {
            Self::Csv(writer) => writer
                .write_record(cells.map(|cell| inert(&cell)))
                .map_err(|error| Problem::failure(&error)),
            Self::Xlsx { book, next } => {
                let page = book.worksheet_from_index(0).map_err(failed)?;
                for (column, cell) in (0_u16..).zip(cells) {
                    page.write_string(*next, column, cell).map_err(failed)?;
                }
                *next += 1;
                Ok(())
            }
        }
    }

    /// The bytes of the whole file.
    pub fn end(self) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Csv(writer) => writer
                .into_inner()
                .map_err(|error| Problem::failure(&error)),
            Self::Xlsx { mut book, .. } => book.save_to_buffer().map_err(failed),
        }
    }

    /// The file as an answer, to be kept under `name`.
    pub fn send(self, name: &str) -> Page {
        let kind = match self {
            Self::Csv(_) => Kind::Csv,
            Self::Xlsx { .. } => Kind::Xlsx,
        };
        download(
            &format!("{name}.{}", kind.end()),
            kind.media_type(),
            self.end()?,
        )
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
fn failed(error: XlsxError) -> Problem {
    Problem::failure(&error)
}

/// A file to keep; no cache does. `name` is ours: letters, digits, dots and hyphens.
pub fn download(name: &str, media_type: &str, body: Vec<u8>) -> Page {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    for (header, value) in [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ] {
        let value = HeaderValue::from_str(&value).map_err(|error| Problem::failure(&error))?;
        headers.insert(header, value);
    }
    Ok(response)
}

/// A cell that a spreadsheet takes for a text, never for a formula.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}");
    }
    cell.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells() -> impl Iterator<Item = String> {
        ["010000024", "=1+1", "a;b", "Zoé"]
            .into_iter()
            .map(str::to_owned)
    }

    #[test]
    fn a_csv_keeps_zeros_and_runs_no_formula() {
        let mut sheet = Sheet::begin(Kind::Csv, &["FINESS", "Nom"]).unwrap();
        sheet.write(cells()).unwrap_err();
        let mut sheet = Sheet::begin(Kind::Csv, &["a", "b", "c", "d"]).unwrap();
        sheet.write(cells()).unwrap();
        let text = String::from_utf8(sheet.end().unwrap()).unwrap();
        assert_eq!(text, "\u{feff}a;b;c;d\r\n010000024;'=1+1;\"a;b\";Zoé\r\n");
    }

    #[test]
    fn a_workbook_is_a_zip_of_texts() {
        let mut sheet = Sheet::begin(Kind::Xlsx, &["a", "b", "c", "d"]).unwrap();
        sheet.write(cells()).unwrap();
        assert!(sheet.end().unwrap().starts_with(b"PK"));
    }
}
