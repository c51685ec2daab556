//! Lists made by hand, and what must come of them.

use super::*;
use crate::{
    id::Id,
    identifiers::Rpps,
    staff::{UNSAVED_FORMULA, leavers, proposal::Why},
};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

const HERE: &str = "140017237";
const THERE: &str = "670991017";

fn rpps(rank: u64) -> Rpps {
    Rpps::from_order(9_970_000_000 + rank).unwrap()
}

fn id<T>(rank: u64) -> Id<T> {
    Id::from_uuid(Uuid::from_u64_pair(1, rank))
}

/// The person of a rank: a name and a birth date that nobody else has.
fn person(rank: u64) -> Registered {
    let letter = |rank: u64| char::from(b'A' + u8::try_from(rank % 26).unwrap());
    Registered {
        situation: id(rank),
        professional: id(rank),
        rpps: rpps(rank),
        birth_name: format!("Le Goff-{}{}", letter(rank / 26), letter(rank)),
        used_name: None,
        practice_name: "Martin".into(),
        practice_first_name: "Anne".into(),
        first_names: "Marie, Anne".parse().unwrap(),
        birth_date: format!("1985-03-{:02}", rank % 28 + 1).parse().unwrap(),
        establishment: HERE.parse().unwrap(),
        establishment_name: "Les Tilleuls".into(),
        profession: "313".parse().unwrap(),
        starts_on: date(2025, 1, 6),
        planned_end: None,
    }
}

fn people(count: u64) -> Vec<Registered> {
    (0..count).map(person).collect()
}

/// A line with a number alone.
fn numbered(rank: u64) -> Written {
    Written {
        number: usize::try_from(rank).unwrap() + 2,
        rpps: rpps(rank).to_string(),
        ..Written::default()
    }
}

/// A line with the identity of somebody, otherwise written.
fn named(rank: u64) -> Written {
    let person = person(rank);
    Written {
        number: usize::try_from(rank).unwrap() + 2,
        birth_name: person.birth_name.to_uppercase().replace('-', " "),
        first_names: "marie".into(),
        birth_date: person.birth_date.display_french(),
        ..Written::default()
    }
}

fn run(list: &[Written], registered: &[Registered]) -> Compared {
    compare(Comparison {
        list,
        registered,
        establishments: &[HERE.parse().unwrap()],
        today: date(2026, 11, 23),
    })
}

fn whys(compared: &Compared, list: List) -> Vec<(Why, bool)> {
    let lines = compared.proposals.iter().filter(|line| line.list == list);
    lines
        .map(|line| (line.why.clone(), line.is_ticked))
        .collect()
}

#[test]
fn l04_a_list_that_agrees_proposes_nothing() {
    let list: Vec<Written> = (0..5).map(numbered).chain((5..10).map(named)).collect();
    let compared = run(&list, &people(10));
    assert!(compared.proposals.is_empty(), "{:?}", compared.proposals);
    assert_eq!((compared.here, compared.met, compared.agreed), (10, 10, 10));
    assert!(!compared.is_doubtful());
}

#[test]
fn l04_who_is_absent_is_ticked_only_when_the_list_is_complete_and_numbered() {
    let numbers: Vec<Written> = (0..9).map(numbered).collect();
    let compared = run(&numbers, &people(10));
    assert_eq!(whys(&compared, List::Gone), [(Why::Absent, true)]);
    let mixed: Vec<Written> = (0..8).map(numbered).chain([named(8)]).collect();
    let compared = run(&mixed, &people(10));
    assert_eq!(
        whys(&compared, List::Gone),
        [(Why::AbsentUnnumbered, false)]
    );
    let half: Vec<Written> = (0..6).map(numbered).collect();
    let compared = run(&half, &people(10));
    assert_eq!(
        whys(&compared, List::Gone),
        vec![(Why::AbsentFromPartial, false); 4]
    );
    assert!(!compared.is_doubtful());
    let few: Vec<Written> = (0..4).map(numbered).collect();
    assert!(run(&few, &people(10)).is_doubtful());
}

#[test]
fn l04_a_date_of_leaving_is_proposed_and_ticked_when_the_person_is_sure() {
    let on = date(2026, 10, 31);
    let leaves = |line: Written| Written {
        ends_on: "31/10/2026".into(),
        reason: "Retraite".into(),
        ..line
    };
    let nameless = |line: Written| Written {
        birth_date: String::new(),
        ..line
    };
    let list = [
        leaves(numbered(0)),
        leaves(named(1)),
        nameless(leaves(named(2))),
    ];
    let compared = run(&list, &people(3));
    assert_eq!(
        whys(&compared, List::Gone),
        [
            (Why::Leaves { on }, true),
            (Why::Leaves { on }, true),
            (Why::LeavesByName { on }, false)
        ]
    );
    let gone = &compared.proposals[0];
    assert_eq!(gone.ends_on, Some(on));
    assert_eq!(gone.reason.unwrap().code(), "RS");
}

#[test]
fn l04_a_formula_without_a_value_is_told_and_taken_for_nothing() {
    let unsaved = |line: Written| Written {
        ends_on: UNSAVED_FORMULA.into(),
        ..line
    };
    let why = Why::Unreadable {
        wrong: vec![Wrong::UnsavedFormula],
    };
    let compared = run(&[unsaved(numbered(0)), unsaved(named(1))], &people(2));
    let both = vec![(why.clone(), false); 2];
    assert_eq!(whys(&compared, List::Unsure), both);
    assert_eq!((compared.agreed, compared.proposals.len()), (0, 2));
    let named_to_leave = leavers(&[unsaved(numbered(0))], &people(1));
    assert_eq!(named_to_leave.proposals[0].why, why);
}

#[test]
fn l04_two_contracts_of_one_person_end_when_the_last_does() {
    let ended = Written {
        ends_on: "31/10/2026".into(),
        ..numbered(0)
    };
    let going_on = Written {
        number: 3,
        starts_on: "01/11/2026".into(),
        ..numbered(0)
    };
    let compared = run(&[ended.clone(), going_on], &people(1));
    assert!(whys(&compared, List::Gone).is_empty());
    assert_eq!(
        whys(&compared, List::Unsure),
        [(Why::Twice { line: 2 }, false)]
    );
    let compared = run(&[ended.clone(), ended], &people(1));
    assert_eq!(whys(&compared, List::Gone).len(), 1);
    assert_eq!(compared.repeated, 1);
}

#[test]
fn l04_homonyms_and_disagreements_are_told_and_nobody_of_them_is_gone() {
    let mut registered = people(4);
    registered[1].birth_name = registered[0].birth_name.clone();
    let twins = Written {
        birth_date: String::new(),
        ..named(0)
    };
    let other_date = Written {
        birth_date: "01/01/1970".into(),
        ..named(2)
    };
    let other_name = Written {
        birth_name: "DURAND".into(),
        first_names: "Zoé".into(),
        ..numbered(3)
    };
    let compared = run(&[twins, other_date, other_name], &registered);
    let registered = "Anne Martin".to_owned();
    assert_eq!(
        whys(&compared, List::Unsure),
        [
            (Why::Several, false),
            (Why::OtherBirthDate, false),
            (Why::OtherName { registered }, false)
        ]
    );
    assert!(whys(&compared, List::Gone).is_empty());
    assert_eq!(compared.met, 4);
}

#[test]
fn l04_another_number_for_the_same_identity_is_told() {
    let line = Written {
        rpps: rpps(77).to_string(),
        ..named(0)
    };
    let compared = run(&[line], &people(1));
    let registered = rpps(0);
    assert_eq!(
        whys(&compared, List::Unsure),
        [(Why::OtherNumber { registered }, false)]
    );
}

#[test]
fn l04_who_is_new_is_proposed_and_never_ticked() {
    let mut registered = people(3);
    registered[2].establishment = THERE.parse().unwrap();
    let list = [
        numbered(0),
        numbered(1),
        numbered(2),
        numbered(50),
        named(51),
        named(51),
    ];
    let compared = run(&list, &registered);
    let establishment = "Les Tilleuls".to_owned();
    let mut new = whys(&compared, List::New);
    new.sort_by_key(|(why, _)| format!("{why:?}"));
    assert_eq!(
        new,
        [
            (Why::InScope { establishment }, false),
            (Why::Unregistered, false),
            (Why::Unregistered, false)
        ]
    );
    assert_eq!(compared.repeated, 1);
    let looked: Vec<_> = compared
        .proposals
        .iter()
        .filter_map(|line| line.look_up.clone())
        .collect();
    assert_eq!(looked, [rpps(50)]);
}

#[test]
fn l04_changes_are_told_one_by_one() {
    let line = Written {
        profession: "371".into(),
        starts_on: "13/01/2025".into(),
        ..named(0)
    };
    let compared = run(&[line], &people(1));
    let listed = date(2025, 1, 13);
    let differences = vec![
        Difference::Profession {
            listed: "371".into(),
        },
        Difference::StartsOn { listed },
    ];
    assert_eq!(
        whys(&compared, List::Changed),
        [(Why::Differs { differences }, false)]
    );
}

#[test]
fn l04_lines_of_another_establishment_are_left_out() {
    let there = Written {
        establishment: THERE.into(),
        ..numbered(0)
    };
    let compared = run(&[there, numbered(1)], &people(2));
    assert_eq!(compared.elsewhere, 1);
    assert_eq!(compared.met, 1);
}

#[test]
fn l04_leavers_by_number_are_ticked_when_they_have_one_situation() {
    let mut registered = people(3);
    registered.push(Registered {
        situation: id(9),
        establishment: THERE.parse().unwrap(),
        ..person(1)
    });
    let wrong = Written {
        rpps: "12".into(),
        ..Written::default()
    };
    let list = [numbered(0), numbered(1), numbered(0), numbered(60), wrong];
    let leaving = leavers(&list, &registered);
    let proposals = leaving.proposals;
    assert_eq!(leaving.repeated, 1);
    let told: Vec<_> = proposals
        .iter()
        .map(|line| (line.why.clone(), line.is_ticked))
        .collect();
    let wrong = vec![Wrong::NumberShape];
    assert_eq!(
        told,
        [
            (Why::Numbered, true),
            (Why::NumberedSeveral, false),
            (Why::NumberedSeveral, false),
            (Why::NotHere, false),
            (Why::Unreadable { wrong }, false)
        ]
    );
    assert_eq!(proposals[3].look_up, Some(rpps(60)));
}

proptest! {
    /// Whatever the list, only what is sure is ticked, and nobody who is in it by their number is absent.
    #[test]
    fn l04_nobody_listed_by_number_is_absent(ranks in proptest::collection::vec(0_u64..30, 0..40)) {
        let list: Vec<Written> = ranks.iter().map(|rank| numbered(*rank)).collect();
        let compared = run(&list, &people(20));
        for line in &compared.proposals {
            prop_assert!(!line.is_ticked || line.list == List::Gone);
            if let (List::Gone, Some(rank)) = (line.list, line.registered) {
                prop_assert!(!ranks.contains(&u64::try_from(rank).unwrap()));
            }
        }
    }
}
