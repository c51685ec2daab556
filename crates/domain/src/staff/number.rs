//! An RPPS number as a spreadsheet leaves it: spaces, decimals, powers of ten, leading zeros lost.

use super::Wrong;
use crate::identifiers::{InvalidRpps, Rpps};

/// A number that was read in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub rpps: Rpps,
    /// Its leading zeros were lost, and put back: it is to be believed only if the name agrees.
    pub is_mended: bool,
}

const DIGITS: usize = 11;

impl Number {
    /// None when the cell is empty.
    pub fn read(cell: &str) -> Result<Option<Self>, Wrong> {
        let text: String = cell.chars().filter(|c| !is_blank(*c)).collect();
        let text = text.trim_start_matches(['\'', '’']);
        if text.is_empty() {
            return Ok(None);
        }
        let digits = digits(text)?;
        if digits.len() > DIGITS {
            return Err(Wrong::NumberShape);
        }
        let is_mended = digits.len() < DIGITS;
        match format!("{digits:0>DIGITS$}").parse() {
            Ok(rpps) => Ok(Some(Self { rpps, is_mended })),
            // A short number whose key is wrong lost more than zeros.
            Err(_) if is_mended => Err(Wrong::NumberShape),
            Err(InvalidRpps::Key) => Err(Wrong::NumberKey),
            Err(InvalidRpps::Shape) => Err(Wrong::NumberShape),
        }
    }
}

/// Spaces of every kind, those of no width too.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The digits of a whole number, written plainly, with decimals that are zeros, or with a power of ten.
fn digits(text: &str) -> Result<String, Wrong> {
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        Some((mantissa, power)) => {
            let power: usize = power
                .trim_start_matches('+')
                .parse()
                .map_err(|_| Wrong::NumberShape)?;
            (mantissa, power)
        }
        None => (text, 0),
    };
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(decimals) || power > DIGITS {
        return Err(Wrong::NumberShape);
    }
    let decimals = if power == 0 {
        decimals.trim_end_matches('0')
    } else {
        decimals
    };
    match (power, decimals.len()) {
        (0, 0) => Ok(whole.to_owned()),
        (0, _) => Err(Wrong::NumberShape),
        // As many decimals as the power: no digit was lost.
        (power, known) if known == power => Ok(format!("{whole}{decimals}")),
        _ => Err(Wrong::NumberRounded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(cell: &str) -> Result<Option<String>, Wrong> {
        Number::read(cell).map(|number| number.map(|number| number.rpps.to_string()))
    }

    #[test]
    fn l04_a_number_is_read_as_a_spreadsheet_leaves_it() {
        let rpps = Rpps::from_order(9_970_000_123).unwrap().to_string();
        let spaced = format!("{} {}", &rpps[..3], &rpps[3..]);
        let scientific = format!("{},{}E+10", &rpps[..1], &rpps[1..]);
        for cell in [
            rpps.clone(),
            format!("'{rpps}"),
            format!("{rpps}.0"),
            format!("{rpps},00"),
            spaced.replace(' ', "\u{a0}"),
            spaced.replace(' ', "\u{202f}"),
            spaced.replace(' ', "\u{2009}"),
            format!("\u{feff}{rpps}\u{200b}"),
            scientific,
        ] {
            assert_eq!(read(&cell), Ok(Some(rpps.clone())), "{cell:?}");
        }
        assert_eq!(read(" \u{a0}"), Ok(None));
    }

    #[test]
    fn l04_leading_zeros_are_put_back_and_told() {
        let rpps = Rpps::from_order(12_345_678).unwrap();
        let short = rpps.as_str().trim_start_matches('0');
        let number = Number::read(short).unwrap().unwrap();
        assert!(number.is_mended);
        assert_eq!(number.rpps, rpps);
    }

    #[test]
    fn l04_a_number_that_was_rounded_is_no_number() {
        assert_eq!(read("9,97E+10"), Err(Wrong::NumberRounded));
        assert_eq!(read("9.97000012E10"), Err(Wrong::NumberRounded));
        assert_eq!(read("99700001230.5"), Err(Wrong::NumberShape));
        assert_eq!(read("1234567890123"), Err(Wrong::NumberShape));
        assert_eq!(read("12"), Err(Wrong::NumberShape));
        assert_eq!(read("abc"), Err(Wrong::NumberShape));
        assert_eq!(read("E10"), Err(Wrong::NumberShape));
        let rpps = Rpps::from_order(9_970_000_123).unwrap().to_string();
        let key = (rpps.as_bytes()[10] - b'0' + 1) % 10;
        assert_eq!(
            read(&format!("{}{key}", &rpps[..10])),
            Err(Wrong::NumberKey)
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), near in "[0-9eE+.,' ]{0,16}") {
            let _ = (Number::read(&text), Number::read(&near));
        }
    }
}
