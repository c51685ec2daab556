//! A certain duplicate that a manager contests from a request, and the officer's word (R4, D2).

use super::settling::{accept, again};
use crate::harness::{App, database};

both_engines![
    r04_a_certain_duplicate_is_contested_from_the_request,
    r04_one_person_for_the_officer_is_not_registered_twice,
];

/// A request that meets a certain duplicate, contested by Nadia; gives its id and that of the case.
async fn contested(app: &App) -> (String, String) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let (_, id) = app.asks(&again(app.person(1))).await;
    let path = format!("/demandes/{id}/contester");
    app.get(&format!("/demandes/{id}"))
        .await
        .expect(200)
        .expect_text(&path);
    app.get(&path)
        .await
        .expect(200)
        .expect_text("la demande attend jusque-là");
    app.post(&path, [("reason", "  ")])
        .await
        .expect(422)
        .expect_text("Dites ce qui distingue les deux personnes");
    let sent = app.post(&path, [("reason", "Je connais les deux.")]).await;
    app.follow(sent.expect(303))
        .await
        .expect(200)
        .expect_text("Question transmise à l’agence")
        .expect_text("En attente de l’agence (contestation du 23/11/2026)");
    app.post(&path, [("reason", "Encore.")])
        .await
        .expect(422)
        .expect_text("déjà transmis cette demande");
    let case = "SELECT id FROM contested_identity";
    let case = database::texts(app.world.db(), case).await.remove(0);
    (id, case)
}

/// The officer's word, by their page.
async fn decide(app: &App, case: &str, outcome: &str) {
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    let path = format!("/agence/doublons/{case}");
    agency
        .get(&path)
        .await
        .expect(200)
        .expect_text("encore@exemple.fr");
    let word = [("outcome", outcome), ("reason", "Deux actes de naissance.")];
    agency.post(&path, word).await.expect(303);
}

async fn r04_a_certain_duplicate_is_contested_from_the_request(app: App) {
    let (id, case) = contested(&app).await;
    accept(&app, &id, &[])
        .await
        .expect(422)
        .expect_text("Cette personne est déjà enregistrée");
    decide(&app, &case, "two_persons").await;
    app.get(&format!("/demandes/{id}"))
        .await
        .expect(200)
        .expect_text("L’agence a établi que ce sont deux personnes")
        .expect_text("Accepter et enregistrer");
    accept(&app, &id, &[]).await.expect(303);
    let people = "SELECT COUNT(*) FROM professional";
    assert_eq!(database::number(app.world.db(), people).await, 2);
    app.get(&format!("/demandes/{id}/contester"))
        .await
        .expect(409);
}

async fn r04_one_person_for_the_officer_is_not_registered_twice(app: App) {
    let (id, case) = contested(&app).await;
    decide(&app, &case, "same_person").await;
    let page = app.get(&format!("/demandes/{id}")).await.expect(200);
    assert!(
        page.has("il s’agit de la même personne") && !page.has("Accepter et enregistrer"),
        "{}",
        page.main()
    );
    accept(&app, &id, &[]).await.expect(422);
    let people = "SELECT COUNT(*) FROM professional";
    assert_eq!(database::number(app.world.db(), people).await, 1);
}
