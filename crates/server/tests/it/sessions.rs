//! Signing in and out, choosing a capacity, and how long a session lasts.

use crate::harness::{App, NOTHING, database};
use jiff::SignedDuration;
use server::web::cookie::{SESSION, VISIT};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

async fn is_signed_in(app: &App) -> bool {
    app.get("/mes-sessions").await.status() == 200
}

both_engines![
    a_session_ends_after_thirty_idle_minutes,
    a_session_ends_after_ten_hours_whatever_its_use,
    staying_signed_in_gives_the_new_end,
    what_was_sent_after_the_end_is_said_to_be_lost,
    a_form_sent_after_the_end_waits_for_the_same_account,
    a_stolen_cookie_is_worth_nothing_after_sign_out,
    signing_out_everywhere_ends_every_session_of_the_account_alone,
    one_session_is_ended_from_another,
    choosing_a_capacity_changes_the_token,
    a_right_withdrawn_is_withdrawn_at_once,
    sign_in_leads_to_where_one_was_going_and_nowhere_else,
    cookies_are_kept_from_scripts_and_other_sites,
    an_unknown_persona_does_not_enter
];

async fn a_session_ends_after_thirty_idle_minutes(app: App) {
    app.sign_in("nadia-benali").await;
    app.advance(MINUTE * 29);
    assert!(is_signed_in(&app).await);
    app.advance(MINUTE * 29);
    assert!(is_signed_in(&app).await, "each page begins the delay again");
    app.advance(MINUTE * 31);
    let page = app.get("/espace").await.expect(303);
    assert_eq!(page.location(), "/connexion?suite=/espace");
}

async fn a_session_ends_after_ten_hours_whatever_its_use(app: App) {
    app.sign_in("nadia-benali").await;
    for _ in 0..23 {
        app.advance(MINUTE * 25);
        assert!(is_signed_in(&app).await);
    }
    app.post("/session/prolonger", NOTHING).await.expect(200);
    app.advance(MINUTE * 26);
    assert!(!is_signed_in(&app).await);
}

async fn staying_signed_in_gives_the_new_end(app: App) {
    app.sign_in("nadia-benali").await;
    app.advance(MINUTE * 20);
    let answer = app.post("/session/prolonger", NOTHING).await.expect(200);
    assert!(answer.has("2026-11-23T10:49:00Z"), "{}", answer.text());
}

async fn what_was_sent_after_the_end_is_said_to_be_lost(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    app.advance(MINUTE * 31);
    let body = "birth_name=DURAND&jeton=x";
    let answer = app
        .post_body(&format!("/enregistrements/{draft}/etat-civil"), body)
        .await
        .expect(401);
    assert!(answer.has("Session terminée"), "{}", answer.main());
}

async fn a_form_sent_after_the_end_waits_for_the_same_account(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    let path = format!("/enregistrements/{draft}/etat-civil");
    app.advance(MINUTE * 31);
    let lost = app
        .post(&path, [("birth_name", "D'Œuvre"), ("action", "plus_tard")])
        .await
        .expect(401);
    let text = lost.text();
    let at = text.find("/reprise/").expect("where the form waits");
    let kept = text[at..at + "/reprise/".len() + 36].to_owned();
    let hashes = "SELECT sealed FROM kept_form";
    assert!(
        !database::texts(app.world.db(), hashes).await[0].contains("Œuvre"),
        "sealed"
    );

    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    hugo.get(&kept).await.expect(404);
    app.sign_in("nadia-benali").await;
    let again = app.get(&kept).await.expect(200);
    assert!(
        again.has(&format!("action=\"{path}\"")) && again.has("D&#39;Œuvre"),
        "{}",
        again.main()
    );
    app.post(&path, [("birth_name", "D'Œuvre"), ("action", "plus_tard")])
        .await
        .expect(303);
    app.get(&path).await.expect(200).expect_text("D&#39;Œuvre");
}

async fn a_stolen_cookie_is_worth_nothing_after_sign_out(app: App) {
    app.sign_in("nadia-benali").await;
    let stolen = app.cookie(SESSION).unwrap();
    let out = app.post("/deconnexion", NOTHING).await.expect(303);
    assert_eq!(out.location(), "/?avis=deconnecte");
    assert!(app.cookie(SESSION).is_none());
    app.steal(SESSION, &stolen);
    assert!(!is_signed_in(&app).await);
}

async fn signing_out_everywhere_ends_every_session_of_the_account_alone(app: App) {
    let (phone, hugo) = (app.other_browser(), app.other_browser());
    hugo.sign_in("hugo-lemaire").await;
    phone.sign_in("nadia-benali").await;
    app.sign_in("nadia-benali").await;
    let list = app.get("/mes-sessions").await.expect(200);
    assert_eq!(
        list.text().matches("name=\"session\" value=\"0").count(),
        2,
        "{}",
        list.main()
    );
    assert_eq!(list.text().matches("Cette session").count(), 1);
    app.post("/mes-sessions/fermer", [("session", "toutes")])
        .await
        .expect(303);
    assert!(!is_signed_in(&app).await && !is_signed_in(&phone).await);
    assert!(is_signed_in(&hugo).await);
}

async fn one_session_is_ended_from_another(app: App) {
    let phone = app.other_browser();
    phone.sign_in("nadia-benali").await;
    let id = database::texts(
        app.world.db(),
        "SELECT id FROM session WHERE ended_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1",
    )
    .await
    .remove(0);
    app.sign_in("nadia-benali").await;
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    hugo.post("/mes-sessions/fermer", [("session", id.as_str())])
        .await;
    assert!(
        is_signed_in(&phone).await,
        "another account's session is left alone"
    );
    app.post("/mes-sessions/fermer", [("session", "n’importe quoi")])
        .await
        .expect(404);
    app.post("/mes-sessions/fermer", [("session", id.as_str())])
        .await
        .expect(303);
    assert!(is_signed_in(&app).await && !is_signed_in(&phone).await);
}

async fn choosing_a_capacity_changes_the_token(app: App) {
    let to = app.sign_in("elise-roth").await;
    assert!(
        to.location().starts_with("/connexion/qualite"),
        "{}",
        to.location()
    );
    let before = app.cookie(SESSION).unwrap();
    let choice = app.get("/connexion/qualite").await.expect(200);
    app.post("/connexion/qualite", [("qualite", "")])
        .await
        .expect(422);
    let text = choice.text();
    let grants: Vec<&str> = text
        .split("name=\"qualite\" type=\"radio\" value=\"")
        .skip(1)
        .map(|rest| &rest[..36])
        .collect();
    assert_eq!(grants.len(), 2, "{}", choice.main());
    app.post("/connexion/qualite", [("qualite", grants[0])])
        .await
        .expect(303);
    let after = app.cookie(SESSION).unwrap();
    assert_ne!(before, after);
    app.get("/espace").await.expect(200);
    let thief = app.other_browser();
    thief.steal(SESSION, &before);
    assert!(!is_signed_in(&thief).await);
    let foreign = database::texts(
        app.world.db(),
        "SELECT id FROM access_grant WHERE kind = 'officer'",
    )
    .await;
    app.post("/connexion/qualite", [("qualite", foreign[0].as_str())])
        .await
        .expect(422);
}

async fn a_right_withdrawn_is_withdrawn_at_once(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.fill(&app.person(1)).await;
    database::execute(
        app.world.db(),
        "UPDATE access_grant SET ended_at = '2026-11-23T10:00:00.000000Z' WHERE kind = 'manager'",
    )
    .await
    .unwrap();
    let answer = app.confirm(&draft).await;
    assert!(
        [303, 401, 403].contains(&answer.status()),
        "{}",
        answer.main()
    );
    assert_eq!(
        database::number(app.world.db(), "SELECT COUNT(*) FROM professional").await,
        0
    );
    let again = app.other_browser();
    again
        .post("/demo/connexion", [("personne", "nadia-benali")])
        .await
        .expect(403);
}

async fn sign_in_leads_to_where_one_was_going_and_nowhere_else(app: App) {
    for (suite, to) in [
        ("/enregistrements", "/enregistrements"),
        ("//evil.example", "/espace"),
        ("https://evil.example/", "/espace"),
        ("/\\evil.example", "/espace"),
        ("", "/espace"),
    ] {
        app.forget();
        let page = app
            .get(&format!(
                "/connexion?{}",
                crate::harness::encode([("suite", suite)])
            ))
            .await
            .expect(200);
        assert!(!page.has("href=\"//evil"), "{}", page.main());
        let answer = app
            .post(
                "/demo/connexion",
                [("personne", "nadia-benali"), ("suite", suite)],
            )
            .await
            .expect(303);
        assert_eq!(answer.location(), to, "{suite}");
    }
}

async fn cookies_are_kept_from_scripts_and_other_sites(app: App) {
    let before = app.get("/connexion").await;
    let signed = app
        .post("/demo/connexion", [("personne", "nadia-benali")])
        .await
        .expect(303);
    for (answer, name) in [(&before, VISIT), (&signed, SESSION)] {
        let cookies = answer.cookies();
        let line = cookies.iter().find(|line| line.starts_with(name)).unwrap();
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(
            name.starts_with("__Host-") && !line.contains("Domain"),
            "{line}"
        );
    }
    assert!(app.cookie(VISIT).is_none(), "the visit ends with sign-in");
    let hashes = database::texts(app.world.db(), "SELECT token_hash FROM session").await;
    assert!(
        !hashes.contains(&app.cookie(SESSION).unwrap()),
        "only hashes are kept"
    );
}

async fn an_unknown_persona_does_not_enter(app: App) {
    for (who, status) in [("inconnu", 403), ("", 404), ("' OR 1=1 --", 403)] {
        app.post("/demo/connexion", [("personne", who)])
            .await
            .expect(status);
        assert!(app.cookie(SESSION).is_none());
    }
    let refused = database::number(
        app.world.db(),
        "SELECT COUNT(*) FROM journal WHERE kind = 'refused'",
    )
    .await;
    assert_eq!(refused, 2, "J1");
}
