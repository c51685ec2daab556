//! A form is sent by the session, or the visit, that was shown it.

use super::{path, samples};
use crate::harness::{App, database};
use server::web::{Who, cookie};

both_engines![
    every_post_needs_the_token_of_its_own_session,
    a_form_sent_by_another_site_is_refused,
    the_form_before_sign_in_is_bound_to_its_visit,
];

/// How much was written where a form writes.
async fn written(app: &App) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in [
        "SELECT COUNT(*) FROM journal",
        "SELECT COUNT(*) FROM professional",
        "SELECT COUNT(*) FROM situation",
        "SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM draft",
        "SELECT COUNT(*) FROM session WHERE ended_at IS NULL",
        "SELECT COUNT(*) FROM contested_identity",
        "SELECT COUNT(*) FROM course_progress",
        "SELECT COUNT(*) FROM completion",
        "SELECT COUNT(*) FROM file",
    ] {
        counts.push(database::number(app.world.db(), sql).await);
    }
    counts
}

async fn every_post_needs_the_token_of_its_own_session(app: App) {
    let samples = samples(&app).await;
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    let stolen = hugo.token().await;
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    let manager = app.other_browser();
    manager.sign_in("nadia-benali").await;
    let representative = app.other_browser();
    representative.sign_in("claire-vasseur").await;
    let professional = app.other_browser();
    professional.enter_own_file(&samples["rpps"]).await;
    let before = written(&app).await;
    let forms = app
        .routes
        .iter()
        .filter(|route| route.method == "POST" && route.who != Who::Software);
    for route in forms {
        let browser = match route.who {
            Who::Officer => &officer,
            Who::Professional => &professional,
            Who::Granter | Who::Representative => &representative,
            _ => &manager,
        };
        let path = path(route, &samples);
        for token in [None, Some(""), Some("JETON"), Some(stolen.as_str())] {
            let body = token
                .map(|token| format!("jeton={token}"))
                .unwrap_or_default()
                + "&action=x&session=toutes&personne=agence";
            browser.post_body(&path, body).await.expect(403);
        }
    }
    assert_eq!(written(&app).await, before);
    manager.get("/espace").await.expect(200);
}

async fn a_form_sent_by_another_site_is_refused(app: App) {
    app.sign_in("nadia-benali").await;
    let token = app.token().await;
    let before = written(&app).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = axum::http::Request::post("/deconnexion")
            .header("host", "rpps.exemple.fr")
            .header(name, value)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("jeton={token}").into());
        app.send(request.unwrap()).await.expect(403);
    }
    assert_eq!(written(&app).await, before);
}

async fn the_form_before_sign_in_is_bound_to_its_visit(app: App) {
    let other = app.other_browser();
    let stolen = other.token().await;
    assert!(!stolen.is_empty());
    for token in ["", &stolen] {
        app.post_body("/demo/connexion", format!("jeton={token}&personne=agence"))
            .await
            .expect(403);
    }
    app.get("/connexion").await.expect(200);
    app.post_body("/demo/connexion", format!("jeton={stolen}&personne=agence"))
        .await
        .expect(403);
    assert!(app.cookie(cookie::SESSION).is_none());
}
