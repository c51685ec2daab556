//! The INSEE code of a French commune, which is not its postal code.

use super::{is_digits, text_value, without_spaces};
use std::str::FromStr;

/// Five characters: the department (`01`, `2A`, `971`, `988` …) and the rank in it. Lower case accepted when read.
/// `20xxx` is Corsica before 1976. Whether such a commune exists is for the table of communes to say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommuneCode(String);
text_value!(CommuneCode);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the code of a commune is five digits, or 2A or 2B then three digits")]
pub struct InvalidCommuneCode;

impl CommuneCode {
    /// `01`, `2A`, `971`: two characters on the mainland, three overseas.
    #[must_use]
    pub fn department_code(&self) -> &str {
        let length = if self.0.starts_with("97") || self.0.starts_with("98") {
            3
        } else {
            2
        };
        &self.0[..length]
    }
}

impl FromStr for CommuneCode {
    type Err = InvalidCommuneCode;

    fn from_str(text: &str) -> Result<Self, InvalidCommuneCode> {
        let code = without_spaces(text).to_ascii_uppercase();
        let is_corsican = code
            .strip_prefix("2A")
            .or(code.strip_prefix("2B"))
            .is_some_and(|rank| is_digits(rank, 3));
        // 99 starts the codes of countries, and 96 never was a department.
        let is_department = !["00", "96", "99"]
            .iter()
            .any(|prefix| code.starts_with(prefix));
        if is_corsican || (is_digits(&code, 5) && is_department) {
            Ok(Self(code))
        } else {
            Err(InvalidCommuneCode)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_department_is_told_by_the_code() {
        let department = |text: &str| {
            text.parse::<CommuneCode>()
                .unwrap()
                .department_code()
                .to_owned()
        };
        assert_eq!(department(" 2b033"), "2B");
        assert_eq!(department("01004"), "01");
        assert_eq!(department("97105"), "971");
        assert_eq!(department("98818"), "988");
    }

    #[test]
    fn what_is_no_code_of_a_commune_is_refused() {
        for text in [
            "", "0100", "010044", "2C033", "99100", "00001", "2A0333", "0100é", "２A033",
        ] {
            assert_eq!(
                text.parse::<CommuneCode>(),
                Err(InvalidCommuneCode),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "0[1-9][0-9]{3}|2[AB][0-9]{3}|9[78][0-9]{3}") {
            let code: CommuneCode = text.parse().unwrap();
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<CommuneCode>();
        }
    }
}
