//! Completions reported by a platform, with a key: T3.

use crate::harness::{Answer, App, database};
use axum::http::{Request, header};
use server::world::hash_secret;

both_engines![
    t03_a_platform_reports_completions_line_by_line,
    a_key_that_is_missing_wrong_or_revoked_opens_nothing,
    a_key_for_something_else_is_forbidden,
    a_list_that_is_none_is_unprocessable,
];

const KEY: &str = "rpps_TEST";
const ONE: &str = r#"[{"nom":"LEFEBVRE","prenoms":"Zoé","courriel":"Zoe@exemple.fr","date":"2026-11-20","score":92}]"#;

async fn make_key(app: &App, key: &str) {
    let hash = hash_secret(key);
    server::actions::run(&app.world, store::By::System, "make_api_key", |act| {
        server::actions::make_api_key(act, "plateforme".to_owned(), "formation", hash.clone())
    })
    .await
    .unwrap();
}

async fn call(app: &App, key: &str, body: &str) -> Answer {
    let mut request = Request::post("/api/v1/formation/reussites")
        .header(header::CONTENT_TYPE, "application/json");
    if !key.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    app.send(request.body(body.to_owned().into()).unwrap())
        .await
}

#[track_caller]
fn expect_problem(answer: Answer, status: u16) {
    let answer = answer.expect(status);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(
        answer.has(&format!("\"status\":{status}")),
        "{}",
        answer.text()
    );
}

async fn t03_a_platform_reports_completions_line_by_line(app: App) {
    make_key(&app, KEY).await;
    let list = r#"[
        {"nom":"LEFEBVRE","prenoms":"Zoé","courriel":"Zoe@exemple.fr","date":"2026-11-20","score":92,"version":"2026-1"},
        {"nom":"MARTIN","courriel":"x","date":"30/02/2026","score":"12 %"},
        {"nom":"ROY","courriel":"roy@exemple.fr","date":"2026-11-20","score":79.9}
    ]"#;
    let answer = call(&app, KEY, list).await.expect(200);
    assert_eq!(
        answer.text(),
        r#"{"lignes":[{"resultat":"enregistree"},{"resultat":"refusee","raisons":["invalid_email","invalid_date"]},{"resultat":"refusee","raisons":["score_too_low"]}]}"#
    );
    let again = call(&app, KEY, ONE).await.expect(200);
    assert_eq!(again.text(), r#"{"lignes":[{"resultat":"deja_connue"}]}"#);
    let better = call(&app, KEY, &ONE.replace("92", "99")).await.expect(200);
    assert_eq!(better.text(), r#"{"lignes":[{"resultat":"amelioree"}]}"#);
    let rows = "SELECT email || ' ' || score || ' ' || source FROM completion WHERE source = 'api'";
    assert_eq!(
        database::texts(app.world.db(), rows).await,
        ["zoe@exemple.fr 99 api"]
    );
    let journal = "SELECT COUNT(*) FROM journal_subject WHERE kind = 'api_key'";
    assert_eq!(database::number(app.world.db(), journal).await, 3);
}

async fn a_key_that_is_missing_wrong_or_revoked_opens_nothing(app: App) {
    for key in ["", "rpps_AUTRE", "é"] {
        let answer = call(&app, key, ONE).await;
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        expect_problem(answer, 401);
    }
    make_key(&app, KEY).await;
    call(&app, KEY, ONE).await.expect(200);
    let revoke = || {
        server::actions::run(&app.world, store::By::System, "revoke_api_key", |act| {
            server::actions::revoke_api_key(act, "plateforme".to_owned())
        })
    };
    revoke().await.unwrap();
    expect_problem(call(&app, KEY, ONE).await, 401);
    assert!(revoke().await.is_err());
    let kept = database::texts(app.world.db(), "SELECT key_hash FROM api_key").await;
    assert_eq!(kept, [hash_secret(KEY)]);
    // The name is free again.
    make_key(&app, "rpps_NOUVELLE").await;
    call(&app, "rpps_NOUVELLE", ONE).await.expect(200);
}

async fn a_key_for_something_else_is_forbidden(app: App) {
    make_key(&app, KEY).await;
    database::execute(app.world.db(), "UPDATE api_key SET purpose = 'annuaire'")
        .await
        .unwrap();
    expect_problem(call(&app, KEY, ONE).await, 403);
}

async fn a_list_that_is_none_is_unprocessable(app: App) {
    make_key(&app, KEY).await;
    let many = format!("[{}]", vec![&ONE[1..ONE.len() - 1]; 1_001].join(","));
    for body in [
        "",
        "{}",
        "[]",
        "[{}]",
        "[1]",
        r#"[{"nom":"A","courriel":"a@b.fr","date":"x","score":90,"autre":1}]"#,
        &many,
    ] {
        expect_problem(call(&app, KEY, body).await, 422);
    }
    let large = format!("[{}]", " ".repeat(300 * 1024));
    expect_problem(call(&app, KEY, &large).await, 413);
}
