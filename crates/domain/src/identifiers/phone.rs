//! A telephone number on which somebody is called: fixed or mobile, of France or of elsewhere.

use super::{InvalidMobile, Mobile, mobile::dialled_digits, text_value};
use std::str::FromStr;

/// Country prefixes of the French numbers that are dialled with ten digits, overseas ones first.
const FRENCH: [&str; 5] = ["590", "594", "596", "262", "33"];

/// The second pair of digits of a fixed line overseas gives its prefix (numbering plan of ARCEP).
const OVERSEAS: [(&str, &str); 5] = [
    ("0590", "590"),
    ("0594", "594"),
    ("0596", "596"),
    ("0262", "262"),
    ("0269", "262"),
];

/// Kept in the international form of E.164, `+33263980100`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(String);
text_value!(Phone);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPhone {
    #[error("a telephone number is missing")]
    Empty,
    #[error("digits are missing in the telephone number")]
    TooShort,
    #[error("there are too many digits in the telephone number")]
    TooLong,
    #[error("this is not a telephone number")]
    Shape,
    /// Numbers of 08 are not answered by one person, and may cost the caller.
    #[error("this is the number of a special service")]
    Special,
}

impl Phone {
    /// As French people write it: `02 63 98 01 00`, or `+32 470123456` from elsewhere.
    #[must_use]
    pub fn display_french(&self) -> String {
        let digits = &self.0[1..];
        let home = FRENCH.iter().find_map(|prefix| {
            let rest = digits.strip_prefix(prefix)?;
            (rest.len() == 9).then(|| format!("0{rest}"))
        });
        let Some(dialled) = home else {
            return self.0.clone();
        };
        let pairs: Vec<&str> = (0..5)
            .map(|rank| &dialled[2 * rank..2 * rank + 2])
            .collect();
        pairs.join(" ")
    }
}

impl FromStr for Phone {
    type Err = InvalidPhone;

    fn from_str(text: &str) -> Result<Self, InvalidPhone> {
        if let Ok(mobile) = text.parse::<Mobile>() {
            return Ok(Self(mobile.to_string()));
        }
        let dialled = dialled_digits(text).map_err(|why| match why {
            InvalidMobile::Empty => InvalidPhone::Empty,
            _ => InvalidPhone::Shape,
        })?;
        match dialled.strip_prefix('+') {
            Some(digits) => from_international(digits),
            None => from_national(&dialled),
        }
        .map(Self)
    }
}

fn from_international(digits: &str) -> Result<String, InvalidPhone> {
    for prefix in FRENCH {
        if let Some(rest) = digits.strip_prefix(prefix) {
            return from_national(&format!("0{}", rest.strip_prefix('0').unwrap_or(rest)));
        }
    }
    match digits.len() {
        0..=7 => Err(InvalidPhone::TooShort),
        // E.164: fifteen digits with the prefix of the country, which begins with no zero.
        16.. => Err(InvalidPhone::TooLong),
        _ if digits.starts_with('0') => Err(InvalidPhone::Shape),
        _ => Ok(format!("+{digits}")),
    }
}

fn from_national(digits: &str) -> Result<String, InvalidPhone> {
    match digits.len() {
        0..=9 => return Err(InvalidPhone::TooShort),
        10 => {}
        _ => return Err(InvalidPhone::TooLong),
    }
    if !digits.starts_with('0') || digits.starts_with("00") {
        return Err(InvalidPhone::Shape);
    }
    if digits.starts_with("08") {
        return Err(InvalidPhone::Special);
    }
    let overseas = OVERSEAS.iter().find(|(start, _)| digits.starts_with(start));
    let prefix = overseas.map_or("33", |(_, prefix)| prefix);
    Ok(format!("+{prefix}{}", &digits[1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, InvalidPhone> {
        text.parse::<Phone>().map(|phone| phone.to_string())
    }

    #[test]
    fn c04_fixed_mobile_and_foreign_numbers_are_read() {
        for (text, stored) in [
            ("02 63 98 01 00", "+33263980100"),
            ("+33 (0)2 63 98 01 00", "+33263980100"),
            ("0033263980100", "+33263980100"),
            ("06.12.34.56.78", "+33612345678"),
            ("09 72 34 56 78", "+33972345678"),
            ("0590 98 01 00", "+590590980100"),
            ("0262 90 12 34", "+262262901234"),
            ("0690 12 34 56", "+590690123456"),
            ("+687 27 12 34", "+687271234"),
            ("+32 2 123 45 67", "+3221234567"),
            ("+352 26 12 34 56", "+35226123456"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(stored), "{text}");
        }
    }

    #[test]
    fn c04_what_is_no_number_is_refused_with_its_reason() {
        for (text, why) in [
            ("  ", InvalidPhone::Empty),
            ("02 63 98 01", InvalidPhone::TooShort),
            ("02 63 98 01 00 5", InvalidPhone::TooLong),
            ("263980100", InvalidPhone::TooShort),
            ("2639801000", InvalidPhone::Shape),
            ("02 63 98 O1 00", InvalidPhone::Shape),
            ("08 92 12 34 56", InvalidPhone::Special),
            ("+1 234", InvalidPhone::TooShort),
            ("+1234567890123456", InvalidPhone::TooLong),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn it_is_shown_as_the_french_write_it() {
        let shown = |text: &str| text.parse::<Phone>().unwrap().display_french();
        assert_eq!(shown("0263980100"), "02 63 98 01 00");
        assert_eq!(shown("+590 590 98 01 00"), "05 90 98 01 00");
        assert_eq!(shown("+32 2 123 45 67"), "+3221234567");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "0[1-5679][0-9]{8}|\\+3[24][0-9]{8,10}") {
            if let Ok(phone) = text.parse::<Phone>() {
                prop_assert_eq!(phone.to_string().parse(), Ok(phone.clone()));
                prop_assert_eq!(phone.display_french().parse(), Ok(phone));
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>(), number in "[+0]?[0-9 ().-]{0,20}") {
            for text in [text, number] {
                if let Ok(phone) = text.parse::<Phone>() {
                    prop_assert!(!phone.display_french().is_empty());
                }
            }
        }
    }
}
