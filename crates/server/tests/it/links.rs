//! The doors without a card: a one-time link to a mailbox, the first passkey of an officer.

use crate::harness::{App, NOTHING, database};
use jiff::SignedDuration;
use server::actions;
use store::By;

both_engines![
    n02_a_link_enters_once_and_by_its_button_alone,
    n02_a_link_is_good_for_half_an_hour,
    n02_a_forged_link_opens_nothing,
    n02_a_mailbox_gets_ten_links_a_day,
    a_mailbox_opens_no_right_of_its_reader,
    an_address_that_is_none_is_told,
    an_officer_s_link_shows_the_page_of_the_first_key,
    an_answer_that_no_key_gave_opens_nothing,
];

/// Ask for a link, and give the path that the mail holds.
async fn link(app: &App, email: &str) -> String {
    let sent = app
        .post(
            "/connexion/courriel",
            [("email", email), ("suite", "/mes-sessions")],
        )
        .await
        .expect(200);
    assert!(sent.has(email), "{}", sent.main());
    app.work().await;
    let mail = app.mails().pop().unwrap();
    assert_eq!(mail.to, email);
    path_in(&mail.text)
}

fn path_in(text: &str) -> String {
    let start = text.find("/connexion/lien/").unwrap();
    text[start..].split_whitespace().next().unwrap().to_owned()
}

async fn n02_a_link_enters_once_and_by_its_button_alone(app: App) {
    let path = link(&app, "camille.durand@exemple.fr").await;
    for _ in 0..2 {
        let page = app.get(&path).await.expect(200);
        assert!(page.has("camille.durand@exemple.fr"), "{}", page.main());
    }
    let entered = app.post(&path, NOTHING).await.expect(303);
    assert_eq!(entered.location(), "/connexion/nom?suite=/mes-sessions");
    app.follow(entered).await.expect(200);
    let name = |first, last| {
        [
            ("your_first_name", first),
            ("your_last_name", last),
            ("suite", "/mes-sessions"),
        ]
    };
    let told = app
        .post("/connexion/nom", name("", "Du☃"))
        .await
        .expect(422);
    assert!(
        told.has("Saisissez votre prénom") && told.has("n’est pas accepté"),
        "{}",
        told.main()
    );
    let named = app
        .post("/connexion/nom", name("Camille", "Durand"))
        .await
        .expect(303);
    assert_eq!(named.location(), "/mes-sessions");
    let sessions = app.follow(named).await.expect(200);
    assert!(sessions.has("Camille Durand"), "{}", sessions.text());
    assert!(
        sessions.has("Lien reçu par courriel"),
        "{}",
        sessions.main()
    );
    let other = app.other_browser();
    other.get(&path).await.expect(410);
    other.post(&path, NOTHING).await.expect(410);
    let again = link(&other, "camille.durand@exemple.fr").await;
    let entered = other.post(&again, NOTHING).await.expect(303);
    assert_eq!(entered.location(), "/mes-sessions");
    let means = "SELECT means FROM journal WHERE kind = 'account_named'";
    assert_eq!(database::texts(app.world.db(), means).await, ["link"]);
    let accounts = "SELECT COUNT(*) FROM account WHERE email = 'camille.durand@exemple.fr'";
    assert_eq!(database::number(app.world.db(), accounts).await, 1);
}

async fn n02_a_link_is_good_for_half_an_hour(app: App) {
    let path = link(&app, "camille.durand@exemple.fr").await;
    app.advance(SignedDuration::from_mins(29));
    app.get(&path).await.expect(200);
    app.advance(SignedDuration::from_mins(2));
    let over = app.get(&path).await.expect(410);
    assert!(over.has("Demander un autre lien"), "{}", over.main());
    app.post(&path, NOTHING).await.expect(410);
}

async fn n02_a_forged_link_opens_nothing(app: App) {
    let path = link(&app, "camille.durand@exemple.fr").await;
    let (id, secret) = path
        .trim_start_matches("/connexion/lien/")
        .split_once('/')
        .unwrap();
    let other = link(&app, "dominique@exemple.fr").await;
    let (other_id, _) = other
        .trim_start_matches("/connexion/lien/")
        .split_once('/')
        .unwrap();
    for path in [
        format!("/connexion/lien/{id}/{}", "A".repeat(secret.len())),
        format!("/connexion/lien/{other_id}/{secret}"),
        format!("/connexion/lien/x/{secret}"),
        format!("/connexion/cle/{id}/{secret}"),
    ] {
        app.get(&path).await.expect(410);
        app.post(&path, NOTHING).await.expect(410);
    }
}

async fn n02_a_mailbox_gets_ten_links_a_day(app: App) {
    for _ in 0..10 {
        link(&app, "camille.durand@exemple.fr").await;
    }
    let mails = app.mails().len();
    let fields = [("email", "Camille.DURAND@exemple.fr"), ("suite", "")];
    let told = app.post("/connexion/courriel", fields).await.expect(422);
    assert!(told.has("dix liens de la journée"), "{}", told.main());
    app.work().await;
    assert_eq!(app.mails().len(), mails);
    app.advance(SignedDuration::from_hours(24));
    link(&app, "camille.durand@exemple.fr").await;
}

/// The mailbox of a manager: reading it is not holding their card (rules §0).
async fn a_mailbox_opens_no_right_of_its_reader(app: App) {
    let path = link(&app, "nadia-benali@demo.invalid").await;
    app.post(&path, NOTHING).await.expect(303);
    for page in ["/espace", "/professionnels", "/agence"] {
        let sent = app.get(page).await.expect(303);
        assert_eq!(sent.location(), "/connexion/qualite", "{page}");
    }
    let none = app.get("/connexion/qualite").await.expect(200);
    assert!(
        none.has("Aucun droit avec cette connexion"),
        "{}",
        none.main()
    );
    let nadia = "SELECT id FROM access_grant WHERE kind = 'manager' ORDER BY id LIMIT 1";
    let grant = database::texts(app.world.db(), nadia).await.remove(0);
    let chosen = app.post("/connexion/qualite", [("qualite", grant.as_str())]);
    chosen.await.expect(422);
}

async fn an_address_that_is_none_is_told(app: App) {
    for wrong in ["", "camille", "camille@", "<script>@exemple.fr"] {
        let told = app
            .post(
                "/connexion/courriel",
                [("email", wrong), ("suite", "//evil.example")],
            )
            .await
            .expect(422);
        assert!(told.has("adresse"), "{}", told.main());
    }
    app.work().await;
    assert_eq!(app.mails().len(), 0);
}

async fn an_officer_s_link_shows_the_page_of_the_first_key(app: App) {
    let created = actions::run(&app.world, By::System, "create_officer", |act| {
        let email = "jean.agent@exemple.fr".to_owned();
        actions::create_officer(act, "Jean Agent".to_owned(), email)
    })
    .await
    .unwrap();
    let path = app.world.key_path(created.link);
    let page = app.get(&path).await.expect(200);
    assert!(page.has("Jean Agent"), "{}", page.main());
    let answer = [("nom", "Bureau"), ("defi", "x"), ("reponse", "{}")];
    let told = app.post(&path, answer).await.expect(422);
    assert!(told.has("La clé n’a pas pu être créée"), "{}", told.main());
    app.get(&path.replace("/cle/", "/lien/")).await.expect(410);
    app.advance(SignedDuration::from_hours(25));
    app.get(&path).await.expect(410);
}

async fn an_answer_that_no_key_gave_opens_nothing(app: App) {
    let page = app.get("/connexion/agence").await.expect(200);
    let text = page.text();
    let start = text.find("name=\"defi\" value=\"").unwrap() + 19;
    let question = text[start..start + 36].to_owned();
    let forged = r#"{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"authenticatorData":"AAAA","clientDataJSON":"AAAA","signature":"AAAA","userHandle":"AAAAAAAAAAAAAAAAAAAAAA"},"extensions":{}}"#;
    for answer in ["", "{}", "x", forged, forged] {
        let fields = [("defi", question.as_str()), ("reponse", answer)];
        let told = app.post("/connexion/agence", fields).await.expect(422);
        assert!(told.has("n’a pas été reconnue"), "{}", told.main());
    }
    app.get("/agence").await.expect(303);
}
