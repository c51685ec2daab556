//! M2, M3, M4: contact and practice name, changed by the professional and by a manager.

use super::registered;
use crate::harness::{App, NOTHING, database, digits, path_in};
use jiff::SignedDuration;

both_engines![
    m02_one_s_own_address_changes_once_the_new_one_has_answered,
    m02_one_s_own_mobile_changes_once_its_code_has_come_back,
    r05_one_s_own_contact_is_nobody_else_s,
    m02_a_link_of_another_file_changes_nothing,
    m03_a_manager_s_change_is_mailed_to_both_addresses_and_holds_the_ecps,
    m02_the_address_that_was_confirms_once,
    m04_the_second_of_two_people_sees_the_new_contact,
    r05_a_manager_s_change_is_refused_with_all_that_is_wrong,
    m02_another_structure_changes_no_contact_and_no_name,
    r06_a_practice_name_changes_and_the_directory_with_it,
    m04_the_second_of_two_people_sees_the_new_practice_name,
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

/// The form of a manager, as it is shown, with other values.
async fn change(app: &App, rpps: &str, email: &str, mobile: &str) -> crate::harness::Answer {
    let path = format!("/professionnels/{rpps}/coordonnees");
    let shown = app.get(&path).await.expect(200);
    let version = version_in(&shown.text());
    let fields = [
        ("email", email),
        ("mobile", mobile),
        ("version", version.as_str()),
    ];
    app.post(&path, fields).await
}

fn version_in(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"version\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

async fn m03_a_manager_s_change_is_mailed_to_both_addresses_and_holds_the_ecps(app: App) {
    let rpps = registered(&app, 1).await;
    let zoe = app.other_browser();
    zoe.enter_own_file(&rpps).await;
    let link = zoe.own_link(&rpps).await;
    zoe.enter_own_file(&rpps).await;
    app.sign_in("nadia-benali").await;
    let before = app.mails().len();
    let done = change(&app, &rpps, "Zoe.Neuve@exemple.fr", "06 39 98 77 77").await;
    let file = app.follow(done.expect(303)).await.expect(200);
    for told in [
        "Coordonnées changées",
        "zoe.neuve@exemple.fr",
        "06 39 98 77 77",
        "Son activation attend jusqu’au",
    ] {
        assert!(file.has(told), "{told}: {}", file.main());
    }
    app.work().await;
    let mut mails = app.mails().split_off(before);
    mails.sort_by(|one, other| one.to.cmp(&other.to));
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["zoe.lefebvre1@exemple.fr", "zoe.neuve@exemple.fr"]);
    assert!(
        mails[0].text.contains("/coordonnees/confirmer/"),
        "{}",
        mails[0].text
    );
    assert!(
        !mails[1].text.contains("/coordonnees/confirmer/"),
        "{}",
        mails[1].text
    );
    assert!(
        mails
            .iter()
            .all(|mail| !mail.text.contains("neuve") && !mail.text.contains("77 77"))
    );
    // The sessions of the person, and the links that the old address had, are over.
    zoe.get("/mon-dossier").await.expect(303);
    zoe.get(&link).await.expect(410);
    let until =
        "SELECT activation_not_before FROM professional WHERE activation_not_before IS NOT NULL";
    let until = database::texts(app.world.db(), until).await.remove(0);
    let until: jiff::Timestamp = until.parse().unwrap();
    let wait = until.duration_since(app.world.store.clock.now());
    assert_eq!(wait, SignedDuration::from_hours(48));
    app.advance(SignedDuration::from_hours(48));
    app.sign_in("nadia-benali").await;
    let file = app.get(&format!("/professionnels/{rpps}")).await;
    assert!(!file.has("Son activation attend"), "{}", file.main());
}

async fn m02_the_address_that_was_confirms_once(app: App) {
    let rpps = registered(&app, 1).await;
    app.sign_in("nadia-benali").await;
    // The mobile alone: the address is told once, with the link.
    let before = app.mails().len();
    change(&app, &rpps, "zoe.lefebvre1@exemple.fr", "06 39 98 77 77")
        .await
        .expect(303);
    app.work().await;
    let mails = app.mails().split_off(before);
    assert_eq!(mails.len(), 1);
    let link = path_in(&mails[0].text, "/coordonnees/confirmer/");
    // A later change replaces it.
    change(&app, &rpps, "zoe.neuve@exemple.fr", "06 39 98 77 77")
        .await
        .expect(303);
    app.work().await;
    let zoe = app.other_browser();
    zoe.get(&link).await.expect(410);
    let mails = app.mails();
    let mail = mails
        .iter()
        .rev()
        .find(|mail| mail.to == "zoe.lefebvre1@exemple.fr")
        .unwrap();
    let link = path_in(&mail.text, "/coordonnees/confirmer/");
    app.advance(SignedDuration::from_hours(47));
    let held = "SELECT COUNT(*) FROM professional WHERE activation_not_before IS NOT NULL";
    zoe.get(&link)
        .await
        .expect(200)
        .expect_text("Ce changement est juste");
    assert_eq!(database::number(app.world.db(), held).await, 1);
    zoe.post(&link, NOTHING)
        .await
        .expect(200)
        .expect_text("C’est confirmé");
    assert_eq!(database::number(app.world.db(), held).await, 0);
    zoe.get(&link).await.expect(410);
    zoe.post(&link, NOTHING).await.expect(410);
}

async fn m04_the_second_of_two_people_sees_the_new_contact(app: App) {
    let rpps = registered(&app, 1).await;
    let path = format!("/professionnels/{rpps}/coordonnees");
    app.sign_in("nadia-benali").await;
    let seen = version_in(&app.get(&path).await.text());
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    change(&hugo, &rpps, "hugo.choisit@exemple.fr", "06 39 98 00 01")
        .await
        .expect(303);
    let typed = [
        ("email", "nadia.choisit@exemple.fr"),
        ("mobile", "06 39 98 77 77"),
        ("version", seen.as_str()),
    ];
    let told = app.post(&path, typed).await.expect(409);
    for text in [
        "changées par quelqu’un d’autre",
        "hugo.choisit@exemple.fr",
        "value=\"nadia.choisit@exemple.fr\"",
        "value=\"06 39 98 77 77\"",
    ] {
        assert!(told.has(text), "{text}: {}", told.main());
    }
    // Sent again, now that the new state was seen.
    let version = version_in(&told.text());
    let again = [typed[0], typed[1], ("version", version.as_str())];
    app.post(&path, again).await.expect(303);
    // A form that lost its version was shown nothing.
    app.post(&path, [typed[0], typed[1], ("version", "x")])
        .await
        .expect(409);
}

async fn r05_a_manager_s_change_is_refused_with_all_that_is_wrong(app: App) {
    let rpps = registered(&app, 1).await;
    registered(&app, 2).await;
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let theirs = sophie.person(3).with("establishment", "670991017");
    sophie.register(&theirs).await;
    app.sign_in("nadia-benali").await;
    let told = change(&app, &rpps, "zoe.lefebvre2@exemple.fr", "06 39 98 00 03")
        .await
        .expect(422);
    assert!(
        told.has("LEFEBVRE C") && !told.has("LEFEBVRE D"),
        "{}",
        told.main()
    );
    assert!(
        told.has("appartient déjà à un autre professionnel"),
        "{}",
        told.main()
    );
    let met = "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'";
    assert_eq!(database::number(app.world.db(), met).await, 1);
    for (email, mobile, why) in [
        ("", "", "Saisissez l’adresse"),
        (
            "accueil@exemple.fr",
            "06 39 98 00 01",
            "semble lue par plusieurs",
        ),
        (
            "zoe.lefebvre1@exemple.fr",
            "+33 6 39 98 00 01",
            "déjà les coordonnées",
        ),
    ] {
        let told = change(&app, &rpps, email, mobile).await.expect(422);
        assert!(told.has(why), "{why}: {}", told.main());
    }
}

async fn m02_another_structure_changes_no_contact_and_no_name(app: App) {
    let rpps = registered(&app, 1).await;
    app.sign_in("sophie-klein").await;
    for page in ["coordonnees", "nom-exercice"] {
        let path = format!("/professionnels/{rpps}/{page}");
        let told = app.get(&path).await.expect(404);
        assert!(!told.has("zoe.lefebvre1"), "{}", told.main());
        let fields = [
            ("email", "vol@exemple.fr"),
            ("mobile", "06 39 98 77 77"),
            ("practice_name", "LEFEBVRE B"),
            ("practice_first_name", "Anne-Marie"),
            ("version", "1"),
        ];
        app.post(&path, fields).await.expect(404);
    }
    let changed =
        "SELECT COUNT(*) FROM journal WHERE kind IN ('contact_changed', 'practice_name_changed')";
    assert_eq!(database::number(app.world.db(), changed).await, 0);
}

async fn r06_a_practice_name_changes_and_the_directory_with_it(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    let path = "/mon-dossier/nom-exercice";
    let version = version_in(&app.get(path).await.expect(200).text());
    let fields = |name: &'static str, first_name: &'static str| {
        [
            ("practice_name", name.to_owned()),
            ("practice_first_name", first_name.to_owned()),
            ("version", version.clone()),
        ]
    };
    for (name, first_name, why) in [
        ("", "", "Choisissez le nom d’exercice"),
        ("DUPONT", "Zoé", "nom de naissance ou le nom d’usage"),
        ("LEFEBVRE B", "Camille", "l’un des prénoms"),
        ("LEFEBVRE B", "Zoé", "déjà le nom"),
    ] {
        let told = app.post(path, fields(name, first_name)).await.expect(422);
        assert!(told.has(why), "{why}: {}", told.main());
    }
    let done = app.post(path, fields("LEFEBVRE B", "Anne-Marie")).await;
    let file = app.follow(done.expect(303)).await;
    assert!(file.has("Nom d’exercice changé"), "{}", file.text());
    let page = app.get(&format!("/annuaire/{rpps}")).await.expect(200);
    assert!(page.has("Anne-Marie LEFEBVRE B"), "{}", page.main());
    app.work().await;
    let mail = app.mails().pop().unwrap();
    assert_eq!(mail.subject, "Votre nom d’exercice a changé");
    // By a manager too.
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let path = format!("/professionnels/{rpps}/nom-exercice");
    let version = version_in(&nadia.get(&path).await.expect(200).text());
    let fields = [
        ("practice_name", "LEFEBVRE B"),
        ("practice_first_name", "Zoé"),
        ("version", version.as_str()),
    ];
    nadia.post(&path, fields).await.expect(303);
    app.get(&format!("/annuaire/{rpps}"))
        .await
        .expect_text("Zoé LEFEBVRE B");
}

async fn m04_the_second_of_two_people_sees_the_new_practice_name(app: App) {
    let rpps = registered(&app, 1).await;
    app.enter_own_file(&rpps).await;
    let seen = version_in(&app.get("/mon-dossier/nom-exercice").await.text());
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let path = format!("/professionnels/{rpps}/nom-exercice");
    let typed = [
        ("practice_name", "LEFEBVRE B"),
        ("practice_first_name", "Anne-Marie"),
        ("version", seen.as_str()),
    ];
    nadia.get(&path).await;
    nadia.post(&path, typed).await.expect(303);
    let told = app
        .post("/mon-dossier/nom-exercice", typed)
        .await
        .expect(409);
    assert!(told.has("changé par quelqu’un d’autre"), "{}", told.main());
    assert!(
        told.has("Ce que le dossier contient maintenant"),
        "{}",
        told.main()
    );
}
