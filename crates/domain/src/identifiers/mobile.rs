//! A French mobile number, as it receives codes by SMS.

use super::text_value;
use std::{borrow::Cow, str::FromStr};

/// Country prefixes of the overseas numbers that are dialled with ten digits, by the start of those digits, the
/// longer starts first (national numbering plan of ARCEP). Mayotte shares the prefix of La Réunion.
const OVERSEAS: [(&str, &str); 15] = [
    ("070935", "262"),
    ("070936", "262"),
    ("070937", "262"),
    ("07090", "590"),
    ("07091", "596"),
    ("07092", "262"),
    ("07093", "594"),
    ("0690", "590"),
    ("0691", "590"),
    ("0694", "594"),
    ("0696", "596"),
    ("0697", "596"),
    ("0692", "262"),
    ("0693", "262"),
    ("0639", "262"),
];

/// Territories with a numbering plan of their own: country prefix, digits of a number, the pairs that start its mobile
/// numbers (Saint-Pierre-et-Miquelon, New Caledonia, French Polynesia).
const OWN_PLAN: [(&str, usize, &str); 3] = [
    ("508", 6, "40 42 43 44 48 49 52 53 54 55 56 57 58 59"),
    (
        "687",
        6,
        "50 51 52 53 54 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 89 90 91 92 93 94 95 96 97 98 99",
    ),
    ("689", 8, "87 88 89"),
];

/// Kept in the international form of E.164, `+33612345678`, in which two of them are compared (rule R5).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mobile(String);
text_value!(Mobile);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMobile {
    #[error("a mobile number is missing")]
    Empty,
    #[error("digits are missing in the mobile number")]
    TooShort,
    #[error("there are too many digits in the mobile number")]
    TooLong,
    #[error("this is not a telephone number")]
    Shape,
    #[error("this is the number of a fixed line, which receives no SMS")]
    Landline,
    #[error("this is not a French mobile number")]
    Foreign,
}

impl Mobile {
    /// As French people write it: `06 12 34 56 78`, or `+687 75 12 34` where the plan is another.
    #[must_use]
    pub fn display_french(&self) -> String {
        let (start, digits) = self.as_dialled();
        let pairs = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair));
        start
            .into_iter()
            .chain(pairs.map(Cow::into_owned))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The same with the middle hidden, to be shown to whom should only recognise it: `06 •• •• •• 78`.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown = self.display_french();
        let last = shown.split(' ').count() - 1;
        let mask = |(rank, pair)| {
            if rank == 0 || rank == last {
                pair
            } else {
                "••"
            }
        };
        shown
            .split(' ')
            .enumerate()
            .map(mask)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The prefix to show, if any, and the digits after it.
    fn as_dialled(&self) -> (Option<String>, String) {
        let (country, rest) = self.0[1..].split_at(if self.0.starts_with("+33") { 2 } else { 3 });
        if OWN_PLAN.iter().any(|(prefix, ..)| *prefix == country) {
            return (Some(format!("+{country}")), rest.to_owned());
        }
        (None, format!("0{rest}"))
    }
}

impl FromStr for Mobile {
    type Err = InvalidMobile;

    fn from_str(text: &str) -> Result<Self, InvalidMobile> {
        let dialled = dialled_digits(text)?;
        match dialled.strip_prefix('+') {
            Some(international) => from_international(international),
            None => from_national(&dialled),
        }
        .map(Self)
    }
}

/// Digits only, after a `+` when the number is international; the optional zero of `+33 (0)6` is dropped.
pub(super) fn dialled_digits(text: &str) -> Result<String, InvalidMobile> {
    let written = text.trim();
    let is_international = written.starts_with('+') || written.starts_with("00");
    let written = if is_international {
        written.replacen("(0)", "", 1)
    } else {
        written.to_owned()
    };
    let is_separator = |c: char| {
        c.is_whitespace() || matches!(c, '.' | '-' | '/' | '(' | ')' | '\u{2010}'..='\u{2013}')
    };
    let bare: String = written.chars().filter(|&c| !is_separator(c)).collect();
    let (sign, digits) = match (bare.strip_prefix('+'), bare.strip_prefix("00")) {
        (Some(rest), _) | (None, Some(rest)) => ("+", rest),
        (None, None) => ("", bare.as_str()),
    };
    if bare.is_empty() {
        return Err(InvalidMobile::Empty);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(InvalidMobile::Shape);
    }
    Ok(format!("{sign}{digits}"))
}

fn from_international(digits: &str) -> Result<String, InvalidMobile> {
    for (country, length, mobiles) in OWN_PLAN {
        if let Some(rest) = digits.strip_prefix(country) {
            check_length(rest, length)?;
            let is_mobile = mobiles.split(' ').any(|start| rest.starts_with(start));
            return if is_mobile {
                Ok(format!("+{digits}"))
            } else {
                Err(InvalidMobile::Landline)
            };
        }
    }
    let Some((country, rest)) = ["33", "590", "594", "596", "262"]
        .iter()
        .find_map(|country| Some((*country, digits.strip_prefix(country)?)))
    else {
        return Err(if digits.len() < 7 {
            InvalidMobile::TooShort
        } else {
            InvalidMobile::Foreign
        });
    };
    // Some write the leading zero after the country's prefix.
    let number = from_national(&format!("0{}", rest.strip_prefix('0').unwrap_or(rest)))?;
    // A number overseas is also reached through the prefix of the mainland, never the other way round.
    let agrees = country == "33" || number[1..].starts_with(country);
    if agrees {
        Ok(number)
    } else {
        Err(InvalidMobile::Shape)
    }
}

fn from_national(digits: &str) -> Result<String, InvalidMobile> {
    if !digits.starts_with('0') {
        return Err(if digits.len() < 9 {
            InvalidMobile::TooShort
        } else {
            InvalidMobile::Shape
        });
    }
    check_length(digits, 10)?;
    if !matches!(&digits[..2], "06" | "07") {
        return Err(InvalidMobile::Landline);
    }
    let overseas = OVERSEAS.iter().find(|(start, _)| digits.starts_with(start));
    Ok(format!(
        "+{}{}",
        overseas.map_or("33", |(_, country)| country),
        &digits[1..]
    ))
}

fn check_length(digits: &str, length: usize) -> Result<(), InvalidMobile> {
    match digits.len() {
        short if short < length => Err(InvalidMobile::TooShort),
        long if long > length => Err(InvalidMobile::TooLong),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, InvalidMobile> {
        text.parse::<Mobile>().map(|mobile| mobile.to_string())
    }

    #[test]
    fn r05_every_way_to_write_a_number_gives_one_form() {
        for text in [
            "0612345678",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "06\u{a0}12\u{202f}345678",
            "+33 6 12 34 56 78",
            "0033 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "+33 06 12 34 56 78",
            "(0)6 12 34 56 78",
        ] {
            assert_eq!(read(text).as_deref(), Ok("+33612345678"), "{text}");
        }
    }

    #[test]
    fn r05_overseas_mobiles_are_accepted() {
        for (text, stored) in [
            ("0690 12 34 56", "+590690123456"),
            ("+590 691 12 34 56", "+590691123456"),
            ("0694123456", "+594694123456"),
            ("0697123456", "+596697123456"),
            ("+33 6 92 12 34 56", "+262692123456"),
            ("0639123456", "+262639123456"),
            ("07 09 10 12 34", "+596709101234"),
            ("07 09 36 12 34", "+262709361234"),
            ("07 09 31 12 34", "+594709311234"),
            ("+508 55 12 34", "+508551234"),
            ("00687 75 12 34", "+687751234"),
            ("+689 87 12 34 56", "+68987123456"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(stored), "{text}");
        }
    }

    #[test]
    fn r05_what_is_not_a_french_mobile_is_refused_with_its_reason() {
        for (text, error) in [
            ("  ", InvalidMobile::Empty),
            ("06 12 34 56", InvalidMobile::TooShort),
            ("612", InvalidMobile::TooShort),
            ("06 12 34 56 78 9", InvalidMobile::TooLong),
            ("+33 6 12 34 56 78 90", InvalidMobile::TooLong),
            ("06 12 34 56 7O", InvalidMobile::Shape),
            ("612345678", InvalidMobile::Shape),
            ("+596 690 12 34 56", InvalidMobile::Shape),
            ("01 42 34 56 78", InvalidMobile::Landline),
            ("09 72 34 56 78", InvalidMobile::Landline),
            ("+590 590 12 34 56", InvalidMobile::Landline),
            ("+687 27 12 34", InvalidMobile::Landline),
            ("+508 41 12 34", InvalidMobile::Landline),
            ("+32 470 12 34 56", InvalidMobile::Foreign),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn it_is_shown_as_the_french_write_it() {
        let shown = |text: &str| {
            let mobile: Mobile = text.parse().unwrap();
            (mobile.display_french(), mobile.masked())
        };
        assert_eq!(
            shown("+33612345678"),
            ("06 12 34 56 78".into(), "06 •• •• •• 78".into())
        );
        assert_eq!(
            shown("+262639123456"),
            ("06 39 12 34 56".into(), "06 •• •• •• 56".into())
        );
        assert_eq!(
            shown("+687751234"),
            ("+687 75 12 34".into(), "+687 •• •• 34".into())
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "0[67][0-9]{8}|\\+68775[0-9]{4}|\\+6898[79][0-9]{6}") {
            let mobile: Mobile = text.parse().unwrap();
            prop_assert_eq!(mobile.to_string().parse(), Ok(mobile.clone()));
            prop_assert_eq!(mobile.display_french().parse(), Ok(mobile));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), number in "[+0]?[0-9 ().-]{0,20}") {
            for text in [text, number] {
                if let Ok(mobile) = text.parse::<Mobile>() {
                    prop_assert_eq!(mobile.masked().chars().count(), mobile.display_french().chars().count());
                }
            }
        }
    }
}
