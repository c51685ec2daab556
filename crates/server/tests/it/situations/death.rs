//! A death told by a structure (L1).

use super::{SAINTE_ODILE, TILLEULS_CAEN, add, close, file, first, number, registered, text};
use crate::harness::{App, NOTHING};

both_engines![
    l01_a_death_closes_every_situation_of_the_scope_and_tells_the_others,
    l01_what_is_wrong_with_a_death_is_said,
    l01_a_death_told_by_mistake_is_undone,
    m02_no_situation_is_added_after_a_death,
];

/// The same person twice in the scope, and once at another structure's.
async fn three_situations(app: &App) -> String {
    let rpps = registered(app).await;
    add(app, &rpps, "140991035").await.expect(303);
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    add(&sophie, &rpps, SAINTE_ODILE).await.expect(303);
    app.work().await;
    rpps
}

async fn report(app: &App, rpps: &str, on: &str) -> crate::harness::Answer {
    let path = format!("/professionnels/{rpps}/deces");
    app.post(&path, [("died_on", on)]).await
}

async fn l01_a_death_closes_every_situation_of_the_scope_and_tells_the_others(app: App) {
    let rpps = three_situations(&app).await;
    let known = app.mails().len();
    let asked = close(&app, &rpps, "20/11/2026", "DCD").await.expect(303);
    assert_eq!(
        asked.location(),
        format!("/professionnels/{rpps}/deces?le=2026-11-20")
    );
    app.follow(asked)
        .await
        .expect(200)
        .expect_text("value=\"20/11/2026\"")
        .expect_text("EHPAD LES TILLEULS")
        .expect_text("la structure de son autre situation aussi");
    let done = report(&app, &rpps, "20/11/2026").await.expect(303);
    app.follow(done)
        .await
        .expect_text("Décès signalé")
        .expect_text("Nadia Benali a signalé le décès de la personne");
    let closed =
        "SELECT COUNT(*) FROM situation WHERE end_reason = 'DCD' AND ended_on = '2026-11-20'";
    assert_eq!(number(&app, closed).await, 2);
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 1);
    assert_eq!(text(&app, "SELECT state FROM ecps").await, "revoked");
    app.work().await;
    let mails = app.mails();
    let [mail] = &mails[known..] else {
        panic!("one mail, to the other structure: {:?}", &mails[known..])
    };
    assert!(mail.subject.contains(&rpps), "{}", mail.subject);
    assert!(mail.text.contains("Zoé LEFEBVRE B"), "{}", mail.text);
    assert_ne!(mail.to, "zoe.lefebvre1@exemple.fr");
    for secret in ["14/03/1985", "0639980", "20/11/2026"] {
        assert!(!mail.text.contains(secret), "N2: {}", mail.text);
    }
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    file(&sophie, &rpps).await.expect_text("Décès signalé");
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    officer
        .get("/agence/deces")
        .await
        .expect(200)
        .expect_text(&rpps)
        .expect_text("20/11/2026")
        .expect_text("Nadia Benali");
    // Told again, nothing is left to close.
    report(&app, &rpps, "20/11/2026")
        .await
        .expect(422)
        .expect_text("quelqu’un d’autre les a fermées");
    assert_eq!(number(&app, "SELECT COUNT(*) FROM death").await, 1);
}

async fn l01_what_is_wrong_with_a_death_is_said(app: App) {
    let rpps = registered(&app).await;
    for (on, told) in [
        ("", "Saisissez la date du décès"),
        ("hier", "date"),
        ("24/11/2026", "pas encore passée"),
        ("31/10/2026", "a commencé après cette date, le 01/11/2026"),
    ] {
        report(&app, &rpps, on).await.expect(422).expect_text(told);
    }
    assert_eq!(number(&app, "SELECT COUNT(*) FROM death").await, 0);
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    officer
        .get("/agence/deces")
        .await
        .expect_text("Aucun décès signalé");
}

async fn l01_a_death_told_by_mistake_is_undone(app: App) {
    let rpps = registered(&app).await;
    report(&app, &rpps, "23/11/2026").await.expect(303);
    let undo = format!(
        "/professionnels/{rpps}/situations/{}/retablir",
        first(&app).await
    );
    let done = app.post(&undo, NOTHING).await.expect(303);
    let page = app.follow(done).await.expect(200);
    assert!(
        page.has("a retiré le signalement du décès"),
        "{}",
        page.main()
    );
    assert!(!page.has("Une structure a signalé"), "{}", page.main());
    assert_eq!(text(&app, "SELECT state FROM ecps").await, "prepared");
    assert_eq!(
        text(&app, "SELECT establishment FROM directory_line").await,
        TILLEULS_CAEN
    );
}

async fn m02_no_situation_is_added_after_a_death(app: App) {
    const DEAD: &str = "Une structure a signalé le décès de cette personne";
    let rpps = registered(&app).await;
    report(&app, &rpps, "23/11/2026").await.expect(303);
    let asked = format!("/professionnels/{rpps}/situations/nouvelle");
    // In the scope, and at another structure's.
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    for (manager, place) in [(&app, "140991035"), (&sophie, SAINTE_ODILE)] {
        let page = manager.get(&asked).await.expect(200).expect_text(DEAD);
        assert!(!page.has("name=\"role\""), "{}", page.main());
        add(manager, &rpps, place)
            .await
            .expect(422)
            .expect_text(DEAD)
            .expect_text("name=\"role\"");
    }
    assert!(!file(&app, &rpps).await.has("Ajouter une situation"));
    let refused = "SELECT COUNT(*) FROM journal WHERE kind = 'refused' AND body LIKE '%dead%'";
    assert_eq!(number(&app, refused).await, 2);
    assert_eq!(number(&app, "SELECT COUNT(*) FROM situation").await, 1);
    // Taken back, one is added again.
    let first = first(&app).await;
    let undo = format!("/professionnels/{rpps}/situations/{first}/retablir");
    app.post(&undo, NOTHING).await.expect(303);
    add(&app, &rpps, "140991035").await.expect(303);
}
