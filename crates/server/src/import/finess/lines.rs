//! The lines of a text file, one at a time, in UTF-8 or in Windows-1252 (which Latin-1 is part of).

use super::fault::FileFault;
use std::io::{BufRead, Read};

/// Bytes of the longest line: real ones have some hundreds.
const LONGEST: u64 = 64 * 1024;

/// Reads lines, numbered from 1.
pub struct Lines<R> {
    reader: R,
    number: u64,
}

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub number: u64,
    pub text: String,
    /// Nothing follows it.
    pub is_last: bool,
}

impl<R: BufRead> Lines<R> {
    pub const fn new(reader: R) -> Self {
        Self { reader, number: 0 }
    }

    /// The next line that is not empty.
    pub fn next(&mut self) -> Result<Option<Line>, FileFault> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            self.number += 1;
            let read = self
                .reader
                .by_ref()
                .take(LONGEST)
                .read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            if !bytes.ends_with(b"\n") && read as u64 == LONGEST {
                return Err(FileFault::LineTooLong { line: self.number });
            }
            let text = decode(&bytes);
            if !text.is_empty() {
                let is_last = self.reader.fill_buf()?.is_empty();
                return Ok(Some(Line {
                    number: self.number,
                    text,
                    is_last,
                }));
            }
        }
    }
}

/// A line of accented Latin-1 is never valid UTF-8 by chance, so each line tells its own encoding.
fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bytes = bytes.trim_ascii_end();
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<Line> {
        let mut lines = Lines::new(bytes);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    #[test]
    fn s03_utf8_and_latin1_are_read_alike() {
        let utf8 = lines("\u{feff}Hôpital\r\n\r\nŒuvre\n".as_bytes());
        let latin = lines(b"H\xF4pital\n\n\x8Cuvre");
        assert_eq!(utf8, latin);
        assert_eq!(utf8[1].text, "Œuvre");
        assert_eq!(
            (utf8[1].number, utf8[0].is_last, utf8[1].is_last),
            (3, false, true)
        );
    }

    #[test]
    fn an_endless_line_is_refused_before_it_fills_the_memory() {
        let mut lines = Lines::new(std::io::BufReader::new(std::io::repeat(b'x')));
        assert!(matches!(
            lines.next(),
            Err(FileFault::LineTooLong { line: 1 })
        ));
    }
}
