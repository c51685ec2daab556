//! What the agency watches over: R9, S4, L5, R4.

use crate::harness::{App, database};
use jiff::SignedDuration;

both_engines![
    r09_late_promises_are_listed_with_their_delay,
    s04_closed_establishments_with_open_situations_are_listed,
    l05_reviews_that_are_late_are_listed,
    h04_structures_without_manager_are_listed,
    d03_requests_that_wait_for_a_week_are_listed,
    d02_requests_that_wait_are_counted_on_the_dashboard,
    every_list_is_a_file_too,
    what_happens_week_by_week_is_drawn_under_a_scale,
];

async fn officer(app: &App) -> App {
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    agency
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

async fn r09_late_promises_are_listed_with_their_delay(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let agency = officer(&app).await;
    agency
        .get("/agence/supervision")
        .await
        .expect(200)
        .expect_text("Promesses en retard : 0");
    app.advance(hours(49));
    let agency = officer(&app).await;
    agency
        .get("/agence/supervision")
        .await
        .expect_text("Promesses en retard : 2");
    agency
        .get("/agence/supervision/promesses")
        .await
        .expect(200)
        .expect_text(&rpps)
        .expect_text("Numéro envoyé sous 30 minutes")
        .expect_text("2 jours")
        .expect_text("1 heure");
    app.work().await;
    agency
        .get("/agence/supervision/promesses")
        .await
        .expect(200)
        .expect_text("Aucune promesse n’est en retard");
}

async fn s04_closed_establishments_with_open_situations_are_listed(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let close = "UPDATE establishment SET closed_on = '2026-11-01' WHERE finess IN ('140991019', '140991027')";
    database::execute(app.world.db(), close).await.unwrap();
    let page = officer(&app)
        .await
        .get("/agence/supervision/etablissements-fermes")
        .await
        .expect(200);
    assert!(
        page.has("140991019") && page.has("01/11/2026 (22 jours)") && !page.has("140991027"),
        "{}",
        page.main()
    );
}

async fn l05_reviews_that_are_late_are_listed(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let caen = [("etablissement", "140991019")];
    app.post("/revue/ouvrir", caen).await.expect(303);
    app.advance(hours(29 * 24));
    officer(&app)
        .await
        .get("/agence/supervision/revues")
        .await
        .expect(200)
        .expect_text("Aucune revue n’est en retard");
    app.advance(hours(4 * 24));
    officer(&app)
        .await
        .get("/agence/supervision/revues")
        .await
        .expect(200)
        .expect_text("140991019")
        .expect_text("0 sur 1")
        .expect_text("3 jours");
}

async fn h04_structures_without_manager_are_listed(app: App) {
    let agency = officer(&app).await;
    let before = agency
        .get("/agence/supervision/sans-gestionnaire")
        .await
        .expect(200);
    // Two of the three decentralised contracts of the stage have a representative alone.
    assert!(
        before.has("2 résultats") && before.has("Élise Roth") && before.has("90 jours"),
        "{}",
        before.main()
    );
    let gone = "UPDATE access_grant SET ended_at = '2026-11-20T10:00:00.000000Z' WHERE kind IN ('manager', 'delegate')";
    database::execute(app.world.db(), gone).await.unwrap();
    agency
        .get("/agence/supervision/sans-gestionnaire")
        .await
        .expect(200)
        .expect_text("4 résultats")
        .expect_text("Claire Vasseur")
        .expect_text("20/11/2026 (3 jours)");
}

async fn d03_requests_that_wait_for_a_week_are_listed(app: App) {
    let waiting = "INSERT INTO request (id, account, email, identity_key, name, establishment, answers, state, sent_at, \
                   waits_since) SELECT x.at, a.id, x.at, x.at, 'Zoé', '140991019', '{}', 'waiting', x.at, x.at \
                   FROM (SELECT MIN(id) AS id FROM account) a, (SELECT '2026-11-16T10:00:00.000000Z' AS at \
                   UNION ALL SELECT '2026-11-16T10:00:01.000000Z') x";
    let written = database::execute(app.world.db(), waiting).await.unwrap();
    assert_eq!(written, 2);
    let page = officer(&app)
        .await
        .get("/agence/supervision/demandes")
        .await
        .expect(200)
        .expect_text("140991019")
        .expect_text("7 jours");
    assert!(
        page.has("1 résultat") && !page.has("Zoé"),
        "{}",
        page.main()
    );
}

async fn d02_requests_that_wait_are_counted_on_the_dashboard(app: App) {
    let agency = officer(&app).await;
    let stat = "Demandes de professionnels";
    let quiet = agency.get("/agence").await.expect(200);
    quiet
        .expect_text(&format!("{stat} : 0"))
        .expect_text("aucune n’attend de réponse");
    let waiting = "INSERT INTO request (id, account, email, identity_key, name, establishment, answers, state, sent_at, \
                   waits_since) SELECT x.at, a.id, x.at, x.at, 'Zoé', '140991019', '{}', 'waiting', x.at, x.at \
                   FROM (SELECT MIN(id) AS id FROM account) a, (SELECT '2026-11-13T10:00:00.000000Z' AS at \
                   UNION ALL SELECT '2026-11-20T10:00:00.000000Z') x";
    database::execute(app.world.db(), waiting).await.unwrap();
    agency
        .get("/agence")
        .await
        .expect_text(&format!("{stat} : 1"))
        .expect_text("de plus de 7 jours, sur 2 en attente ; la plus ancienne depuis 10 jours")
        .expect_text("/agence/supervision/demandes");
}

async fn every_list_is_a_file_too(app: App) {
    let agency = officer(&app).await;
    for list in [
        "promesses",
        "demandes",
        "sans-gestionnaire",
        "etablissements-fermes",
        "revues",
        "identites",
    ] {
        let path = format!("/agence/supervision/{list}");
        agency.get(&path).await.expect(200);
        let file = agency.get(&format!("{path}/liste.csv")).await.expect(200);
        assert!(file.text().contains(';'), "{}", file.text());
        let book = agency.get(&format!("{path}/liste.xlsx")).await.expect(200);
        assert!(book.body.starts_with(b"PK"));
    }
    agency.get("/agence/supervision/autre").await.expect(404);
    agency
        .get("/agence/supervision/autre/liste.csv")
        .await
        .expect(404);
    agency
        .get("/agence/supervision/revues?page=99")
        .await
        .expect(200);
}

async fn what_happens_week_by_week_is_drawn_under_a_scale(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let page = officer(&app).await.get("/agence").await.expect(200);
    for title in [
        "Professionnels enregistrés",
        "Contrats entrés en vigueur",
        "Cartes commandées ou déclarées",
        "Habilitations et mandats donnés",
    ] {
        assert!(page.has(title), "{title}");
    }
    assert!(
        page.has("rpps-chart__mark") && page.has("1 en douze semaines"),
        "{}",
        page.main()
    );
}
