//! R13: a number or an e-mail, a one-time link, a code by SMS.

use super::registered;
use crate::harness::{App, NOTHING, database};
use jiff::SignedDuration;

both_engines![
    r13_a_link_then_a_code_open_one_s_own_file,
    r13_the_door_is_asked_by_number_or_by_mailbox,
    r13_who_is_registered_is_not_told,
    r13_a_wrong_code_is_counted_and_the_fifth_ends_it,
    r13_a_code_is_good_for_ten_minutes,
    r13_a_code_is_taken_in_the_browser_that_asked_for_it,
    r13_opening_the_link_sends_nothing_and_it_serves_once,
    r13_the_door_opens_one_s_own_file_alone,
    n01_a_mobile_gets_its_sms_of_the_day_and_no_more,
    n01_a_code_that_could_not_leave_in_time_is_not_sent,
];

async fn r13_a_link_then_a_code_open_one_s_own_file(app: App) {
    let rpps = registered(&app, 1).await;
    app.get("/mon-dossier").await.expect(303);
    let entered = app.through_the_door(&rpps).await.expect(303);
    assert_eq!(entered.location(), "/mon-dossier");
    let file = app.follow(entered).await.expect(200);
    for told in [
        rpps.as_str(),
        "Zoé LEFEBVRE B",
        "zoe.lefebvre1@exemple.fr",
        "06 39 98 00 01",
        "14/03/1985",
        "Lien par courriel et code par SMS",
    ] {
        assert!(file.has(told), "{told}: {}", file.main());
    }
    // The same account the next time.
    let other = app.other_browser();
    other.through_the_door(&rpps).await.expect(303);
    let accounts = "SELECT COUNT(DISTINCT account) FROM session WHERE access_grant IN \
                    (SELECT id FROM access_grant WHERE kind = 'professional')";
    assert_eq!(database::number(app.world.db(), accounts).await, 1);
    let stored = "SELECT COUNT(*) FROM access_grant WHERE kind = 'professional'";
    assert_eq!(database::number(app.world.db(), stored).await, 1);
}

async fn r13_the_door_is_asked_by_number_or_by_mailbox(app: App) {
    let rpps = registered(&app, 1).await;
    let spaced = format!("{} {} {}", &rpps[..3], &rpps[3..7], &rpps[7..]);
    for typed in [spaced.as_str(), " Zoe.LEFEBVRE1@exemple.fr "] {
        app.own_link(typed).await;
        assert_eq!(app.mails().pop().unwrap().to, "zoe.lefebvre1@exemple.fr");
    }
    let mail = app.mails().pop().unwrap();
    assert!(
        mail.text.contains(&rpps) && !mail.text.contains("39 98"),
        "{}",
        mail.text
    );
    for (wrong, why) in [
        ("", "onze chiffres"),
        ("12345678901", "clé"),
        ("zoe@", "adresse"),
    ] {
        let told = app
            .post("/connexion/dossier", [("identifiant", wrong)])
            .await
            .expect(422);
        assert!(told.has("error-summary"), "{wrong} {why}: {}", told.main());
    }
}

async fn r13_who_is_registered_is_not_told(app: App) {
    let rpps = registered(&app, 1).await;
    let mails = app.mails().len();
    app.get("/connexion/dossier").await;
    let known = app
        .post("/connexion/dossier", [("identifiant", rpps.as_str())])
        .await
        .expect(200);
    for unknown in ["99700999990", "personne@exemple.fr"] {
        let told = app
            .post("/connexion/dossier", [("identifiant", unknown)])
            .await
            .expect(200);
        let same = known.main().replace(&rpps, unknown);
        assert_eq!(told.main(), same);
    }
    app.work().await;
    assert_eq!(app.mails().len(), mails + 1);
    // Nor when a file has had its links of the day.
    for _ in 0..12 {
        let told = app
            .post("/connexion/dossier", [("identifiant", rpps.as_str())])
            .await
            .expect(200);
        assert_eq!(told.main(), known.main());
    }
    app.work().await;
    assert_eq!(app.mails().len(), mails + 10);
}

async fn r13_a_wrong_code_is_counted_and_the_fifth_ends_it(app: App) {
    let rpps = registered(&app, 1).await;
    let link = app.own_link(&rpps).await;
    let (page, code) = app.own_code(&link).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for typed in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
        let told = app.post(&page, [("code", typed)]).await.expect(422);
        assert!(told.has("six chiffres"), "{typed}: {}", told.main());
    }
    for left in ["4 essais", "3 essais", "2 essais", "1 essai"] {
        let told = app.post(&page, [("code", wrong)]).await.expect(422);
        assert!(told.has(left), "{left}: {}", told.main());
    }
    let told = app.post(&page, [("code", wrong)]).await.expect(410);
    assert!(told.has("Cinq essais étaient faux"), "{}", told.main());
    app.post(&page, [("code", code.as_str())]).await.expect(410);
    app.get(&page).await.expect(410);
    app.get("/mon-dossier").await.expect(303);
    // Another link gives another code.
    app.through_the_door(&rpps).await.expect(303);
    app.get("/mon-dossier").await.expect(200);
}

async fn r13_a_code_is_good_for_ten_minutes(app: App) {
    let rpps = registered(&app, 1).await;
    let link = app.own_link(&rpps).await;
    let (page, code) = app.own_code(&link).await;
    app.advance(SignedDuration::from_secs(9 * 60 + 59));
    app.get(&page).await.expect(200);
    app.advance(SignedDuration::from_secs(2));
    let told = app.post(&page, [("code", code.as_str())]).await.expect(410);
    assert!(told.has("Ce code a expiré"), "{}", told.main());
}

async fn r13_a_code_is_taken_in_the_browser_that_asked_for_it(app: App) {
    let rpps = registered(&app, 1).await;
    let link = app.own_link(&rpps).await;
    let (page, code) = app.own_code(&link).await;
    let other = app.other_browser();
    other.get("/connexion/dossier").await.expect(200);
    let told = other
        .post(&page, [("code", code.as_str())])
        .await
        .expect(410);
    assert!(told.has("demandé ailleurs"), "{}", told.main());
    other.get(&page).await.expect(410);
    app.post(&page, [("code", code.as_str())]).await.expect(303);
    let again = app.get(&page).await.expect(410);
    assert!(again.has("demandé ailleurs"), "{}", again.main());
}

async fn r13_opening_the_link_sends_nothing_and_it_serves_once(app: App) {
    let rpps = registered(&app, 1).await;
    let link = app.own_link(&rpps).await;
    let texts = app.texts().len();
    for _ in 0..2 {
        app.get(&link).await.expect(200);
        app.other_browser().get(&link).await.expect(200);
    }
    app.work().await;
    assert_eq!(app.texts().len(), texts);
    app.own_code(&link).await;
    let told = app.post(&link, NOTHING).await.expect(410);
    assert!(told.has("Recevoir un autre lien"), "{}", told.main());
    app.get(&link).await.expect(410);
    // A link of this door opens no other, and the other way round.
    let link = app.own_link(&rpps).await;
    let elsewhere = link.replace("/connexion/dossier/lien/", "/connexion/lien/");
    app.get(&elsewhere).await.expect(410);
    let (id, secret) = link
        .trim_start_matches("/connexion/dossier/lien/")
        .split_once('/')
        .unwrap();
    let forged = format!("/connexion/dossier/lien/{id}/{}", "A".repeat(secret.len()));
    app.get(&forged).await.expect(410);
    app.advance(SignedDuration::from_mins(31));
    app.get(&link).await.expect(410);
}

async fn r13_the_door_opens_one_s_own_file_alone(app: App) {
    let (rpps, other) = (registered(&app, 1).await, registered(&app, 2).await);
    app.through_the_door(&rpps).await.expect(303);
    for page in [
        "/espace".to_owned(),
        "/professionnels".to_owned(),
        format!("/professionnels/{rpps}"),
        format!("/professionnels/{other}"),
        "/structure".to_owned(),
        "/agence".to_owned(),
    ] {
        app.get(&page).await.expect(403);
    }
    let file = app.get("/mon-dossier").await.expect(200);
    assert!(
        !file.has(&other) && !file.has("zoe.lefebvre2"),
        "{}",
        file.main()
    );
}

async fn n01_a_mobile_gets_its_sms_of_the_day_and_no_more(app: App) {
    let app = app.with(|config, _| config.sms.per_number_per_day = 2);
    let rpps = registered(&app, 1).await;
    let link = app.own_link(&rpps).await;
    app.own_code(&link).await;
    let link = app.own_link(&rpps).await;
    app.get(&link).await.expect(200);
    let told = app.post(&link, NOTHING).await.expect(422);
    assert!(told.has("tous les SMS de la journée"), "{}", told.main());
    // Nothing was used up.
    app.get(&link).await.expect(200);
}

async fn n01_a_code_that_could_not_leave_in_time_is_not_sent(app: App) {
    let rpps = registered(&app, 1).await;
    let link = app.own_link(&rpps).await;
    app.get(&link).await.expect(200);
    app.post(&link, NOTHING).await.expect(303);
    let texts = app.texts().len();
    app.advance(SignedDuration::from_mins(11));
    app.work().await;
    assert_eq!(app.texts().len(), texts);
    let state = "SELECT state FROM message WHERE template = 'code_sms'";
    assert_eq!(database::texts(app.world.db(), state).await, ["given_up"]);
}
