//! Value types: one per file, each of which cannot hold a wrong value.
//!
//! All of them are read with `FromStr`, written with `Display`, and read back what they wrote.

mod birth_date;
mod commune_code;
mod comparison;
mod country_code;
mod email;
mod finess;
mod first_names;
mod french_date;
mod id_nat_ps;
mod luhn;
mod mobile;
mod personal_name;
mod phone;
mod rpps;
mod siren;
mod siret;
mod spelling;

pub use birth_date::BirthDate;
pub use commune_code::{CommuneCode, InvalidCommuneCode};
pub use comparison::{comparison_key, name_words, search_words};
pub use country_code::{CountryCode, InvalidCountryCode};
pub use email::{Email, InvalidEmail};
pub use finess::{Finess, InvalidFiness};
pub use first_names::FirstNames;
pub use french_date::{InvalidDate, YEARS, french, parse_french_date};
pub use id_nat_ps::{IdNatPs, InvalidIdNatPs};
pub use mobile::{InvalidMobile, Mobile};
pub use personal_name::{InvalidPersonalName, PersonalName};
pub use phone::{InvalidPhone, Phone};
pub use rpps::{InvalidRpps, Rpps};
pub use siren::{InvalidSiren, Siren};
pub use siret::{InvalidSiret, Siret};

/// Reads from and writes to text, for a type with `FromStr` and `Display`: `TryFrom<String>` serves the database, serde the rest.
macro_rules! through_text {
    ($type:ty) => {
        impl TryFrom<String> for $type {
            type Error = <Self as std::str::FromStr>::Err;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// The same, with `as_str` and `Display`, for a type that is one private `String`.
macro_rules! text_value {
    ($type:ty) => {
        impl $type {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }
        $crate::identifiers::through_text!($type);
    };
}

pub(crate) use {text_value, through_text};

/// The text without spaces of any kind, non-breaking ones too.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Exactly `length` ASCII digits.
fn is_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
}
