//! The search of establishments.

use super::{ABYMES, AIN, CORSICA, OWNER, PARIS, found, imported, number};
use domain::{access::Scope, identifiers::Finess};
use server::import::finess::{Missing, Options, import_finess};
use std::fmt::Write as _;
use store::{Store, structure};

both_engines![empty:
    s02_a_number_comes_first,
    s02_words_are_found_begun_without_accents_in_any_order,
    s02_two_frequent_words_that_seldom_meet_are_found,
    s02_a_scope_hides_the_others
];

async fn s02_a_number_comes_first(store: Store) {
    imported(&store, &["establishments.csv"]).await;
    for typed in [PARIS, " 990 000 028 ", "99.00.00.028"] {
        assert_eq!(found(&store, typed, None).await, [PARIS], "{typed}");
    }
    // That of the legal entity finds its establishments.
    assert_eq!(found(&store, OWNER, None).await, [PARIS, AIN]);
    assert!(found(&store, "990000036", None).await.is_empty());
}

async fn s02_words_are_found_begun_without_accents_in_any_order(store: Store) {
    imported(&store, &["establishments.csv"]).await;
    let expected: [(&str, &[&str]); 10] = [
        ("lilas residence", &[AIN]),
        ("Résid lil", &[AIN]),
        ("ehpad", &[AIN]),
        ("saint joseph", &[PARIS]),
        ("st-joseph paris", &[PARIS]),
        ("guadeloupe esperance", &[ABYMES]),
        ("corse ajacc", &[CORSICA]),
        ("01012", &[AIN]),
        ("lilas paris", &[]),
        (" -- ", &[]),
    ];
    for (typed, expected) in expected {
        assert_eq!(found(&store, typed, None).await, expected, "{typed}");
    }
}

/// The only one that has both words is the last of more than two thousand of each.
async fn s02_two_frequent_words_that_seldom_meet_are_found(store: Store) {
    let mut file = "finess;etalab;111;2026-11-01\n".to_owned();
    let mut last = String::new();
    for rank in 0..4_201 {
        let numbers = (0..10).map(|key| format!("99{rank:06}{key}"));
        last = numbers
            .into_iter()
            .find(|number| number.parse::<Finess>().is_ok())
            .unwrap();
        let name = ["FOYER", "CRECHE", "FOYER CRECHE"][if rank == 4_200 { 2 } else { rank % 2 }];
        let rest = ";".repeat(28);
        writeln!(file, "structureet;{last};{OWNER};{name}{rest}").unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("establishments.csv");
    std::fs::write(&path, file).unwrap();
    let options = Options {
        files: vec![path],
        missing: Missing::CloseIfFew,
    };
    import_finess(&store, &options, |_| {}).await.unwrap();
    assert_eq!(found(&store, "creche foyer", None).await, [last]);
}

async fn s02_a_scope_hides_the_others(store: Store) {
    imported(&store, &["establishments.csv"]).await;
    let scope = Scope {
        contract: store.ids.draw(store.clock.now()),
        legal_entity: number(OWNER),
        establishment: None,
        narrowed_by: None,
    };
    assert_eq!(found(&store, "les", Some(&scope)).await, [AIN]);
    assert_eq!(found(&store, PARIS, Some(&scope)).await, [PARIS]);
    assert!(found(&store, "ajaccio", Some(&scope)).await.is_empty());
    assert!(found(&store, CORSICA, Some(&scope)).await.is_empty());
    let one = Scope {
        establishment: Some(number(PARIS)),
        ..scope
    };
    assert!(found(&store, "lilas", Some(&one)).await.is_empty());
    let mut tx = store.db.read().await.unwrap();
    assert!(
        structure::covers(&mut tx, &one, &number(PARIS))
            .await
            .unwrap()
    );
    assert!(
        !structure::covers(&mut tx, &one, &number(AIN))
            .await
            .unwrap()
    );
}
