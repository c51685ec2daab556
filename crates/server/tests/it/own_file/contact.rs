//! One changes one's own address and mobile.

use super::registered;
use crate::harness::{App, NOTHING, database, digits, path_in};
use jiff::SignedDuration;

both_engines![
    m02_one_s_own_address_changes_once_the_new_one_has_answered,
    m02_one_s_own_mobile_changes_once_its_code_has_come_back,
    r05_one_s_own_contact_is_nobody_else_s,
    m02_a_link_of_another_file_changes_nothing,
];

/// Ask for another address; gives the path of the link, as mailed.
async fn new_email(app: &App, email: &str) -> String {
    let sent = app.post("/mon-dossier/adresse", [("email", email)]).await;
    sent.expect(200).expect_text(email);
    app.work().await;
    let mail = app.mails().pop().unwrap();
    assert_eq!(mail.to, email);
    assert!(!mail.text.contains("LEFEBVRE"), "{}", mail.text);
    path_in(&mail.text, "/mon-dossier/adresse/")
}

async fn m02_one_s_own_address_changes_once_the_new_one_has_answered(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    let link = new_email(&app, "zoe.neuve@exemple.fr").await;
    app.get(&link)
        .await
        .expect(200)
        .expect_text("zoe.neuve@exemple.fr");
    app.get("/mon-dossier")
        .await
        .expect_text("zoe.lefebvre1@exemple.fr");
    let before = app.mails().len();
    let done = app.post(&link, NOTHING).await.expect(303);
    app.follow(done).await.expect_text("zoe.neuve@exemple.fr");
    app.work().await;
    let mut mails = app.mails().split_off(before);
    mails.sort_by(|one, other| one.to.cmp(&other.to));
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["zoe.lefebvre1@exemple.fr", "zoe.neuve@exemple.fr"]);
    assert!(mails.iter().all(|mail| mail.text.contains(&rpps)));
    app.get(&link).await.expect(410);
    app.post(&link, NOTHING).await.expect(410);
    // One's own change holds nothing back.
    let held = "SELECT COUNT(*) FROM professional WHERE activation_not_before IS NOT NULL";
    assert_eq!(database::number(app.world.db(), held).await, 0);
    let kept = "SELECT old_email FROM contact_change";
    assert_eq!(
        database::texts(app.world.db(), kept).await,
        ["zoe.lefebvre1@exemple.fr"]
    );
    let told = "SELECT COUNT(*) FROM journal WHERE body LIKE '%exemple.fr%'";
    assert_eq!(database::number(app.world.db(), told).await, 0);
    // The door knows the new address alone.
    let other = app.other_browser();
    other.own_link("zoe.neuve@exemple.fr").await;
    let mails = app.mails().len();
    other
        .post(
            "/connexion/dossier",
            [("identifiant", "zoe.lefebvre1@exemple.fr")],
        )
        .await
        .expect(200);
    app.work().await;
    assert_eq!(app.mails().len(), mails);
}

async fn m02_one_s_own_mobile_changes_once_its_code_has_come_back(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    let asked = app
        .post("/mon-dossier/mobile", [("mobile", "06 39 98 77 77")])
        .await
        .expect(303);
    let page = asked.location().to_owned();
    app.work().await;
    let text = app.texts().pop().unwrap();
    // 06 39 is of Mayotte.
    assert_eq!(text.to, "+262639987777");
    let code = digits(&text.text);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    app.get(&page).await.expect(200);
    app.post(&page, [("code", wrong)])
        .await
        .expect(422)
        .expect_text("4 essais");
    // Of another session of the same person, and of another person: nothing.
    let elsewhere = app.other_browser();
    elsewhere.enter_own_file(&rpps).await;
    elsewhere
        .post(&page, [("code", code.as_str())])
        .await
        .expect(410);
    let stranger = app.other_browser();
    stranger.enter_own_file(&registered(&app, 2).await).await;
    stranger
        .post(&page, [("code", code.as_str())])
        .await
        .expect(404);
    let done = app.post(&page, [("code", code.as_str())]).await.expect(303);
    app.follow(done).await.expect_text("06 39 98 77 77");
    app.work().await;
    let mail = app.mails().pop().unwrap();
    assert_eq!(
        (mail.to.as_str(), mail.subject.as_str()),
        (
            "zoe.lefebvre1@exemple.fr",
            "Les coordonnées de votre dossier ont changé"
        )
    );
    app.get(&page).await.expect(410);
}

async fn r05_one_s_own_contact_is_nobody_else_s(app: App) {
    let rpps = registered(&app, 1).await;
    registered(&app, 2).await;
    app.enter_own_file(&rpps).await;
    for (email, why) in [
        ("", "Saisissez votre nouvelle adresse"),
        ("zoe@", "adresse"),
        ("Zoe.Lefebvre2@exemple.fr", "celle d’un autre dossier"),
        ("zoe.lefebvre1@exemple.fr", "déjà ce que contient"),
        ("contact@exemple.fr", "semble lue par plusieurs"),
    ] {
        let told = app.post("/mon-dossier/adresse", [("email", email)]).await;
        told.expect(422).expect_text(why);
    }
    for (mobile, why) in [
        ("", "Saisissez votre nouveau numéro"),
        ("06 39 98 00 02", "celui d’un autre dossier"),
        ("06 39 98 00 01", "déjà ce que contient"),
        ("01 23 45 67 89", "mobile"),
    ] {
        let told = app.post("/mon-dossier/mobile", [("mobile", mobile)]).await;
        let told = told.expect(422).expect_text(why);
        assert!(!told.has("LEFEBVRE C"), "{}", told.main());
    }
    // Taken between the link and its button.
    let link = new_email(&app, "libre@exemple.fr").await;
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    nadia
        .register(&nadia.person(3).with("email", "libre@exemple.fr"))
        .await;
    app.post(&link, NOTHING)
        .await
        .expect(422)
        .expect_text("celle d’un autre dossier");
    app.get("/mon-dossier")
        .await
        .expect_text("zoe.lefebvre1@exemple.fr");
}

async fn m02_a_link_of_another_file_changes_nothing(app: App) {
    let (one, two) = (registered(&app, 1).await, registered(&app, 2).await);
    app.enter_own_file(&one).await;
    let link = new_email(&app, "zoe.neuve@exemple.fr").await;
    let other = app.other_browser();
    let asked = other.get(&link).await.expect(303);
    assert!(
        asked
            .location()
            .starts_with("/connexion/dossier?suite=/mon-dossier/adresse/")
    );
    other.enter_own_file(&two).await;
    other.get(&link).await.expect(410);
    other.post(&link, NOTHING).await.expect(410);
    app.advance(SignedDuration::from_mins(31));
    app.enter_own_file(&one).await;
    app.post(&link, NOTHING).await.expect(410);
}
