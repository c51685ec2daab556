//! The pages of the agency's officers: R4, R5, R9, N1.

use crate::harness::{Answer, App, NOTHING, Person, database};
use domain::registration::Step;
use jiff::SignedDuration;
use store::job::{self, Outcome};

both_engines![
    r04_an_officer_affirms_two_persons_and_the_second_is_registered,
    r04_the_two_identities_show_what_differs,
    n01_a_message_that_stopped_is_sent_again,
    n01_a_parked_job_is_started_again,
    r09_what_is_late_is_listed,
    s03_an_import_is_shown_with_its_report,
];

/// Somebody else's mailbox and mobile, so that the identity alone is the same.
fn twin(app: &App) -> Person {
    app.person(1)
        .with("email", "autre@exemple.fr")
        .with("mobile", "0639980999")
}

/// A twin is contested; gives the draft, and where the officer settles.
async fn contest(app: &App) -> (String, String) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let draft = app.begin().await;
    app.answer(&draft, Step::CivilIdentity, &twin(app))
        .await
        .expect(422);
    let reason = [("reason", "Je connais les deux.")];
    app.post(&format!("/enregistrements/{draft}/contester"), reason)
        .await
        .expect(303);
    let case = &database::texts(app.world.db(), "SELECT id FROM contested_identity").await[0];
    (draft, format!("/agence/doublons/{case}"))
}

async fn officer(app: &App) -> App {
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    agency
}

async fn decide(agency: &App, case: &str, outcome: &str, reason: &str) -> Answer {
    agency
        .post(case, [("outcome", outcome), ("reason", reason)])
        .await
}

async fn number(app: &App, sql: &'static str) -> i64 {
    database::number(app.world.db(), sql).await
}

/// The id in the first row of a query.
async fn id(app: &App, sql: &'static str) -> String {
    database::texts(app.world.db(), sql).await[0].clone()
}

async fn r04_an_officer_affirms_two_persons_and_the_second_is_registered(app: App) {
    let (draft, case) = contest(&app).await;
    let agency = officer(&app).await;
    agency
        .get("/agence")
        .await
        .expect(200)
        .expect_text("Identités contestées : 1");
    agency
        .get("/agence/doublons")
        .await
        .expect(200)
        .expect_text(&case)
        .expect_text("ASSOCIATION LES TILLEULS");
    agency
        .get(&case)
        .await
        .expect(200)
        .expect_text("Je connais les deux.")
        .expect_text("Identique")
        .expect_text("(14118)");
    agency
        .post(&case, [("reason", "Deux actes.")])
        .await
        .expect(422)
        .expect_text("deux personnes ou une seule");
    decide(&agency, &case, "two_persons", " ")
        .await
        .expect(422)
        .expect_text("Motivez la décision");
    decide(&agency, &case, "two_persons", "Deux actes de naissance.")
        .await
        .expect(303);
    agency
        .get("/agence/doublons")
        .await
        .expect_text("Aucune identité à trancher");
    agency
        .get(&case)
        .await
        .expect(200)
        .expect_text("Deux actes de naissance.");
    decide(&agency, &case, "same_person", "Autre avis.")
        .await
        .expect(422)
        .expect_text("déjà tranché");
    for step in Step::ALL {
        app.answer(&draft, *step, &twin(&app)).await.expect(303);
    }
    app.confirm(&draft).await.expect(303);
    assert_eq!(
        number(&app, "SELECT MAX(identity_rank) FROM professional").await,
        1
    );
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM journal WHERE kind = 'contested_identity_settled'"
        )
        .await,
        1
    );
}

async fn r04_the_two_identities_show_what_differs(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1).with("birth_name", "Dupré"))
        .await;
    let draft = app.begin().await;
    let twin = twin(&app)
        .with("birth_name", "DUPRE")
        .with("used_name", "Roux");
    app.answer(&draft, Step::CivilIdentity, &twin)
        .await
        .expect(422);
    app.post(
        &format!("/enregistrements/{draft}/contester"),
        [("reason", "Deux sœurs.")],
    )
    .await
    .expect(303);
    let case = id(&app, "SELECT id FROM contested_identity").await;
    let agency = officer(&app).await;
    let page = agency
        .get(&format!("/agence/doublons/{case}"))
        .await
        .expect(200);
    assert!(
        page.has("Identique aux accents et majuscules près")
            && page.has("Différent")
            && page.has("Identique"),
        "{}",
        page.main()
    );
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM journal WHERE kind = 'file_opened'"
        )
        .await,
        1,
        "R12"
    );
}

async fn n01_a_message_that_stopped_is_sent_again(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    app.work().await;
    let stop = "UPDATE message SET state = 'given_up', last_error = 'no answer', created_at = '2026-11-01T00:00:00.000000Z' WHERE about_kind = 'professional' AND channel = 'mail'";
    database::execute(app.world.db(), stop).await.unwrap();
    let message = id(
        &app,
        "SELECT id FROM message WHERE about_kind = 'professional' AND channel = 'mail'",
    )
    .await;
    let path = format!("/agence/messages/{message}/relancer");
    let agency = officer(&app).await;
    let page = agency.get("/agence/messages").await.expect(200);
    assert!(
        page.has(&path) && page.has("no answer") && page.has("zoe.lefebvre1@exemple.fr"),
        "{}",
        page.main()
    );
    agency.post(&path, NOTHING).await.expect(303);
    agency.post(&path, NOTHING).await.expect(409);
    app.work().await;
    assert_eq!(app.mails().len(), 2);
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM message WHERE about_kind = 'professional' AND state = 'sent'"
        )
        .await,
        2
    );
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM journal WHERE kind = 'message_restarted'"
        )
        .await,
        1
    );
    let sent = agency.get("/agence/messages?etat=sent").await.expect(200);
    assert!(
        sent.has("z…@exemple.fr") && !sent.has("zoe.lefebvre1@"),
        "{}",
        sent.main()
    );
}

async fn n01_a_parked_job_is_started_again(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let leased = job::lease(&app.world.store, 10, SignedDuration::from_mins(1))
        .await
        .unwrap();
    let parked = leased.into_iter().map(|one| {
        (
            one,
            Outcome::Parked {
                error: "disk full".to_owned(),
            },
        )
    });
    job::settle(&app.world.store, &parked.collect::<Vec<_>>())
        .await
        .unwrap();
    app.work().await;
    assert_eq!(app.mails().len(), 0);
    let agency = officer(&app).await;
    agency
        .get("/agence")
        .await
        .expect(200)
        .expect_text("Travaux arrêtés : 3");
    agency
        .get("/agence/messages")
        .await
        .expect(200)
        .expect_text("disk full")
        .expect_text("Préparation d’une e\u{2011}CPS");
    for job in database::texts(app.world.db(), "SELECT id FROM job").await {
        let path = format!("/agence/travaux/{job}/relancer");
        agency.post(&path, NOTHING).await.expect(303);
        agency.post(&path, NOTHING).await.expect(409);
    }
    app.work().await;
    assert_eq!((app.mails().len(), app.texts().len()), (1, 1));
    assert_eq!(number(&app, "SELECT COUNT(*) FROM job").await, 0);
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM journal WHERE kind = 'job_restarted'"
        )
        .await,
        3
    );
}

async fn r09_what_is_late_is_listed(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let agency = officer(&app).await;
    agency
        .get("/agence")
        .await
        .expect(200)
        .expect_text("Aucune promesse n’est en retard")
        .expect_text("0 sur 0");
    app.advance(SignedDuration::from_mins(29));
    agency.sign_in("agence").await;
    agency
        .get("/agence")
        .await
        .expect_text("Aucune promesse n’est en retard");
    app.advance(SignedDuration::from_mins(2));
    let late = agency
        .get("/agence")
        .await
        .expect_text(&rpps)
        .expect_text("Numéro envoyé sous 30 minutes ;");
    assert!(
        !late.has("e\u{2011}CPS prête sous 48 heures ;"),
        "{}",
        late.main()
    );
    app.work().await;
    let done = agency
        .get("/agence")
        .await
        .expect_text("Aucune promesse n’est en retard");
    assert!(
        done.has("0 sur 1 (0 %)") && done.has("1 sur 1 (100 %)"),
        "{}",
        done.main()
    );
}

async fn s03_an_import_is_shown_with_its_report(app: App) {
    let agency = officer(&app).await;
    let page = agency
        .get("/agence/referentiels")
        .await
        .expect(200)
        .expect_text("etablissements.csv")
        .expect_text("TRE_R85");
    let import = id(&app, "SELECT id FROM structure_import").await;
    let path = format!("/agence/referentiels/imports/{import}");
    assert!(page.has(&path), "{}", page.main());
    let report = agency.get(&path).await.expect(200);
    assert!(
        report
            .text()
            .starts_with("suite;fichier;endroit;finess;motif"),
        "{}",
        report.text()
    );
    app.advance(SignedDuration::from_hours(24 * 366));
    app.work().await;
    agency.sign_in("agence").await;
    agency.get(&path).await.expect(404);
    assert!(
        !agency
            .get("/agence/referentiels")
            .await
            .expect(200)
            .has(&path),
        "J3: the report had its time"
    );
}
