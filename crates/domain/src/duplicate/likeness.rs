//! How alike two words of names are: one typing error, or the same sound in French.

/// Whether one letter was forgotten, added or mistaken, or two neighbours exchanged.
pub fn is_one_edit(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let before = common(one.iter(), other.iter());
    let (one, other) = (&one[before..], &other[before..]);
    let after = common(one.iter().rev(), other.iter().rev());
    match (&one[..one.len() - after], &other[..other.len() - after]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

fn common<'a>(one: impl Iterator<Item = &'a char>, other: impl Iterator<Item = &'a char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

/// Spellings that sound alike, the longest first.
const SOUNDS: [(&str, &str); 28] = [
    ("EAUX", "O"),
    ("EAU", "O"),
    ("AUX", "O"),
    ("AU", "O"),
    ("OEU", "E"),
    ("OE", "E"),
    ("EU", "E"),
    ("AIN", "1"),
    ("EIN", "1"),
    ("YN", "1"),
    ("IN", "1"),
    ("AI", "E"),
    ("EI", "E"),
    ("AY", "E"),
    ("EY", "E"),
    ("EN", "2"),
    ("AN", "2"),
    ("EM", "2"),
    ("AM", "2"),
    ("PH", "F"),
    ("SCH", "3"),
    ("CH", "3"),
    ("QU", "K"),
    ("Q", "K"),
    ("H", ""),
    ("W", "V"),
    ("Y", "I"),
    ("Z", "S"),
];

/// A rough French sound of a name in its comparison form: equal sounds are worth a look, no more. Spaces, silent
/// ends and doubled letters count for nothing: `LEFEBVRE` and `LEFEVRE` differ, `MOREAU` and `MORO` do not.
pub fn sound(name: &str) -> String {
    let joined: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut rest = joined.as_str();
    let mut heard = String::new();
    while let Some(next) = rest.chars().next() {
        let spelled = SOUNDS
            .iter()
            .find(|(spelling, _)| rest.starts_with(spelling));
        if let Some((spelling, sound)) = spelled {
            heard.push_str(sound);
            rest = &rest[spelling.len()..];
            continue;
        }
        let after = &rest[next.len_utf8()..];
        let soft = after.starts_with(['E', 'I', 'Y']);
        heard.push(match next {
            'C' if soft => 'S',
            'C' => 'K',
            'G' if soft => 'J',
            other => other,
        });
        rest = after;
    }
    let mut letters: Vec<char> = heard.chars().collect();
    letters.dedup();
    while letters.len() > 2 && letters.last().is_some_and(|c| "ESTDXP".contains(*c)) {
        letters.pop();
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn r04_one_typing_error_is_one_letter_or_two_neighbours() {
        for (one, other) in [
            ("MARTIN", "MARTN"),
            ("MARTIN", "MARTTIN"),
            ("MARTIN", "MARTEN"),
            ("MARTIN", "MATRIN"),
            ("AA", "A"),
            ("", "A"),
        ] {
            assert!(
                is_one_edit(one, other) && is_one_edit(other, one),
                "{one} {other}"
            );
        }
        for (one, other) in [
            ("MARTIN", "MARTIN"),
            ("MARTIN", "MERTEN"),
            ("ABCD", "BADC"),
            ("ABC", "CBA"),
            ("MARTIN", "MART"),
        ] {
            assert!(!is_one_edit(one, other), "{one} {other}");
        }
    }

    #[test]
    fn r04_names_that_sound_alike_are_heard() {
        for (one, other) in [
            ("MOREAU", "MORO"),
            ("PHILIPPE", "FILIPE"),
            ("HELENE", "ELENE"),
            ("DUPOND", "DUPONT"),
            ("MEYER", "MAIER"),
            ("CATHERINE", "KATERINE"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
        assert_ne!(sound("MARTIN"), sound("MOULIN"));
    }

    proptest! {
        #[test]
        fn a_letter_taken_away_is_one_edit(text in "[A-Z]{2,12}", at in 0_usize..12) {
            let at = at % text.len();
            let mut less = text.clone();
            less.remove(at);
            prop_assert!(is_one_edit(&text, &less) && is_one_edit(&less, &text));
        }

        #[test]
        fn no_text_panics(one in any::<String>(), other in any::<String>()) {
            let (_, _) = (sound(&one), sound(&other));
            prop_assert_eq!(is_one_edit(&one, &other), is_one_edit(&other, &one));
        }
    }
}
