use super::*;
use crate::registration::{Answers, civil_identity};
use proptest::prelude::*;

fn identity(changed: &[(&str, &str)]) -> CivilIdentity {
    let mut answers = Answers::default();
    for (field, answer) in [
        ("title", "MME"),
        ("sex", "F"),
        ("birth_name", "Lefebvre"),
        ("used_name", "Garnier"),
        ("first_names", "Zoé, Anne-Marie"),
        ("birth_date", "04/03/1985"),
        ("birth_country", "99100"),
        ("birth_commune", "14118"),
        ("identity_document", "CN"),
        ("partial_date_seen", "oui"),
    ]
    .iter()
    .chain(changed)
    {
        answers.set(field, answer);
    }
    civil_identity(&answers).unwrap()
}

fn against(changed: &[(&str, &str)]) -> Option<Grade> {
    let (one, other) = (identity(&[]), identity(changed));
    let found = grade(&one, &other);
    assert_eq!(
        found.as_ref().map(Grade::level),
        grade(&other, &one).as_ref().map(Grade::level),
        "{changed:?}"
    );
    if let Some(found) = &found {
        assert!(is_candidate(&one, &other), "{changed:?} {found:?}");
    }
    found
}

/// What the store looks among: the same names, or the same date, or its day and month exchanged.
fn is_candidate(one: &CivilIdentity, other: &CivilIdentity) -> bool {
    let names = IdentityKey::of(one);
    one.birth_date == other.birth_date
        || Some(other.birth_date) == one.birth_date.exchanged()
        || IdentityKey::of(other).as_str().starts_with(names.names())
}

#[test]
fn r04_a_certain_duplicate_has_the_same_key() {
    assert_eq!(against(&[]), Some(Grade::Certain));
    assert_eq!(against(&[("used_name", "")]), Some(Grade::Certain));
    assert_eq!(
        against(&[
            ("birth_name", "LEFÈBVRE"),
            ("first_names", "ZOE Anne-Marie")
        ]),
        Some(Grade::Certain)
    );
}

#[test]
fn r04_a_probable_duplicate_differs_once() {
    for (changed, why) in [
        (vec![("first_names", "Zoé")], Likeness::FirstFirstNameOnly),
        (
            vec![("birth_name", "Zoé"), ("first_names", "Lefebvre")],
            Likeness::SwappedNames,
        ),
        (
            vec![("birth_name", "Garnier"), ("used_name", "Lefebvre")],
            Likeness::UsedNameExchanged,
        ),
        (
            vec![("birth_name", "Garnier"), ("used_name", "")],
            Likeness::UsedNameExchanged,
        ),
        (
            vec![("birth_date", "03/04/1985")],
            Likeness::DayAndMonthExchanged,
        ),
        (vec![("birth_name", "Lefevre")], Likeness::OneTypingError),
        (vec![("birth_name", "Lefebrve")], Likeness::OneTypingError),
        (
            vec![("first_names", "Zoée, Anne-Marie")],
            Likeness::OneTypingError,
        ),
    ] {
        assert_eq!(against(&changed), Some(Grade::Probable(why)), "{changed:?}");
    }
}

#[test]
fn r04_a_possible_duplicate_is_weaker() {
    for changed in [
        vec![("sex", "M")],
        vec![("birth_commune", "14366")],
        vec![("birth_country", "99109"), ("birth_town", "Berlin")],
        vec![("birth_date", "05/03/1985")],
        vec![("birth_date", "1985")],
        vec![("birth_name", "Lefèbvres"), ("first_names", "Zoé")],
        vec![("birth_name", "Lefevre"), ("birth_date", "03/04/1985")],
    ] {
        let found = against(&changed).map(|found| found.level());
        assert_eq!(found, Some(Level::Possible), "{changed:?}");
    }
}

#[test]
fn r04_two_persons_are_not_alike() {
    for changed in [
        vec![("birth_name", "Moulin")],
        vec![("first_names", "Camille")],
        vec![("birth_date", "14/09/1991")],
        vec![("sex", "M"), ("birth_commune", "14366")],
        vec![("birth_name", "Lefevre"), ("sex", "M")],
        vec![("birth_date", "05/03/1985"), ("first_names", "Zoé")],
    ] {
        assert_eq!(against(&changed), None, "{changed:?}");
    }
}

#[test]
fn r04_each_trait_says_whether_it_agrees() {
    use Agreement::{Close, Other, Same};
    let (one, other) = (
        identity(&[]),
        identity(&[("birth_name", "Lefevre"), ("used_name", ""), ("sex", "M")]),
    );
    let said = agreements(&one, &other).map(|(_, agreement)| agreement);
    assert_eq!(said, [Close, Other, Same, Other, Same, Same]);
}

proptest! {
    #[test]
    fn r04_anyone_is_certainly_themself(name in "[A-Zé][a-zé' -]{0,9}[a-z]", day in 1_i8..=28, month in 1_i8..=12) {
        let date = format!("{day:02}/{month:02}/1970");
        let one = identity(&[("birth_name", &name), ("birth_date", &date)]);
        prop_assert_eq!(grade(&one, &one), Some(Grade::Certain));
    }

    #[test]
    fn r04_one_letter_is_always_found(name in "[A-Z][a-z]{2,12}", letter in "[a-z]", at in 0_usize..12, how in 0..3) {
        let at = at % name.len();
        let mut changed = name.clone();
        match how {
            0 => drop(changed.remove(at)),
            1 => changed.insert_str(at, &letter),
            _ => changed.replace_range(at..=at, &letter),
        }
        for field in ["birth_name", "first_names"] {
            let (one, other) = (identity(&[(field, &name)]), identity(&[(field, &changed)]));
            let found = grade(&one, &other);
            prop_assert!(found.is_some(), "{} {}", name, changed);
            prop_assert!(is_candidate(&one, &other));
        }
    }

    #[test]
    fn r04_whoever_is_graded_is_a_candidate_and_the_grade_goes_both_ways(
        names in proptest::collection::vec(prop_oneof!["Zoe", "Zoé, Anne", "Lefebvre", "Lefevre", "Garnier", "Anne", "An"], 4),
        days in proptest::collection::vec(prop_oneof!["04/03/1985", "03/04/1985", "04/03/1986", "03/1985", "1985", "12/11/1990"], 2),
        sexes in proptest::collection::vec(prop_oneof!["M", "F"], 2),
        communes in proptest::collection::vec(prop_oneof!["14118", "14366"], 2),
    ) {
        let person = |rank: usize| identity(&[
            ("birth_name", names[rank].trim_matches(',').split(',').next().unwrap_or_default()),
            ("first_names", &names[rank + 2]),
            ("birth_date", &days[rank]),
            ("sex", &sexes[rank]),
            ("birth_commune", &communes[rank]),
        ]);
        let (one, other) = (person(0), person(1));
        let (there, back) = (grade(&one, &other), grade(&other, &one));
        prop_assert_eq!(there.as_ref().map(Grade::level), back.as_ref().map(Grade::level));
        prop_assert!(there.is_none() || is_candidate(&one, &other), "{:?} {:?} {:?}", one, other, there);
    }
}
