//! The one-time code that brings a card's sign-in back to the portal.

use super::{NOBODYS, PORTAL, Port, order};
use crate::harness::{App, database};
use axum::{body::Body, http::Request};
use http_body_util::BodyExt as _;
use jiff::SignedDuration;
use server::{
    router,
    web::cookie,
    world::{World, hash_secret},
};
use tower::ServiceExt as _;

both_engines![
    a_code_is_for_the_browser_that_asked_once_and_soon,
    a_card_s_port_has_nothing_else,
    the_sign_in_page_of_a_real_service_leads_to_the_card_s_port
];

const INTERRUPTED: &str = "Connexion interrompue";

async fn a_code_is_for_the_browser_that_asked_once_and_soon(app: App) {
    let port = Port::open(&app, |_| {}).await;
    let card = port.issue(&order(NOBODYS));
    let path = port.hand_over(&card, "/espace").await;
    // The database has the hash alone.
    let (_, code) = path.split_once('=').unwrap();
    let kept = "SELECT code_hash FROM hand_over";
    assert_eq!(
        database::texts(app.world.db(), kept).await,
        [hash_secret(code)]
    );
    // Whoever reads it over a shoulder has another visit, or none.
    let thief = port.app.other_browser();
    thief.get(&path).await.expect(410).expect_text(INTERRUPTED);
    thief.get("/connexion").await.expect(200);
    thief.get(&path).await.expect(410).expect_text(INTERRUPTED);
    assert!(thief.cookie(cookie::SESSION).is_none());
    // The thief did not use it up: the register is asked, which does not know this card.
    let known = port.app.get(&path).await.expect(403);
    known.expect_text("Cette carte n’est pas connue ici");
    port.app
        .get(&path)
        .await
        .expect(410)
        .expect_text(INTERRUPTED);

    let path = port.hand_over(&card, "").await;
    app.advance(SignedDuration::from_secs(31));
    port.app
        .get(&path)
        .await
        .expect(410)
        .expect_text(INTERRUPTED);
    for forged in ["", "?code=", "?code=AAAA"] {
        let path = format!("/connexion/carte{forged}");
        port.app
            .get(&path)
            .await
            .expect(410)
            .expect_text(INTERRUPTED);
    }
    port.app.work().await;
    let left = "SELECT COUNT(*) FROM hand_over";
    assert_eq!(database::number(app.world.db(), left).await, 0);
}

async fn a_card_s_port_has_nothing_else(app: App) {
    let port = Port::open(&app, |_| {}).await;
    let card = port.issue(&order(NOBODYS));
    let browser = port.browser(Some(&card));
    for (path, to) in [
        ("/", "/"),
        ("/espace?page=2", "/espace?page=2"),
        ("//evil.example", "//evil.example"),
        ("/carte", "/connexion"),
        ("/carte?etat=&suite=/espace", "/connexion"),
    ] {
        let response = browser.get(port.url(path)).send().await.unwrap();
        let location = response.headers()["location"].to_str().unwrap();
        assert_eq!(location, format!("{PORTAL}{to}"), "{path}");
    }
    let style = browser.get(port.url("/assets/app.css")).send().await;
    assert_eq!(style.unwrap().status(), 200);
    let long = format!("/carte?etat={}", "A".repeat(2_000));
    let response = browser.get(port.url(&long)).send().await.unwrap();
    assert_eq!(
        response.headers()["location"],
        format!("{PORTAL}/connexion")
    );
}

async fn the_sign_in_page_of_a_real_service_leads_to_the_card_s_port(app: App) {
    let page = async |app: &App| {
        let (store, config) = (app.world.store.clone(), app.world.config.clone());
        let world = World::new(store, config, app.world.outside.clone(), false).unwrap();
        let request = Request::get("/connexion?suite=/espace").body(Body::empty());
        let response = router::build(&world)
            .0
            .oneshot(request.unwrap())
            .await
            .unwrap();
        let visit = response.headers()["set-cookie"].to_str().unwrap();
        assert!(visit.starts_with(cookie::VISIT));
        let body = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap()
    };
    let port = Port::open(&app, |_| {}).await;
    let with = page(&port.app).await;
    assert!(with.contains(&port.url("/carte?etat=")) && with.contains("suite=%2Fespace"));
    assert!(with.contains("Se connecter avec ma carte"));
    let without = page(&app).await;
    assert!(
        without.contains("La connexion par carte n’est pas encore ouverte")
            && !without.contains("/carte?")
    );
}
