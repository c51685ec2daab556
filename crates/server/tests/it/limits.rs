//! Requests that cannot be served, and what every answer carries.

use crate::harness::{App, encode};
use axum::http::{HeaderMap, Method, Request};

both_engines![
    a_form_too_large_is_refused_in_a_page,
    what_is_not_a_form_in_utf_8_is_refused,
    an_unknown_path_or_method_is_a_page_in_french,
    every_answer_carries_the_headers_of_safety,
    one_address_cannot_use_up_the_share_of_another,
    a_field_sent_again_or_unknown_does_no_harm,
    the_service_says_whether_it_is_ready
];

async fn a_form_too_large_is_refused_in_a_page(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    let path = format!("/enregistrements/{draft}/etat-civil");
    let token = app.token().await;
    let body = format!("jeton={token}&birth_name={}", "A".repeat(10 * 1024 * 1024));
    app.post_body(&path, body)
        .await
        .expect(413)
        .expect_text("Envoi trop volumineux");
    let page = app.get(&path).await.expect(200);
    assert!(!page.has("AAAA"));
}

async fn what_is_not_a_form_in_utf_8_is_refused(app: App) {
    app.sign_in("nadia-benali").await;
    let path = "/enregistrements/nouveau";
    let token = app.token().await;
    for body in [
        format!("jeton={token}&concernee=%FF%FE"),
        format!("jeton={token}&concernee=a%00b"),
    ] {
        app.post_body(path, body)
            .await
            .expect(400)
            .expect_text("Envoi illisible");
    }
    for media_type in [
        "application/json",
        "multipart/form-data; boundary=x",
        "text/plain",
    ] {
        let request = Request::post(path)
            .header("content-type", media_type)
            .body(format!("jeton={token}&concernee=social").into());
        app.send(request.unwrap()).await.expect(400);
    }
}

async fn an_unknown_path_or_method_is_a_page_in_french(app: App) {
    for path in [
        "/nulle-part",
        "/enregistrements/x/y/z",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e%2fCargo.toml",
        "/.git/config",
        "/%FF",
    ] {
        app.get(path)
            .await
            .expect(404)
            .expect_text("Page introuvable");
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let request = Request::builder()
            .method(method)
            .uri("/connexion")
            .body(String::new().into());
        app.send(request.unwrap())
            .await
            .expect(404)
            .expect_text("Page introuvable");
    }
    app.sign_in("nadia-benali").await;
    for id in [
        "x",
        "00000000-0000-0000-0000-000000000000",
        "%27%20OR%201%3D1",
    ] {
        app.get(&format!("/enregistrements/{id}/etat-civil"))
            .await
            .expect(404)
            .expect_text("Page introuvable");
        app.get(&format!("/professionnels/{id}/suivi"))
            .await
            .expect(404)
            .expect_text("Page introuvable");
    }
}

async fn every_answer_carries_the_headers_of_safety(app: App) {
    let app = app.with(|config, _| config.limits.requests_per_minute = 20);
    let mut answers = vec![
        app.get("/connexion").await.expect(200),
        app.get("/assets/app.css").await.expect(200),
        app.get("/sante").await.expect(200),
        app.get("/espace").await.expect(303),
        app.get("/nulle-part").await.expect(404),
        app.post_body("/demo/connexion", "").await.expect(403),
    ];
    while answers.last().unwrap().status() != 429 {
        assert!(answers.len() < 30, "no limit");
        answers.push(app.get("/connexion").await);
    }
    answers
        .last()
        .unwrap()
        .has("Trop de demandes")
        .then_some(())
        .unwrap();
    for answer in &answers {
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'")
                && !policy.contains("unsafe")
                && policy.contains("frame-ancestors 'none'"),
            "{}: {policy}",
            answer.asked
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{}",
            answer.asked
        );
        assert_eq!(
            answer.header("referrer-policy"),
            "same-origin",
            "{}",
            answer.asked
        );
        assert!(
            answer
                .header("strict-transport-security")
                .contains("max-age=31536000"),
            "{}",
            answer.asked
        );
        if answer.header("content-type").starts_with("text/html") {
            assert_eq!(
                answer.header("cache-control"),
                "no-store",
                "{}",
                answer.asked
            );
            assert!(
                !answer.has(" style=\"") && !answer.has("<script>") && !answer.has(" onclick="),
                "{}",
                answer.asked
            );
        }
    }
}

async fn one_address_cannot_use_up_the_share_of_another(app: App) {
    let app = app.with(|config, _| {
        config.limits.requests_per_minute = 5;
        config.proxies = vec!["127.0.0.1".parse().unwrap()];
    });
    let from = |address: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", address.parse().unwrap());
        headers
    };
    let mut statuses = Vec::new();
    for _ in 0..7 {
        statuses.push(
            app.get_with("/connexion", from("203.0.113.7"))
                .await
                .status(),
        );
    }
    assert_eq!(statuses, [200, 200, 200, 200, 200, 429, 429]);
    app.get_with("/connexion", from("203.0.113.8"))
        .await
        .expect(200);
    // The address that a client writes itself counts for nothing: the proxy's own comes last.
    app.get_with("/connexion", from("203.0.113.9, 203.0.113.7"))
        .await
        .expect(429);
}

async fn a_field_sent_again_or_unknown_does_no_harm(app: App) {
    app.sign_in("nadia-benali").await;
    let fields = [
        ("concernee", "ordre"),
        ("concernee", "social"),
        ("__proto__", "x"),
        ("version", "99"),
    ];
    app.post("/enregistrements/nouveau", fields)
        .await
        .expect(303);
    app.get(&format!(
        "/connexion?{}",
        encode([("avis", "<script>"), ("suite", "\"><script>")])
    ))
    .await
    .expect(200);
}

async fn the_service_says_whether_it_is_ready(app: App) {
    app.get("/sante")
        .await
        .expect(200)
        .expect_text("\"pret\":true");
    crate::harness::database::execute(app.world.db(), "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1").await.unwrap();
    app.get("/sante")
        .await
        .expect(503)
        .expect_text("base plus récente");
    app.world.db().close().await;
    app.get("/sante")
        .await
        .expect(503)
        .expect_text("base injoignable");
    app.get("/connexion")
        .await
        .expect(503)
        .expect_text("rien n’a été enregistré");
}
