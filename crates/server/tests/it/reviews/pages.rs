//! What is seen: who may, what speaks for leaving, boxes that are kept, the certificate.

use super::{CAEN, close, days, number, open, opened, send, situations, texts};
use crate::harness::{App, NOTHING, database};

both_engines![
    j04_a_review_of_another_structure_is_not_found,
    l05_what_speaks_for_leaving_is_told_and_comes_first,
    l05_boxes_are_kept_from_page_to_page_and_day_to_day,
    l05_a_review_is_opened_without_waiting_once,
    l05_a_review_done_has_a_certificate_that_anyone_checks,
    l05_a_page_or_a_view_that_does_not_exist_is_brought_back,
];

async fn j04_a_review_of_another_structure_is_not_found(app: App) {
    let path = opened(&app, 1).await;
    let all = situations(&app).await;
    for subject in ["sophie-klein", "marc-schneider"] {
        let other = app.other_browser();
        other.sign_in(subject).await;
        for part in ["", "/fermer", "/tout-confirmer", "/attestation.pdf"] {
            other.get(&format!("{path}{part}")).await.expect(404);
        }
        send(&other, &path, "confirmer", &all).await.expect(404);
        close(&other, &path, "23/11/2026").await.expect(404);
        let rest = format!("{path}/tout-confirmer");
        other.post(&rest, NOTHING).await.expect(404);
        other
            .post("/revue/ouvrir", [("etablissement", CAEN)])
            .await
            .expect(422)
            .expect_text("n’est pas dans votre périmètre");
        other
            .get("/revue")
            .await
            .expect(200)
            .expect_text("Aucune revue en attente");
    }
    // A manager of two establishments sees theirs alone.
    let julien = app.other_browser();
    julien.sign_in("julien-moreau").await;
    julien.get(&path).await.expect(200);
    let grant = app.actor("julien-moreau").await.grant.id;
    assert!(!grant.to_string().is_empty());
    database::execute(
        app.world.db(),
        "DELETE FROM access_grant_establishment WHERE establishment = '140991019'",
    )
    .await
    .unwrap();
    julien.get(&path).await.expect(404);
    app.get("/revue/nimporte").await.expect(404);
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM review_confirmation").await,
        0
    );
}

async fn l05_what_speaks_for_leaving_is_told_and_comes_first(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(0)).await;
    app.register(&app.person(1)).await;
    app.work().await;
    app.register(&app.person(2)).await;
    let past = "UPDATE situation SET planned_end = '2026-11-20' WHERE id = (SELECT MAX(id) FROM situation)";
    database::execute(app.world.db(), past).await.unwrap();
    let path = open(&app).await;
    let page = app
        .get(&path)
        .await
        .expect(200)
        .expect_text("Fin prévue passée, le 20/11/2026");
    let text = page.words();
    assert!(
        text.find("LEFEBVRE C") < text.find("LEFEBVRE A"),
        "what is pointed out comes first: {text}"
    );
    assert!(!page.has("jamais activée"), "{}", page.main());
    app.advance(days(70));
    app.sign_in("nadia-benali").await;
    let flagged = app.get(&format!("{path}?vue=signalees")).await.expect(200);
    assert!(
        flagged.has("e\u{2011}CPS jamais activée, prête depuis le 23/11/2026")
            && flagged.has("LEFEBVRE B"),
        "{}",
        flagged.main()
    );
    database::execute(
        app.world.db(),
        "UPDATE establishment SET closed_on = '2026-12-01' WHERE finess = '140991019'",
    )
    .await
    .unwrap();
    app.get(&path)
        .await
        .expect_text("Établissement fermé depuis le 01/12/2026");
    app.get(&format!("{path}/tout-confirmer"))
        .await
        .expect_text("Regardez d’abord ces personnes");
}

async fn l05_boxes_are_kept_from_page_to_page_and_day_to_day(app: App) {
    let path = opened(&app, 52).await;
    let all = situations(&app).await;
    let first = app.get(&path).await.expect(200);
    assert!(
        first.has("Page 1 sur 2") && first.has("Résultats 1 à 50 sur 52"),
        "{}",
        first.main()
    );
    let asked = send(&app, &path, "page-2", &all[..3]).await.expect(303);
    assert_eq!(asked.location(), format!("{path}?page=2"));
    app.follow(asked)
        .await
        .expect_text("3 personnes déjà cochées")
        .expect_text("Page 2 sur 2");
    // What the script sends when a link is followed.
    send(&app, &path, "quitter", &all[..4]).await.expect(303);
    app.advance(days(3));
    app.sign_in("nadia-benali").await;
    app.get(&path).await.expect_text("4 personnes déjà cochées");
    let done = app
        .post(&path, [("action", "confirmer"), ("lignes", "")])
        .await;
    let done = done.expect(303);
    app.follow(done).await.expect_text("4 personnes confirmées");
    assert_eq!(number(&app, "SELECT COUNT(*) FROM review_tick").await, 0);
}

async fn l05_a_review_is_opened_without_waiting_once(app: App) {
    app.sign_in("nadia-benali").await;
    app.post("/revue/ouvrir", [("etablissement", CAEN)])
        .await
        .expect(422)
        .expect_text("il n’y a rien à confirmer");
    app.post("/revue/ouvrir", [("etablissement", "x")])
        .await
        .expect(422)
        .expect_text("Choisissez un établissement");
    app.register(&app.person(0)).await;
    app.get("/revue?vue=a-venir")
        .await
        .expect(200)
        .expect_text("Ouvrir maintenant");
    app.work().await;
    let julien = app.other_browser();
    julien.sign_in("julien-moreau").await;
    let ask = |browser: &App| {
        let browser = browser.other_browser();
        async move {
            browser.sign_in("nadia-benali").await;
            let asked = browser.post("/revue/ouvrir", [("etablissement", CAEN)]);
            asked.await.status()
        }
    };
    let (one, two) = tokio::join!(ask(&app), ask(&julien));
    let mut statuses = [one, two];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(texts(&app, "SELECT state FROM review").await, ["open"]);
}

async fn l05_a_review_done_has_a_certificate_that_anyone_checks(app: App) {
    let path = opened(&app, 2).await;
    let file = format!("{path}/attestation.pdf");
    app.get(&file).await.expect(404);
    let rest = format!("{path}/tout-confirmer");
    app.post(&rest, NOTHING).await.expect(303);
    let sent = app.get(&file).await.expect(200);
    assert!(sent.body.starts_with(b"%PDF-"));
    let code = texts(&app, "SELECT code FROM review").await.remove(0);
    app.forget();
    let page = app
        .get(&format!("/verifier/{code}"))
        .await
        .expect(200)
        .expect_text("Attestation authentique")
        .expect_text("140991019")
        .expect_text("23/11/2026");
    assert!(
        !page.has("LEFEBVRE") && !page.has("Benali"),
        "{}",
        page.main()
    );
}

async fn l05_a_page_or_a_view_that_does_not_exist_is_brought_back(app: App) {
    let path = opened(&app, 1).await;
    for query in ["?page=99", "?vue=x", "?page=0&vue=repondues"] {
        app.get(&format!("{path}{query}")).await.expect(200);
        app.get(&format!("/revue{query}")).await.expect(200);
    }
    for action in ["page-x", "", "x"] {
        send(&app, &path, action, &[]).await.expect(303);
    }
    app.get(&format!("{path}/fermer")).await.expect(303);
}
