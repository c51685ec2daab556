//! A name of a person, in the letters that the national register of persons accepts.

use super::spelling::{french_spelling, is_apostrophe, is_dash, is_french_letter};
use super::text_value;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

pub(super) const LONGEST: usize = 300;

/// Rule R2: French letters, `-`, `'` and single spaces, 1 to 300 characters of which one letter at least. Case is kept,
/// but a name typed without a single capital gets those of use: `le goff` → `Le Goff`, `d'août` → `d'Août`. Typographic apostrophes and dashes are read as the plain ones.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonalName(String);
text_value!(PersonalName);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPersonalName {
    #[error("a name has at least one letter")]
    Empty,
    #[error("a name has 300 characters at most")]
    TooLong,
    /// A letter that French lacks, and how to write it if this is known.
    #[error("the letter {found:?} is not accepted in a name")]
    Letter {
        found: char,
        instead: Option<&'static str>,
    },
    #[error("the character {0:?} is not accepted in a name")]
    Character(char),
}

impl FromStr for PersonalName {
    type Err = InvalidPersonalName;

    fn from_str(text: &str) -> Result<Self, InvalidPersonalName> {
        let plain: String = text.nfc().map(plain_punctuation).collect();
        let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(found) = name
            .chars()
            .find(|&c| !matches!(c, '-' | '\'' | ' ') && !is_french_letter(c))
        {
            return Err(refused(found));
        }
        if !name.chars().any(is_french_letter) {
            return Err(InvalidPersonalName::Empty);
        }
        if name.chars().count() > LONGEST {
            return Err(InvalidPersonalName::TooLong);
        }
        Ok(Self(with_capitals(name)))
    }
}

/// Words that keep their small letter inside a French name.
const PARTICLES: [&str; 4] = ["d", "de", "des", "du"];

fn with_capitals(name: String) -> String {
    if name.chars().any(char::is_uppercase) {
        return name;
    }
    let is_mark = |c: char| matches!(c, '-' | '\'' | ' ');
    let raised = name.split_inclusive(is_mark).map(|part| {
        let word = part.trim_end_matches(is_mark);
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if !PARTICLES.contains(&word) => {
                first.to_uppercase().chain(letters).collect()
            }
            _ => part.to_owned(),
        }
    });
    raised.collect::<String>()
}

fn plain_punctuation(c: char) -> char {
    match c {
        _ if is_apostrophe(c) => '\'',
        _ if is_dash(c) => '-',
        _ => c,
    }
}

fn refused(found: char) -> InvalidPersonalName {
    if found.is_alphabetic() {
        InvalidPersonalName::Letter {
            found,
            instead: french_spelling(found),
        }
    } else {
        InvalidPersonalName::Character(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, InvalidPersonalName> {
        text.parse::<PersonalName>().map(|name| name.to_string())
    }

    #[test]
    fn r02_names_are_tidied() {
        assert_eq!(
            read("  d’Ambroise \u{a0}  Le\u{301}a "),
            Ok("d'Ambroise Léa".into())
        );
        assert_eq!(read("Martin–Durand"), Ok("Martin-Durand".into()));
        assert_eq!(read("DUPONT--ŒUVRARD"), Ok("DUPONT--ŒUVRARD".into()));
    }

    #[test]
    fn r02_a_name_without_capitals_gets_those_of_use() {
        for (typed, kept) in [
            ("le goff", "Le Goff"),
            ("dupont-moretti", "Dupont-Moretti"),
            ("d'août", "d'Août"),
            ("de la tour du pin", "de La Tour du Pin"),
            ("n'diaye", "N'Diaye"),
            ("élodie", "Élodie"),
            ("œuvrard", "Œuvrard"),
            ("DUPONT", "DUPONT"),
            ("de Villepin", "de Villepin"),
            ("McAdam", "McAdam"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn r02_a_foreign_letter_is_refused_with_its_french_spelling() {
        for (found, instead) in [
            ('ñ', "n"),
            ('š', "s"),
            ('á', "a"),
            ('ł', "l"),
            ('ß', "ss"),
            ('Ø', "O"),
            ('ő', "o"),
            ('ệ', "e"),
            ('İ', "I"),
        ] {
            let error = InvalidPersonalName::Letter {
                found,
                instead: Some(instead),
            };
            assert_eq!(read(&format!("Mu{found}oz")), Err(error));
        }
        assert_eq!(
            read("Ωmega"),
            Err(InvalidPersonalName::Letter {
                found: 'Ω',
                instead: None
            })
        );
    }

    #[test]
    fn r02_anything_else_is_refused() {
        for (text, found) in [
            ("Marie2", '2'),
            ("Zoé 😀", '😀'),
            ("<script>", '<'),
            ("Ma\u{202e}rie", '\u{202e}'),
            ("Ma\0rie", '\0'),
            ("Ma\u{200b}rie", '\u{200b}'),
            ("M. Durand", '.'),
        ] {
            assert_eq!(
                read(text),
                Err(InvalidPersonalName::Character(found)),
                "{text:?}"
            );
        }
    }

    #[test]
    fn r02_a_name_has_1_to_300_characters() {
        for text in ["", " \t", "-", "' -"] {
            assert_eq!(read(text), Err(InvalidPersonalName::Empty), "{text:?}");
        }
        assert!(read(&"é".repeat(300)).is_ok());
        assert_eq!(read(&"é".repeat(301)), Err(InvalidPersonalName::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[-' A-Za-zÀÇÉŸÆŒàâçéïôûÿæœ’]{0,40}[A-ZÉa-zé]") {
            let name: PersonalName = text.parse().unwrap();
            prop_assert_eq!(name.to_string().parse(), Ok(name));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            if let Ok(name) = text.parse::<PersonalName>() {
                prop_assert_eq!(name.to_string().parse(), Ok(name));
            }
        }
    }
}
