//! What is asked, kept and shown as a newcomer expects it (R2, R6).

use crate::harness::App;
use domain::registration::Step;

both_engines![
    r02_a_title_that_does_not_go_with_the_sex_is_asked_and_not_refused,
    r02_a_name_typed_in_small_letters_is_shown_with_its_capitals,
    r02_a_year_too_old_is_told_as_such,
    r07_the_version_of_the_terms_is_a_day_in_french,
    s02_a_search_that_finds_nothing_says_why
];

const ASKED: &str = "La civilité et le sexe ne vont pas ensemble";

async fn r02_a_title_that_does_not_go_with_the_sex_is_asked_and_not_refused(app: App) {
    app.sign_in("nadia-benali").await;
    let usual = app.fill(&app.person(1)).await;
    let verify = |draft: &str| format!("/enregistrements/{draft}/verifier");
    assert!(!app.get(&verify(&usual)).await.expect(200).has(ASKED));
    let draft = app.fill(&app.person(2).with("sex", "M")).await;
    app.get(&verify(&draft))
        .await
        .expect(200)
        .expect_text(ASKED);
    app.confirm(&draft).await.expect(303);
}

async fn r02_a_name_typed_in_small_letters_is_shown_with_its_capitals(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app
        .person(1)
        .with("birth_name", "le goff-d'août")
        .with("first_names", "zoé, anne-marie")
        .with("practice_first_name", "zoé");
    let rpps = app.register(&person).await;
    app.get(&format!("/professionnels/{rpps}"))
        .await
        .expect(200)
        .expect_text("Le Goff-d’Août")
        .expect_text("Zoé Anne-Marie");
    app.get(&format!("/annuaire/{rpps}"))
        .await
        .expect(200)
        .expect_text("Zoé");
}

async fn r02_a_year_too_old_is_told_as_such(app: App) {
    app.sign_in("nadia-benali").await;
    for (typed, told) in [
        ("14/03/1850", "L’année 1850 est trop ancienne"),
        ("14/03/2150", "L’année 2150 est trop lointaine"),
        ("31/02/1990", "Le 31/02/1990 n’existe pas"),
    ] {
        app.refused(
            Step::CivilIdentity,
            &app.person(1).with("birth_date", typed),
        )
        .await
        .expect_text(told);
    }
}

async fn r07_the_version_of_the_terms_is_a_day_in_french(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.fill(&app.person(1)).await;
    app.get(&format!("/enregistrements/{draft}/informations-legales"))
        .await
        .expect(200)
        .expect_text("version du 01/11/2026");
}

async fn s02_a_search_that_finds_nothing_says_why(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    let person = app.person(1);
    app.answer(&draft, Step::CivilIdentity, &person)
        .await
        .expect(303);
    app.answer(&draft, Step::Contact, &person).await.expect(303);
    let path = format!("/enregistrements/{draft}/situation");
    for (typed, told) in [
        ("670991017", "n’est pas dans votre périmètre"),
        (
            "Clairière enchantée",
            "FINESS ne connaît aucun établissement",
        ),
    ] {
        let fields = [
            ("establishment_recherche", typed),
            ("action", "chercher_establishment"),
        ];
        app.post(&path, fields).await.expect(200).expect_text(told);
    }
}
