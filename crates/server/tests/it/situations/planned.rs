//! Planned ends, and the clock that closes them (L1, M3).

use super::{DAY, close, file, number, page_of, registered, subjects, text};
use crate::harness::App;

both_engines![
    l01_a_planned_end_closes_by_itself_on_the_day_after,
    l01_a_planned_end_of_the_registration_closes_for_another_reason,
    l01_a_planned_end_is_changed_or_taken_back,
    l01_many_planned_ends_close_in_chunks
];

async fn l01_a_planned_end_closes_by_itself_on_the_day_after(app: App) {
    let rpps = registered(&app).await;
    let planned = close(&app, &rpps, "25/11/2026", "RS").await.expect(303);
    app.follow(planned)
        .await
        .expect_text("Fin prévue notée")
        .expect_text("Nadia Benali a noté la fin prévue d’une situation d’exercice")
        .expect_text("Fin prévue : aucune → 25/11/2026");
    close(&app, &rpps, "25/11/2026", "RS")
        .await
        .expect(422)
        .expect_text("déjà prévue");
    // Its last day is a day of rights.
    app.advance(DAY);
    app.advance(DAY);
    app.work().await;
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 1);
    app.advance(DAY);
    app.work().await;
    assert_eq!(
        text(&app, "SELECT ended_on || ' ' || end_reason FROM situation").await,
        "2026-11-25 RS"
    );
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 0);
    assert_eq!(text(&app, "SELECT state FROM ecps").await, "suspended");
    assert_eq!(
        subjects(&app, 1).await,
        [
            "La fin d’une de vos situations d’exercice est prévue",
            "Une de vos situations d’exercice a pris fin"
        ]
    );
    app.sign_in("nadia-benali").await;
    let page = file(&app, &rpps).await.expect_text(
        "une situation d’exercice s’est fermée d’elle-même, à sa fin prévue : EHPAD LES TILLEULS",
    );
    assert!(
        !page.has("Rétablir"),
        "what the clock closed is nobody's to undo"
    );
    let undo = page_of(&app, &rpps, "retablir").await;
    app.post(&undo, crate::harness::NOTHING)
        .await
        .expect(422)
        .expect_text("Seule la personne");
}

async fn l01_a_planned_end_of_the_registration_closes_for_another_reason(app: App) {
    app.sign_in("nadia-benali").await;
    let past = app.person(2).with("planned_end", "22/11/2026");
    app.refused(domain::registration::Step::Situation, &past)
        .await
        .expect_text("La fin prévue est déjà passée");
    app.register(&app.person(1).with("planned_end", "23/11/2026"))
        .await;
    app.advance(DAY);
    app.work().await;
    assert_eq!(
        text(&app, "SELECT ended_on || ' ' || end_reason FROM situation").await,
        "2026-11-23 AUT"
    );
}

async fn l01_a_planned_end_is_changed_or_taken_back(app: App) {
    let rpps = registered(&app).await;
    close(&app, &rpps, "25/11/2026", "RS").await.expect(303);
    let path = page_of(&app, &rpps, "modifier").await;
    let version = app.get(&path).await.expect_text("25/11/2026");
    let version = super::changing::version(&version);
    let fields = [
        ("version", version.as_str()),
        ("starts_on", "01/11/2026"),
        ("planned_end", ""),
        ("profession", "313"),
        ("role", "GENR11"),
        ("practice_mode", "S"),
    ];
    app.post(&path, fields).await.expect(303);
    for _ in 0..5 {
        app.advance(DAY);
    }
    app.work().await;
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM situation WHERE ended_on IS NULL"
        )
        .await,
        1
    );
}

async fn l01_many_planned_ends_close_in_chunks(app: App) {
    app.sign_in("nadia-benali").await;
    for rank in 1..=3 {
        let person = app.person(rank).with("planned_end", "24/11/2026");
        app.register(&person).await;
    }
    for _ in 0..2 {
        app.advance(DAY);
    }
    app.work().await;
    app.work().await;
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM situation WHERE ended_on IS NULL"
        )
        .await,
        0
    );
    let ended = "SELECT COUNT(*) FROM journal WHERE kind = 'situation_ended' AND means = 'system'";
    assert_eq!(number(&app, ended).await, 3);
    let versions = "SELECT COUNT(*) FROM directory_version WHERE version = 2";
    assert_eq!(number(&app, versions).await, 3, "published once each");
}
