//! The first names of a person, in the order of the civil status.

use super::personal_name::LONGEST;
use super::{InvalidPersonalName, PersonalName, comparison_key, through_text};
use std::{fmt, str::FromStr};

/// One or more names, 300 characters in all at most. Read with commas between them if there is a comma, else with
/// spaces: `Marie Anne` is two names, `Marie Anne, Léa` two as well, the first of which has a space in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FirstNames(Vec<PersonalName>);
through_text!(FirstNames);

impl FirstNames {
    #[must_use]
    pub fn first(&self) -> &PersonalName {
        &self.0[0]
    }

    pub fn iter(&self) -> std::slice::Iter<'_, PersonalName> {
        self.0.iter()
    }

    /// As people read them: [`Display`](fmt::Display) without the comma that tells a single name with a space.
    #[must_use]
    pub fn display_french(&self) -> String {
        self.to_string().trim_end_matches(',').to_owned()
    }

    /// Whether `name` is one of them, accents, case and hyphens apart.
    #[must_use]
    pub fn contains(&self, name: &PersonalName) -> bool {
        let key = comparison_key(name.as_str());
        self.iter().any(|own| comparison_key(own.as_str()) == key)
    }
}

impl<'a> IntoIterator for &'a FirstNames {
    type Item = &'a PersonalName;
    type IntoIter = std::slice::Iter<'a, PersonalName>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromStr for FirstNames {
    type Err = InvalidPersonalName;

    fn from_str(text: &str) -> Result<Self, InvalidPersonalName> {
        let is_separator = |c: char| {
            if text.contains(',') {
                c == ','
            } else {
                c.is_whitespace()
            }
        };
        let names: Vec<PersonalName> = text
            .split(is_separator)
            .filter(|name| !name.trim().is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        if names.is_empty() {
            return Err(InvalidPersonalName::Empty);
        }
        let names = Self(names);
        if names.to_string().chars().count() > LONGEST {
            return Err(InvalidPersonalName::TooLong);
        }
        Ok(names)
    }
}

/// Joined by a space, or by a comma when one of them holds a space; a single name that holds one ends with a comma,
/// for else it would be read back as several.
impl fmt::Display for FirstNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(PersonalName::as_str).collect();
        match names.iter().any(|name| name.contains(' ')) {
            false => f.write_str(&names.join(" ")),
            true if names.len() == 1 => write!(f, "{},", names[0]),
            true => f.write_str(&names.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        text.parse::<FirstNames>()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn r02_first_names_are_separated_by_commas_or_else_by_spaces() {
        assert_eq!(
            read(" Jean-Paul  Marie\u{a0}Luc "),
            ["Jean-Paul", "Marie", "Luc"]
        );
        assert_eq!(read("Anne Marie, Luc,,"), ["Anne Marie", "Luc"]);
        assert_eq!(read("Anne Marie,"), ["Anne Marie"]);
        let single: FirstNames = "Anne Marie,".parse().unwrap();
        assert_eq!(
            (
                single.to_string().as_str(),
                single.display_french().as_str()
            ),
            ("Anne Marie,", "Anne Marie")
        );
        assert_eq!(" , ".parse::<FirstNames>(), Err(InvalidPersonalName::Empty));
        assert_eq!(
            "Luc 2".parse::<FirstNames>(),
            Err(InvalidPersonalName::Character('2'))
        );
        assert_eq!(
            "Luc ".repeat(76).parse::<FirstNames>(),
            Err(InvalidPersonalName::TooLong)
        );
    }

    #[test]
    fn r06_the_practice_first_name_is_one_of_them() {
        let names: FirstNames = "Hélène Marie-Lou".parse().unwrap();
        assert_eq!(names.first().as_str(), "Hélène");
        assert!(names.contains(&"HELENE".parse().unwrap()));
        assert!(names.contains(&"marie lou".parse().unwrap()));
        assert!(!names.contains(&"Marie".parse().unwrap()));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[A-Zé][a-zé]{0,9}([, -][A-Z' é][a-zé]{1,9}){0,5}") {
            let names: FirstNames = text.parse().unwrap();
            prop_assert_eq!(names.to_string().parse(), Ok(names));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<FirstNames>();
        }
    }
}
