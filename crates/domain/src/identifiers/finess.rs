//! The number of a legal entity or an establishment in the national file of structures.

use super::{is_digits, luhn, text_value};
use std::str::FromStr;

/// Nine characters: department, order, Luhn key. Spaces and dots are ignored when read, lower case accepted.
///
/// In Corsica the second character is `A` or `B`, which count as 1 and 2 in the key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Finess(String);
text_value!(Finess);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidFiness {
    #[error("a FINESS number has nine characters: digits, or 2A or 2B then digits")]
    Shape,
    #[error("the key of the FINESS number is wrong")]
    Key,
}

impl Finess {
    /// The department in its usual code: `01`, `2A`, `971`; the number itself says `97` then, after a zero,
    /// the rank of the overseas department, and `98` for Mayotte.
    #[must_use]
    pub fn department_code(&self) -> &str {
        match (&self.0[..2], &self.0[3..4]) {
            ("97", "1") => "971",
            ("97", "2") => "972",
            ("97", "3") => "973",
            ("97", "4") => "974",
            ("97", "5") => "975",
            ("98", _) => "976",
            (department, _) => department,
        }
    }
}

impl FromStr for Finess {
    type Err = InvalidFiness;

    fn from_str(text: &str) -> Result<Self, InvalidFiness> {
        let number: String = text
            .chars()
            .filter(|&c| !c.is_whitespace() && c != '.')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let digits = if number.starts_with("2A") || number.starts_with("2B") {
            number.replacen('A', "1", 1).replacen('B', "2", 1)
        } else {
            number.clone()
        };
        if !is_digits(&digits, 9) {
            return Err(InvalidFiness::Shape);
        }
        if !luhn::is_valid(&digits) {
            return Err(InvalidFiness::Key);
        }
        Ok(Self(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn s01_the_key_is_that_of_real_numbers() {
        for text in [
            "010000024",
            "970102018",
            "750712184",
            "590064036",
            "2A0000014",
            "2B0000020",
            "2A0002606",
        ] {
            assert_eq!(text.parse::<Finess>().unwrap().as_str(), text);
        }
        assert_eq!("010000025".parse::<Finess>(), Err(InvalidFiness::Key));
        assert_eq!("2B0000014".parse::<Finess>(), Err(InvalidFiness::Key));
    }

    #[test]
    fn s02_spaces_dots_and_lower_case_are_accepted() {
        assert_eq!(
            " 2a 000.001\u{a0}4".parse::<Finess>().unwrap().as_str(),
            "2A0000014"
        );
        for text in [
            "",
            "01000002",
            "2C0000014",
            "9A0102018",
            "0100000241",
            "01000002é",
        ] {
            assert_eq!(text.parse::<Finess>(), Err(InvalidFiness::Shape), "{text}");
        }
    }

    #[test]
    fn the_department_is_told_by_the_number() {
        let department = |text: &str| text.parse::<Finess>().unwrap().department_code().to_owned();
        assert_eq!(department("010000024"), "01");
        assert_eq!(department("2A0000014"), "2A");
        assert_eq!(department("970102018"), "971");
        assert_eq!(department("980500003"), "976");
    }

    proptest! {
        #[test]
        fn s01_every_single_digit_error_is_found(
            department in "0[1-9]|[1-8][0-9]|2[AB]|97", order in "0[0-9]{5}",
            rank in 2_usize..9, shift in 1_u8..10,
        ) {
            let digits = format!("{}{order}", department.replace('A', "1").replace('B', "2"));
            let number = format!("{department}{order}{}", luhn::key(&digits));
            let finess: Finess = number.parse().unwrap();
            prop_assert_eq!(finess.to_string().parse(), Ok(finess));
            let mut wrong = number.into_bytes();
            wrong[rank] = b'0' + (wrong[rank] - b'0' + shift) % 10;
            prop_assert_eq!(String::from_utf8(wrong).unwrap().parse::<Finess>(), Err(InvalidFiness::Key));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<Finess>();
        }
    }
}
