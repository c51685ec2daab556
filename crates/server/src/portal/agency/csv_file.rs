//! Files that a spreadsheet sends: UTF-8 or Windows-1252, `;` or `,` (or tabulations), headers in any order.

use domain::identifiers::comparison_key;
use std::borrow::Cow;

/// The text of a file, whichever of the two encodings it came in.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
    }
}

/// The lines of a file, headers first, cut at the mark that its first line has most of.
pub fn reader(text: &str) -> csv::Reader<&[u8]> {
    let head = text.lines().next().unwrap_or_default();
    let count = |mark: char| head.matches(mark).count();
    let delimiter = [';', ',', '\t']
        .into_iter()
        .max_by_key(|mark| (count(*mark), *mark == ';'));
    csv::ReaderBuilder::new()
        .delimiter(
            delimiter
                .and_then(|mark| u8::try_from(mark).ok())
                .unwrap_or(b';'),
        )
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// Where a column is, by its name or another that it goes by (in the form of comparison).
pub fn place(headers: &csv::StringRecord, name: &str, others: &[&str]) -> Option<usize> {
    let name = comparison_key(name);
    headers.iter().position(|header| {
        let header = comparison_key(header.trim_end_matches(['*', ':', ' ']));
        // "prénoms" and "prénom", "nom(s)" …
        let bare = header.trim_end_matches("(S)").trim_end_matches('S');
        header == name || bare == name.trim_end_matches('S') || others.contains(&header.as_str())
    })
}

/// A cell, without the spaces around it and the mark that keeps a spreadsheet from running a text.
pub fn cell(record: &csv::StringRecord, place: Option<usize>) -> &str {
    let cell = place.and_then(|place| record.get(place));
    let cell = cell.unwrap_or_default().trim();
    cell.strip_prefix('\'').unwrap_or(cell)
}
