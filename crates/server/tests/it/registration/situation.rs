//! R6, S4, H5: where, since when, as what.

use crate::harness::{App, Person, database};
use domain::{identifiers::Finess, registration::Step};
use server::import::finess::{Missing, Options, import_finess};

const ESTABLISHMENTS: &str = include_str!("../../../../../data/demo/etablissements.csv");

/// A number with a right key that no establishment bears.
fn unknown() -> String {
    let numbers = (0..10).map(|key| format!("14099999{key}"));
    numbers
        .into_iter()
        .find(|number| number.parse::<Finess>().is_ok())
        .unwrap()
}

/// The official file comes again without this establishment.
async fn close(app: &App, finess: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("etablissements.csv");
    let kept: Vec<&str> = ESTABLISHMENTS
        .lines()
        .filter(|line| !line.contains(&format!(";{finess};")))
        .collect();
    std::fs::write(&path, kept.join("\n")).unwrap();
    let options = Options {
        files: vec![path],
        missing: Missing::Close,
    };
    import_finess(&app.world.store, &options, |_| {})
        .await
        .unwrap();
}

both_engines![
    r06_the_establishment_is_of_the_scope,
    h05_a_narrowed_manager_registers_in_their_establishments_alone,
    s04_a_closed_establishment_takes_no_new_situation,
    r06_the_start_is_at_most_three_months_ahead,
    r06_a_closed_profession_leads_to_its_successors,
    r06_a_profession_is_listed_with_the_names_of_those_it_replaces,
    r06_the_role_is_one_of_those_registered_here,
    r06_practice_names_are_among_those_of_the_identity
];

async fn r06_the_establishment_is_of_the_scope(app: App) {
    app.sign_in("nadia-benali").await;
    let at = |finess: &str| app.person(1).with("establishment", finess);
    app.refused(Step::Situation, &at("670991017"))
        .await
        .expect_text("n’est pas dans votre périmètre");
    app.refused(Step::Situation, &at("2A0991014"))
        .await
        .expect_text("n’est pas dans votre périmètre");
    app.refused(Step::Situation, &at(&unknown()))
        .await
        .expect_text("Aucun établissement ne porte ce numéro FINESS");
    app.refused(Step::Situation, &at("140991018"))
        .await
        .expect_text("sa clé est fausse");
    app.register(&at("140 991 019")).await;
}

async fn h05_a_narrowed_manager_registers_in_their_establishments_alone(app: App) {
    app.sign_in("julien-moreau").await;
    app.get("/espace")
        .await
        .expect(200)
        .expect_text("2 établissements");
    app.refused(
        Step::Situation,
        &app.person(1).with("establishment", "140991035"),
    )
    .await
    .expect_text("n’est pas dans votre périmètre");
    app.register(&app.person(1).with("establishment", "140991027"))
        .await;
}

async fn s04_a_closed_establishment_takes_no_new_situation(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app.person(1).with("establishment", "140991035");
    let ready = app.fill(&person).await;
    close(&app, "140991035").await;
    app.confirm(&ready)
        .await
        .expect(409)
        .expect_text("est fermé depuis le");
    app.refused(
        Step::Situation,
        &app.person(2).with("establishment", "140991035"),
    )
    .await
    .expect_text("est fermé depuis le");
    let found = app
        .get("/recherche/etablissements?q=clos")
        .await
        .expect(200);
    assert!(!found.has("140991035"), "{}", found.text());
}

async fn r06_the_start_is_at_most_three_months_ahead(app: App) {
    app.sign_in("nadia-benali").await;
    app.refused(
        Step::Situation,
        &app.person(1).with("starts_on", "24/02/2027"),
    )
    .await
    .expect_text("au plus tard le 23");
    app.refused(
        Step::Situation,
        &app.person(1).with("planned_end", "31/10/2026"),
    )
    .await
    .expect_text("La fin prévue est avant la prise de fonction");
    app.refused(
        Step::Situation,
        &app.person(1).with("planned_end", "31/11/2026"),
    )
    .await
    .expect_text("n’existe pas");
    app.register(
        &app.person(1)
            .with("starts_on", "23/02/2027")
            .with("planned_end", "23/02/2027"),
    )
    .await;
}

async fn r06_a_closed_profession_leads_to_its_successors(app: App) {
    app.sign_in("nadia-benali").await;
    for closed in ["318", "323"] {
        let page = app
            .refused(Step::Situation, &app.person(1).with("profession", closed))
            .await;
        for successor in [
            "Accompagnant éducatif et social",
            "Aide à domicile qualifié(e)",
            "Aide à domicile",
        ] {
            assert!(
                page.has(&format!("« {successor} »")),
                "{closed} does not lead to {successor}: {}",
                page.main()
            );
        }
    }
    app.refused(Step::Situation, &app.person(1).with("profession", "300"))
        .await;
    app.refused(Step::Situation, &app.person(1).with("profession", "999"))
        .await
        .expect_text("Choisissez une des réponses proposées.");
}

async fn r06_a_profession_is_listed_with_the_names_of_those_it_replaces(app: App) {
    app.sign_in("nadia-benali").await;
    let page = app
        .refused(Step::Situation, &app.person(1).without("profession"))
        .await;
    for old in [
        " ; remplace Auxiliaire de vie sociale, AVS",
        ", Aide médico-psychologique, AMP",
    ] {
        let text = page.main();
        let lines = text.lines().filter(|line| line.contains("<option"));
        let found: Vec<_> = lines
            .filter(|line| line.contains(old))
            .filter_map(|line| line.split('"').nth(1))
            .collect();
        assert_eq!(found, ["328", "372", "371"], "{old}");
    }
}

async fn r06_the_role_is_one_of_those_registered_here(app: App) {
    app.sign_in("nadia-benali").await;
    for forged in ["GENR02", "GENR04", "GENR77", ""] {
        app.refused(Step::Situation, &app.person(1).with("role", forged))
            .await;
    }
    for (rank, role) in [
        "GENR08", "GENR09", "GENR10", "GENR11", "GENR12", "GENR01", "GENR13", "GENR99",
    ]
    .iter()
    .enumerate()
    {
        let person = app.person(u32::try_from(rank).unwrap()).with("role", role);
        app.register(&person).await;
    }
}

async fn r06_practice_names_are_among_those_of_the_identity(app: App) {
    app.sign_in("nadia-benali").await;
    let refused = |person: Person| {
        let app = &app;
        async move { app.refused(Step::Situation, &person).await }
    };
    refused(app.person(1).with("practice_name", "used")).await;
    refused(app.person(1).with("practice_name", "GENTIL")).await;
    refused(app.person(1).with("practice_first_name", "Marie"))
        .await
        .expect_text("Le prénom d’exercice est l’un des prénoms");
    app.register(
        &app.person(1)
            .with("used_name", "GENTIL")
            .with("practice_name", "used")
            .with("practice_first_name", "Anne-Marie"),
    )
    .await;
    let kept = database::texts(
        app.world.db(),
        "SELECT practice_name || ' ' || practice_first_name FROM professional",
    )
    .await;
    assert_eq!(kept, ["GENTIL Anne-Marie"]);
}
