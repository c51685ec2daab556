//! The national identification of a professional: the number, and what kind of number it is.

use super::{InvalidRpps, Rpps, text_value, without_spaces};
use std::str::FromStr;

/// `8` (the kind RPPS, table `TRE_G08`) then the RPPS number: twelve digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdNatPs(String);
text_value!(IdNatPs);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidIdNatPs {
    #[error("a national identification of the kind RPPS starts with 8")]
    Kind,
    #[error(transparent)]
    Rpps(#[from] InvalidRpps),
}

impl From<&Rpps> for IdNatPs {
    fn from(rpps: &Rpps) -> Self {
        Self(format!("8{rpps}"))
    }
}

impl IdNatPs {
    #[must_use]
    pub fn rpps(&self) -> Rpps {
        Rpps::checked(&self.0[1..])
    }
}

impl FromStr for IdNatPs {
    type Err = InvalidIdNatPs;

    fn from_str(text: &str) -> Result<Self, InvalidIdNatPs> {
        let digits = without_spaces(text);
        let rpps: Rpps = digits
            .strip_prefix('8')
            .ok_or(InvalidIdNatPs::Kind)?
            .parse()?;
        Ok(Self::from(&rpps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_8_then_the_rpps() {
        let id: IdNatPs = "8 10000005479".parse().unwrap();
        assert_eq!(id.as_str(), "810000005479");
        assert_eq!(id.rpps().as_str(), "10000005479");
        assert_eq!("310000005479".parse::<IdNatPs>(), Err(InvalidIdNatPs::Kind));
        assert_eq!(
            "810000005478".parse::<IdNatPs>(),
            Err(InvalidRpps::Key.into())
        );
        assert_eq!("8".parse::<IdNatPs>(), Err(InvalidRpps::Shape.into()));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(order in 0_u64..10_000_000_000) {
            let id = IdNatPs::from(&Rpps::from_order(order).unwrap());
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<IdNatPs>();
        }
    }
}
