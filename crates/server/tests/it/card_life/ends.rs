//! Cards that expire or are blocked (K2, K4).

use super::{number, officer};
use crate::harness::{App, NOTHING, database};
use domain::access::Means;
use jiff::SignedDuration;
use server::{demo::chain, web::cookie::SESSION};

both_engines![
    k02_a_holder_is_reminded_three_times_and_then_the_card_expires,
    k04_a_blocked_card_ends_its_session_at_the_next_request,
    k04_a_cde_is_blocked_by_its_holder_or_the_agency_alone,
    k04_the_f501_is_filled_in_for_who_may_block_the_card
];

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn k02_a_holder_is_reminded_three_times_and_then_the_card_expires(app: App) {
    let sql = "UPDATE card SET expires_on = '2027-02-01' WHERE last_name = 'Benali'";
    database::execute(app.world.db(), sql).await.unwrap();
    let number_of = "SELECT number FROM card WHERE last_name = 'Benali'";
    let card = database::texts(app.world.db(), number_of).await.remove(0);
    let reminders = "SELECT COUNT(*) FROM journal WHERE kind = 'card_expires_soon'";
    // From 23 November: 2, 3 and 4 December, 1 and 2 January, 24 and 25 January, 1 February.
    for (days, told) in [
        (9, 0),
        (1, 1),
        (1, 1),
        (28, 1),
        (1, 2),
        (22, 2),
        (1, 3),
        (7, 3),
    ] {
        app.advance(DAY * days);
        app.work().await;
        assert_eq!(number(&app, reminders).await, told, "{}", app.clock.now());
    }
    let signed = chain::sign_in(&app.world, Means::Card, &card)
        .await
        .unwrap();
    let nadia = app.other_browser();
    nadia.steal(SESSION, &signed.token);
    nadia
        .get("/ma-carte")
        .await
        .expect(200)
        .expect_text("01/02/2027");
    app.advance(SignedDuration::from_hours(13));
    app.work().await;
    nadia.get("/espace").await.expect(303);
    assert!(
        chain::sign_in(&app.world, Means::Card, &card)
            .await
            .is_err()
    );
    app.sign_in("claire-vasseur").await;
    app.get("/habilitations")
        .await
        .expect_text("Expirée")
        .expect_text("Droit inutilisable");
    app.work().await;
    let mails = app.mails();
    let about = |part: &str| {
        mails
            .iter()
            .filter(|mail| mail.subject.contains(part))
            .count()
    };
    assert_eq!((about("expire le 01/02/2027"), about("a expiré")), (3, 1));
}

async fn k04_a_blocked_card_ends_its_session_at_the_next_request(app: App) {
    let sql = "SELECT number FROM card WHERE last_name = 'Benali'";
    let card = database::texts(app.world.db(), sql).await.remove(0);
    let id = "SELECT id FROM card WHERE last_name = 'Benali'";
    let id = database::texts(app.world.db(), id).await.remove(0);
    let signed = chain::sign_in(&app.world, Means::Card, &card)
        .await
        .unwrap();
    let thief = app.other_browser();
    thief.steal(SESSION, &signed.token);
    thief.get("/espace").await.expect(200);
    app.sign_in("hugo-lemaire").await;
    let path = format!("/structure/cartes/{id}/bloquer");
    app.get(&path)
        .await
        .expect(200)
        .expect_text("la session ouverte avec elle prend fin")
        .expect_text("Gestionnaire RPPS+");
    app.post(&path, NOTHING)
        .await
        .expect(422)
        .expect_text("Dites pourquoi");
    app.post(&path, [("reason", "replaced")]).await.expect(422);
    app.post(&path, [("reason", "stolen")]).await.expect(303);
    thief.get("/espace").await.expect(303);
    thief
        .post("/enregistrements/nouveau", NOTHING)
        .await
        .expect(401);
    assert!(
        chain::sign_in(&app.world, Means::Card, &card)
            .await
            .is_err()
    );
    app.post(&path, [("reason", "lost")])
        .await
        .expect(422)
        .expect_text("déjà bloquée ou expirée");
}

async fn k04_a_cde_is_blocked_by_its_holder_or_the_agency_alone(app: App) {
    let sql = "SELECT id FROM card WHERE last_name = 'Vasseur'";
    let id = database::texts(app.world.db(), sql).await.remove(0);
    app.sign_in("hugo-lemaire").await;
    app.post(
        &format!("/structure/cartes/{id}/bloquer"),
        [("reason", "lost")],
    )
    .await
    .expect(403);
    app.get(&format!("/ma-carte/{id}/bloquer"))
        .await
        .expect(404);
    app.sign_in("claire-vasseur").await;
    app.get("/ma-carte").await.expect(200).expect_text("CDE");
    app.get(&format!("/ma-carte/{id}/bloquer"))
        .await
        .expect(200)
        .expect_text("C’est la carte du représentant légal");
    let agency = officer(&app).await;
    agency
        .post(
            &format!("/agence/cartes/{id}/bloquer"),
            [("reason", "lost")],
        )
        .await
        .expect(303);
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM card WHERE state = 'revoked' AND kind = 'cde'"
        )
        .await,
        1
    );
}

async fn k04_the_f501_is_filled_in_for_who_may_block_the_card(app: App) {
    let sql = "SELECT id FROM card WHERE last_name = 'Benali'";
    let id = database::texts(app.world.db(), sql).await.remove(0);
    app.sign_in("nadia-benali").await;
    let own = format!("/ma-carte/{id}/f501.pdf");
    app.get("/ma-carte").await.expect(200).expect_text(&own);
    assert!(app.get(&own).await.expect(200).body.starts_with(b"%PDF"));
    app.sign_in("julien-moreau").await;
    app.get(&own).await.expect(404);
    let agency = officer(&app).await;
    let path = format!("/agence/cartes/{id}/f501.pdf");
    agency
        .get(&format!("/agence/cartes/{id}/bloquer"))
        .await
        .expect(200)
        .expect_text(&path);
    assert!(
        agency
            .get(&path)
            .await
            .expect(200)
            .body
            .starts_with(b"%PDF")
    );
}
