//! A manager changes the address and the mobile of a professional.

use super::registered;
use crate::harness::{Answer, App, NOTHING, database, path_in};
use jiff::SignedDuration;

both_engines![
    m03_a_manager_s_change_is_mailed_to_both_addresses_and_holds_the_ecps,
    m02_the_address_that_was_confirms_once,
    m04_the_second_of_two_people_sees_the_new_contact,
    r05_a_manager_s_change_is_refused_with_all_that_is_wrong,
    m02_another_structure_changes_no_contact_and_no_name,
];

/// The form of a manager, as it is shown, with other values.
async fn change(app: &App, rpps: &str, email: &str, mobile: &str) -> Answer {
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

pub fn version_in(page: &str) -> String {
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
