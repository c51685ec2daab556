//! The national number of a professional in the register.

use super::{is_digits, luhn, text_value, without_spaces};
use std::str::FromStr;

/// Eleven digits: ten without meaning, then a Luhn key. Spaces are ignored when read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rpps(String);
text_value!(Rpps);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRpps {
    #[error("an RPPS number has eleven digits")]
    Shape,
    #[error("the key of the RPPS number is wrong")]
    Key,
}

impl Rpps {
    /// The number whose first ten digits are `order`; none when `order` has more than ten digits.
    #[must_use]
    pub fn from_order(order: u64) -> Option<Self> {
        let digits = format!("{order:010}");
        let key = luhn::key(&digits);
        (digits.len() == 10).then(|| Self(format!("{digits}{key}")))
    }

    /// The first ten digits, without the key.
    #[must_use]
    pub fn order(&self) -> u64 {
        self.0[..10]
            .bytes()
            .fold(0, |order, digit| order * 10 + u64::from(digit - b'0'))
    }

    /// For a text that was checked as part of a longer number.
    pub(super) fn checked(digits: &str) -> Self {
        Self(digits.to_owned())
    }
}

impl FromStr for Rpps {
    type Err = InvalidRpps;

    fn from_str(text: &str) -> Result<Self, InvalidRpps> {
        let digits = without_spaces(text);
        if !is_digits(&digits, 11) {
            return Err(InvalidRpps::Shape);
        }
        if !luhn::is_valid(&digits) {
            return Err(InvalidRpps::Key);
        }
        Ok(Self(digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn r08_spaces_are_ignored_and_the_key_is_checked() {
        assert_eq!(
            "100 0000\u{a0}5479".parse::<Rpps>().unwrap().as_str(),
            "10000005479"
        );
        assert_eq!(
            "10001045367".parse::<Rpps>().unwrap().order(),
            1_000_104_536
        );
        assert_eq!("10000005478".parse::<Rpps>(), Err(InvalidRpps::Key));
        for text in ["", "1000", "100000054790", "1000000547A", "１0000005479"] {
            assert_eq!(text.parse::<Rpps>(), Err(InvalidRpps::Shape), "{text}");
        }
    }

    #[test]
    fn r08_an_order_of_more_than_ten_digits_makes_no_number() {
        assert!(Rpps::from_order(9_999_999_999).is_some());
        assert_eq!(Rpps::from_order(10_000_000_000), None);
    }

    proptest! {
        #[test]
        fn r08_a_number_made_from_an_order_is_read_back(order in 0_u64..10_000_000_000) {
            let rpps = Rpps::from_order(order).unwrap();
            prop_assert_eq!(rpps.to_string().parse(), Ok(rpps.clone()));
            prop_assert_eq!(rpps.order(), order);
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<Rpps>();
        }
    }
}
