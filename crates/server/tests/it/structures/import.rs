//! The import of the official files.

use super::{
    ABYMES, AIN, CORSICA, OWNER, PARIS, counts, establishment, found, import, imported, number,
};
use domain::structure::Establishment;
use jiff::SignedDuration;
use server::import::finess::{FileFault, ImportError, Missing, RowFault};
use store::{Store, file, journal, structure};

both_engines![empty:
    s03_establishments_and_legal_entities_are_imported_in_any_order,
    s03_a_second_import_changes_nothing,
    s03_latin1_gives_the_same_as_utf8,
    s03_rows_are_refused_one_by_one_with_their_line,
    s03_a_wrong_file_is_refused_and_nothing_is_written,
    s03_missing_establishments_are_closed_only_when_few,
    s03_what_comes_back_opens_again,
    s03_legal_entities_alone_close_nothing,
    s03_finess_plus_is_read_in_both_spellings
];

async fn s03_establishments_and_legal_entities_are_imported_in_any_order(store: Store) {
    let report = imported(&store, &["establishments.csv", "legal-entities-latin1.csv"]).await;
    assert_eq!(counts(&report), [6, 0, 0, 0, 0]);
    assert_eq!(report.known_by_number, 1);
    let ain = establishment(&store, AIN).await.unwrap();
    let told = [
        ain.name,
        ain.category,
        ain.category_label,
        ain.address,
        ain.postal_code,
        ain.town,
        ain.commune,
        ain.department,
        ain.opened_on,
    ];
    let expected = [
        "RÉSIDENCE LES LILAS",
        "500",
        "Établissement d'hébergement pour personnes âgées dépendantes",
        "1 R DES LILAS",
        "01012",
        "BOURG EN BRESSE CEDEX",
        "01053",
        "01",
        "2001-02-03",
    ];
    assert_eq!(told, expected);
    let place = |found: Establishment| (found.commune, found.department);
    let [corsica, abymes] = [CORSICA, ABYMES].map(|finess| establishment(&store, finess));
    assert_eq!(place(corsica.await.unwrap()), ("2A004".into(), "2A".into()));
    assert_eq!(place(abymes.await.unwrap()), ("97101".into(), "971".into()));
    let mut tx = store.db.read().await.unwrap();
    let owner = structure::legal_entity(&mut tx, &number(OWNER))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(owner.name, "ASSOCIATION LES LILAS - ÉTÉ");
    // S1: known by its number alone.
    let owner = structure::legal_entity(&mut tx, &number("2A9900008"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((owner.name.as_str(), owner.department.as_str()), ("", "2A"));
    let subject = report.import.to_string();
    let entries = journal::of_subject(&mut tx, "structure_import", &subject, 10)
        .await
        .unwrap();
    assert_eq!(entries.len(), 1);
}

async fn s03_a_second_import_changes_nothing(store: Store) {
    let files = ["legal-entities-latin1.csv", "establishments.csv"];
    imported(&store, &files).await;
    assert_eq!(counts(&imported(&store, &files).await), [0, 0, 0, 6, 0]);
    let report = imported(&store, &["establishments-changed.csv"]).await;
    assert_eq!(counts(&report), [0, 1, 0, 3, 0]);
    assert_eq!(found(&store, "maison lilas", None).await, [AIN]);
    assert!(found(&store, "residence", None).await.is_empty());
}

async fn s03_latin1_gives_the_same_as_utf8(store: Store) {
    imported(&store, &["establishments.csv"]).await;
    let report = imported(&store, &["establishments-latin1.csv"]).await;
    assert_eq!(counts(&report), [0, 0, 0, 4, 0]);
}

async fn s03_rows_are_refused_one_by_one_with_their_line(store: Store) {
    let report = imported(&store, &["establishments-rejects.csv"]).await;
    assert_eq!(counts(&report), [4, 0, 0, 0, 3]);
    let told: Vec<String> = report.rejections.iter().map(ToString::to_string).collect();
    let expected = [
        "establishments-rejects.csv, ligne 6 : le numéro FINESS de l'établissement « 990000037 » est faux : sa clé ne \
         correspond pas",
        "establishments-rejects.csv, ligne 7 : 30 champs au lieu de 32",
        "FINESS 990000010 : la structure figure déjà plus haut",
    ];
    assert_eq!(told, expected);
    assert_eq!(
        establishment(&store, AIN).await.unwrap().name,
        "RÉSIDENCE LES LILAS"
    );
    let mut tx = store.db.read().await.unwrap();
    let table = file::body(&mut tx, report.file).await.unwrap().unwrap();
    let table = String::from_utf8(table).unwrap();
    assert!(
        table.contains(
            "rejetée;establishments-rejects.csv;ligne 7;990000036;30 champs au lieu de 32"
        )
    );
}

async fn s03_a_wrong_file_is_refused_and_nothing_is_written(store: Store) {
    let expected = [
        (
            "not-finess.csv",
            "not-finess.csv : ce n'est pas un fichier FINESS",
        ),
        ("utf16.csv", "utf16.csv : le fichier est en UTF-16"),
        ("header-only.csv", "ne contient aucune structure"),
        (
            "truncated.csv",
            "tronqué : il s'arrête au milieu de la ligne 5",
        ),
        ("wrong-fields.csv", "ligne 2 : 33 champs au lieu de 32"),
        ("plus-truncated.json", "le fichier est tronqué"),
        ("absent.csv", "ne peut pas être lu"),
    ];
    for (name, sentence) in expected {
        // The right file alone would be imported: one wrong file stops all.
        let names = ["establishments.csv", name];
        let error = import(&store, &names, Missing::Close).await.unwrap_err();
        assert!(error.to_string().contains(sentence), "{error}");
    }
    assert_eq!(establishment(&store, PARIS).await, None);
}

async fn s03_missing_establishments_are_closed_only_when_few(store: Store) {
    imported(&store, &["establishments.csv"]).await;
    let error = import(&store, &["establishments-less.csv"], Missing::CloseIfFew)
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        ImportError::TooManyMissing {
            missing: 1,
            open: 4
        }
    ));
    assert_eq!(establishment(&store, ABYMES).await.unwrap().closed_on, None);
    let report = import(&store, &["establishments-less.csv"], Missing::Keep)
        .await
        .unwrap();
    assert_eq!(counts(&report), [0, 0, 0, 3, 0]);
    let report = import(&store, &["establishments-less.csv"], Missing::Close)
        .await
        .unwrap();
    assert_eq!(counts(&report), [0, 0, 1, 3, 0]);
    let closed = establishment(&store, ABYMES)
        .await
        .unwrap()
        .closed_on
        .unwrap();
    assert_eq!(closed.to_string(), "2026-11-23");
    assert!(found(&store, "abymes", None).await.is_empty());
}

async fn s03_what_comes_back_opens_again(store: Store) {
    imported(&store, &["establishments.csv"]).await;
    import(&store, &["establishments-less.csv"], Missing::Close)
        .await
        .unwrap();
    store.clock.advance(SignedDuration::from_hours(24));
    let report = imported(&store, &["establishments.csv"]).await;
    assert_eq!(counts(&report), [0, 1, 0, 3, 0]);
    assert_eq!(establishment(&store, ABYMES).await.unwrap().closed_on, None);
}

async fn s03_legal_entities_alone_close_nothing(store: Store) {
    imported(&store, &["establishments.csv"]).await;
    let report = imported(&store, &["legal-entities-latin1.csv"]).await;
    // Both were known by their number.
    assert_eq!(counts(&report), [0, 2, 0, 0, 0]);
    assert_eq!(found(&store, "lilas", None).await, [AIN]);
}

async fn s03_finess_plus_is_read_in_both_spellings(store: Store) {
    let report = imported(&store, &["plus-real.json"]).await;
    assert_eq!(counts(&report), [3, 0, 0, 0, 3]);
    let places: Vec<&str> = report
        .rejections
        .iter()
        .map(|rejection| rejection.place.as_str())
        .collect();
    assert_eq!(
        places,
        ["pmej n° 1, ege n° 3", "pmej n° 1, ege n° 4", "pmej n° 2"]
    );
    assert!(matches!(report.rejections[2].fault, RowFault::Shape(_)));
    let site = establishment(&store, "990000119").await.unwrap();
    let told = [
        site.name,
        site.category,
        site.siret,
        site.address,
        site.postal_code,
        site.town,
        site.commune,
        site.phone,
    ];
    let expected = [
        "EHPAD DU PORT",
        "500",
        "73282932000074",
        "3 R DU PORT",
        "85230",
        "BOUIN",
        "85029",
        "0200000000",
    ];
    assert_eq!(told, expected);
    let closed = establishment(&store, "990000127").await.unwrap();
    assert_eq!(
        (closed.name.as_str(), closed.closed_on.unwrap().to_string()),
        ("ANNEXE", "2011-01-01".into())
    );
    let report = imported(&store, &["plus-schema.json"]).await;
    assert_eq!(counts(&report), [0, 0, 0, 3, 0]);
}

#[test]
fn faults_of_a_file_are_told_in_french() {
    let fault = FileFault::Truncated { line: 12 };
    let error = ImportError::File {
        file: "a.csv".into(),
        fault,
    };
    assert_eq!(
        error.to_string(),
        "a.csv : le fichier est tronqué : il s'arrête au milieu de la ligne 12. Téléchargez-le de nouveau."
    );
}
