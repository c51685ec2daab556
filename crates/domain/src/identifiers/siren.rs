//! The number of a legal person in the national register of companies.

use super::{is_digits, luhn, text_value, without_spaces};
use std::str::FromStr;

/// Nine digits, the last being a Luhn key. Spaces are ignored when read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siren(String);
text_value!(Siren);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSiren {
    #[error("a SIREN number has nine digits")]
    Shape,
    #[error("the key of the SIREN number is wrong")]
    Key,
}

impl Siren {
    /// For a text that was checked as part of a longer number.
    pub(super) fn checked(digits: &str) -> Self {
        Self(digits.to_owned())
    }
}

impl FromStr for Siren {
    type Err = InvalidSiren;

    fn from_str(text: &str) -> Result<Self, InvalidSiren> {
        let digits = without_spaces(text);
        if !is_digits(&digits, 9) {
            return Err(InvalidSiren::Shape);
        }
        if !luhn::is_valid(&digits) {
            return Err(InvalidSiren::Key);
        }
        Ok(Self(digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_key_is_checked() {
        assert_eq!(
            "732 829 320".parse::<Siren>().unwrap().as_str(),
            "732829320"
        );
        assert_eq!("732829321".parse::<Siren>(), Err(InvalidSiren::Key));
        assert_eq!("73282932".parse::<Siren>(), Err(InvalidSiren::Shape));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(order in "[0-9]{8}") {
            let siren: Siren = format!("{order}{}", luhn::key(&order)).parse().unwrap();
            prop_assert_eq!(siren.to_string().parse(), Ok(siren));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<Siren>();
        }
    }
}
