//! What the register knows of a card decides, after its certificate (K2, K3, K4, K5).

use super::{Port, order};
use crate::harness::{App, database};
use domain::{
    access::Means,
    card::{CannotMoveCard, Card, RevocationReason},
    id::Id,
};
use server::{actions, demo::chain, pki::Issued};
use std::time::{Duration, Instant};
use store::By;

/// The certificate of Nadia Benali's card, a CPE that was sent and never used.
async fn hers(port: &Port) -> Issued {
    let number = "SELECT number FROM card WHERE last_name = 'Benali'";
    let number = database::texts(port.app.world.db(), number).await.remove(0);
    port.issue(&order(&number))
}

async fn state(app: &App) -> String {
    let state = "SELECT state FROM card WHERE last_name = 'Benali'";
    database::texts(app.world.db(), state).await.remove(0)
}

both_engines![
    k03_a_card_of_the_register_signs_in_and_acts_in_its_contract,
    k03_the_register_refuses_a_card_with_a_page_for_each_reason,
    k04_a_revoked_card_signs_in_nowhere_and_its_sessions_end_within_a_second
];

async fn k03_a_card_of_the_register_signs_in_and_acts_in_its_contract(app: App) {
    let port = Port::open(&app, |_| {}).await;
    let card = hers(&port).await;
    assert_eq!(state(&app).await, "sent");
    let signed = port.sign_in(&card).await.expect(303);
    assert_eq!(signed.location(), "/espace");
    assert_eq!(state(&app).await, "active");
    port.app.get("/espace").await.expect(200);
    let sessions = port.app.get("/mes-sessions").await.expect(200);
    sessions.expect_text("Carte CPx");
    let journal = "SELECT kind FROM journal ORDER BY id DESC LIMIT 2";
    let mut journal = database::texts(app.world.db(), journal).await;
    journal.sort();
    assert_eq!(journal, ["card_activated", "signed_in"]);
    // Where she was going, she goes; a place elsewhere is not followed.
    for (suite, to) in [
        ("/professionnels", "/professionnels"),
        ("//evil.example", "/espace"),
    ] {
        port.app.forget();
        let path = port.hand_over(&card, suite).await;
        assert_eq!(port.app.get(&path).await.expect(303).location(), to);
    }
    // Signed in already, one signs in again by card.
    let path = port.hand_over(&card, "").await;
    port.app.get(&path).await.expect(303);
}

async fn k03_the_register_refuses_a_card_with_a_page_for_each_reason(app: App) {
    let port = Port::open(&app, |_| {}).await;
    let card = hers(&port).await;
    let db = app.world.db();
    for (change, text, code) in [
        (
            "UPDATE card SET state = 'produced' WHERE last_name = 'Benali'",
            "pas encore ouverte",
            "card_not_sent",
        ),
        (
            "UPDATE card SET state = 'sent', expires_on = '2026-11-22' WHERE last_name = 'Benali'",
            "Cette carte a expiré",
            "card_expired",
        ),
        (
            "UPDATE card SET state = 'expired' WHERE last_name = 'Benali'",
            "Cette carte a expiré",
            "card_expired",
        ),
        (
            "UPDATE card SET state = 'revoked' WHERE last_name = 'Benali'",
            "Cette carte est bloquée",
            "card_revoked",
        ),
        (
            "UPDATE card SET number = '8025000001/0000000001' WHERE last_name = 'Benali'",
            "n’est pas connue ici",
            "card_unknown",
        ),
    ] {
        database::execute(db, change).await.unwrap();
        port.sign_in(&card).await.expect(403).expect_text(text);
        let journal = "SELECT body FROM journal ORDER BY id DESC LIMIT 1";
        let journal = database::texts(db, journal).await;
        assert!(journal[0].contains(code), "{code}: {journal:?}");
    }
    let other = Port::open(&app, |_| {}).await;
    let number = "SELECT number FROM card WHERE last_name = 'Moreau'";
    let number = database::texts(db, number).await.remove(0);
    let julien = other.issue(&order(&number));
    let ended = "UPDATE access_grant SET ended_at = granted_at WHERE account = \
                 (SELECT account FROM card WHERE last_name = 'Moreau')";
    database::execute(db, ended).await.unwrap();
    let refused = other.sign_in(&julien).await.expect(403);
    refused.expect_text("n’ouvre aucun droit");
}

async fn k04_a_revoked_card_signs_in_nowhere_and_its_sessions_end_within_a_second(app: App) {
    let port = Port::open(&app, |_| {}).await;
    let card = hers(&port).await;
    port.sign_in(&card).await.expect(303);
    port.app.get("/espace").await.expect(200);
    // A code under way when the card is revoked is worth nothing either.
    let waiting = port.app.other_browser();
    let href = port.href(&waiting, "").await;
    let response = port.browser(Some(&card)).get(href).send().await.unwrap();
    let path = super::code(&response);
    let hugo = chain::sign_in(&app.world, Means::Persona, "hugo-lemaire").await;
    let by = By::Session(hugo.unwrap().actor.session);
    let id = "SELECT id FROM card WHERE last_name = 'Benali'";
    let id: Id<Card> = database::texts(app.world.db(), id).await[0]
        .parse()
        .unwrap();
    let begun = Instant::now();
    let revoked: Result<(), actions::Error<CannotMoveCard>> =
        actions::run(&app.world, by, "revoke_card", |act| {
            actions::revoke_card(act, id, RevocationReason::Lost)
        })
        .await;
    revoked.unwrap();
    let ended = port.app.get("/espace").await.expect(303);
    let took = begun.elapsed();
    assert!(
        ended.location().starts_with("/connexion?suite="),
        "{ended:?}"
    );
    assert!(took < Duration::from_secs(1), "{took:?}");
    waiting
        .get(&path)
        .await
        .expect(403)
        .expect_text("Cette carte est bloquée");
    port.sign_in(&card)
        .await
        .expect(403)
        .expect_text("Cette carte est bloquée");
}
