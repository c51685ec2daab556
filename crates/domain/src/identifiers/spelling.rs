//! How letters that French lacks are written in French, and how accents are dropped.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters that the national register of persons (RNIPP) accepts, with accents.
const FRENCH: &str = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒàâäçéèêëîïôöùûüÿæœ";
const LATIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Letters that no accent explains: Nordic, Polish, Croatian, Turkish, German, Maltese, Azerbaijani …
const FOREIGN: [(char, &str); 30] = [
    ('Ł', "L"),
    ('ł', "l"),
    ('Ø', "O"),
    ('ø', "o"),
    ('Đ', "D"),
    ('đ', "d"),
    ('Ð', "D"),
    ('ð', "d"),
    ('Þ', "TH"),
    ('þ', "th"),
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('Ħ', "H"),
    ('ħ', "h"),
    ('ı', "i"),
    ('Ŋ', "NG"),
    ('ŋ', "ng"),
    ('Ŧ', "T"),
    ('ŧ', "t"),
    ('Ə', "E"),
    ('ə', "e"),
    ('Ɣ', "G"),
    ('ɣ', "g"),
    ('Ɛ', "E"),
    ('ɛ', "e"),
    ('Ɔ', "O"),
    ('ɔ', "o"),
    ('ĸ', "k"),
    ('ĳ', "ij"),
    ('Ĳ', "IJ"),
];

pub(super) fn is_french_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || FRENCH.contains(letter)
}

/// The French spelling of a foreign Latin letter: `ñ` → `n`, `š` → `s`, `ß` → `ss`.
pub(super) fn french_spelling(letter: char) -> Option<&'static str> {
    if let Some((_, spelling)) = FOREIGN.iter().find(|(foreign, _)| *foreign == letter) {
        return Some(spelling);
    }
    let base = std::iter::once(letter).nfd().next()?;
    let at = LATIN.find(base)?;
    LATIN.get(at..=at)
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '′' | '＇')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Upper case without accents: `Œ` → `OE`, `ł` → `L`; what is no letter stays.
pub(super) fn without_accents(text: &str) -> String {
    text.nfd().filter(|&c| !is_combining_mark(c)).fold(
        String::with_capacity(text.len()),
        |mut plain, c| {
            match c {
                'Œ' | 'œ' => plain.push_str("OE"),
                'Æ' | 'æ' => plain.push_str("AE"),
                _ => match FOREIGN.iter().find(|(foreign, _)| *foreign == c) {
                    Some((_, spelling)) => plain.push_str(&spelling.to_ascii_uppercase()),
                    None => plain.extend(c.to_uppercase()),
                },
            }
            plain
        },
    )
}
