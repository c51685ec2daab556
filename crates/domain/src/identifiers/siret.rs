//! The number of one site of a legal person.

use super::{Siren, is_digits, luhn, text_value, without_spaces};
use std::str::FromStr;

const LA_POSTE: &str = "356000000";

/// Fourteen digits: the SIREN, the order of the site, a Luhn key over the whole. Spaces are ignored when read.
///
/// La Poste has more sites than the key allows: for its sites the sum of the digits is a multiple of five instead.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siret(String);
text_value!(Siret);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSiret {
    #[error("a SIRET number has fourteen digits")]
    Shape,
    #[error("the key of the SIRET number is wrong")]
    Key,
}

impl Siret {
    #[must_use]
    pub fn siren(&self) -> Siren {
        Siren::checked(&self.0[..9])
    }
}

impl FromStr for Siret {
    type Err = InvalidSiret;

    fn from_str(text: &str) -> Result<Self, InvalidSiret> {
        let digits = without_spaces(text);
        if !is_digits(&digits, 14) {
            return Err(InvalidSiret::Shape);
        }
        let whole =
            luhn::is_valid(&digits) || (digits.starts_with(LA_POSTE) && is_a_post_office(&digits));
        if !whole || !luhn::is_valid(&digits[..9]) {
            return Err(InvalidSiret::Key);
        }
        Ok(Self(digits))
    }
}

fn is_a_post_office(digits: &str) -> bool {
    digits
        .bytes()
        .map(|byte| u32::from(byte - b'0'))
        .sum::<u32>()
        .is_multiple_of(5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_key_is_checked_over_the_site_and_over_the_company() {
        let siret: Siret = "732 829 320 00074".parse().unwrap();
        assert_eq!(siret.as_str(), "73282932000074");
        assert_eq!(siret.siren().as_str(), "732829320");
        assert_eq!("73282932000075".parse::<Siret>(), Err(InvalidSiret::Key));
        // The whole is right, its SIREN is not.
        assert_eq!("73282932100072".parse::<Siret>(), Err(InvalidSiret::Key));
        assert_eq!("732829320".parse::<Siret>(), Err(InvalidSiret::Shape));
    }

    #[test]
    fn la_poste_has_a_rule_of_its_own() {
        assert!("35600000000048".parse::<Siret>().is_ok());
        assert!("35600000000006".parse::<Siret>().is_ok());
        assert_eq!("35600000000007".parse::<Siret>(), Err(InvalidSiret::Key));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(company in "[0-9]{8}", site in "[0-9]{4}") {
            let order = format!("{company}{}{site}", luhn::key(&company));
            let siret: Siret = format!("{order}{}", luhn::key(&order)).parse().unwrap();
            prop_assert_eq!(siret.to_string().parse(), Ok(siret));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<Siret>();
        }
    }
}
