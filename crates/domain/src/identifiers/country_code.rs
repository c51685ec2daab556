//! The INSEE code of a country.

use super::{is_digits, text_value, without_spaces};
use std::str::FromStr;

const FRANCE: &str = "99100";

/// `99` and three digits, or one of the four former departments of Algeria, `91352` to `94352`.
/// France is `99100`; the `99000` of some public files is read as that.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode(String);
text_value!(CountryCode);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the code of a country is 99 then three digits")]
pub struct InvalidCountryCode;

impl CountryCode {
    #[must_use]
    pub fn france() -> Self {
        Self(FRANCE.to_owned())
    }

    #[must_use]
    pub fn is_france(&self) -> bool {
        self.0 == FRANCE
    }
}

impl FromStr for CountryCode {
    type Err = InvalidCountryCode;

    fn from_str(text: &str) -> Result<Self, InvalidCountryCode> {
        let code = without_spaces(text);
        let is_country = is_digits(&code, 5) && code.starts_with("99");
        match code.as_str() {
            "99000" => Ok(Self::france()),
            "91352" | "92352" | "93352" | "94352" => Ok(Self(code)),
            _ if is_country => Ok(Self(code)),
            _ => Err(InvalidCountryCode),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn france_has_one_code() {
        assert_eq!("99000".parse(), Ok(CountryCode::france()));
        assert!("99 100".parse::<CountryCode>().unwrap().is_france());
        assert!(!"99352".parse::<CountryCode>().unwrap().is_france());
        assert!(!"92352".parse::<CountryCode>().unwrap().is_france());
    }

    #[test]
    fn what_is_no_code_of_a_country_is_refused() {
        for text in ["", "FR", "9910", "991000", "75056", "95352", "99é0"] {
            assert_eq!(
                text.parse::<CountryCode>(),
                Err(InvalidCountryCode),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "99[0-9]{3}|9[1-4]352") {
            let code: CountryCode = text.parse().unwrap();
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<CountryCode>();
        }
    }
}
