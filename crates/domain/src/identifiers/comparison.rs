//! The forms under which names are compared and searched: no accents, no case, no hyphens.

use super::spelling::{is_apostrophe, is_dash, without_accents};

/// The form in which rule R4 compares names: upper case, no accents, `Œ` → `OE`; a hyphen, an apostrophe
/// or several spaces count as one space. `d'Août-Lœb` → `D AOUT LOEB`.
#[must_use]
pub fn comparison_key(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace() || is_dash(c) || is_apostrophe(c);
    let plain = without_accents(text);
    let words: Vec<&str> = plain
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The words under which a text is indexed and searched, each once, in their order: runs of letters and runs of
/// digits of the [`comparison_key`]. An acronym with dots is one word: `I.M.E. de Lyon 3e` → `IME DE LYON 3 E`.
#[must_use]
pub fn search_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for chunk in comparison_key(text).split_whitespace() {
        for word in runs(&without_acronym_dots(chunk)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words
}

/// The words under which a name of a person is indexed: its [`search_words`] and, for who leaves the apostrophe out,
/// what it parts in one word: `d'Août` → `D AOUT DAOUT`.
#[must_use]
pub fn name_words(name: &str) -> Vec<String> {
    let mut words = search_words(name);
    let parts = name.split(|c: char| c.is_whitespace() || is_dash(c));
    for part in parts.filter(|part| part.contains(is_apostrophe)) {
        for word in search_words(&part.replace(is_apostrophe, "")) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words
}

fn without_acronym_dots(chunk: &str) -> String {
    let letters = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let is_acronym =
        letters.contains('.') && letters.split('.').all(|part| part.chars().count() == 1);
    if is_acronym {
        letters.replace('.', "")
    } else {
        chunk.to_owned()
    }
}

fn runs(chunk: &str) -> Vec<String> {
    let kind = |c: char| (c.is_alphanumeric(), c.is_numeric());
    let mut runs: Vec<String> = Vec::new();
    let mut before = None;
    for c in chunk.chars() {
        match runs.last_mut() {
            Some(run) if before == Some(kind(c)) => run.push(c),
            _ => runs.push(c.to_string()),
        }
        before = Some(kind(c));
    }
    runs.retain(|run| run.chars().all(char::is_alphanumeric));
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn r04_names_are_compared_without_accents_case_or_hyphens() {
        assert_eq!(comparison_key("  d’Août--Lœb "), "D AOUT LOEB");
        assert_eq!(comparison_key("Jean-Noël"), comparison_key("JEAN  NOEL"));
        assert_eq!(comparison_key("Łukasz Weiß Çelik"), "LUKASZ WEISS CELIK");
        assert_eq!(comparison_key("e\u{301}"), comparison_key("é"));
        assert_eq!(comparison_key(" - "), "");
    }

    #[test]
    fn a02_a_name_is_found_without_its_apostrophe() {
        assert_eq!(
            name_words("d’Août-Lœb, N'Diaye"),
            ["D", "AOUT", "LOEB", "N", "DIAYE", "DAOUT", "NDIAYE"]
        );
        assert_eq!(name_words("Le Goff"), search_words("Le Goff"));
    }

    #[test]
    fn s02_words_are_found_whatever_their_punctuation() {
        assert_eq!(
            search_words("I.M.E. « L'Étoile », Lyon 3e"),
            ["IME", "L", "ETOILE", "LYON", "3", "E"]
        );
        assert_eq!(search_words("St.Étienne/St-Étienne"), ["ST", "ETIENNE"]);
        assert_eq!(search_words("E.H.P.A.D"), ["EHPAD"]);
        assert!(search_words("-- …").is_empty());
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in any::<String>()) {
            let key = comparison_key(&text);
            prop_assert_eq!(comparison_key(&key), key);
        }

        #[test]
        fn words_are_their_own_words(text in any::<String>()) {
            let words = search_words(&text);
            prop_assert_eq!(search_words(&words.join(" ")), words);
        }
    }
}
