//! The practice name changes, by oneself or by a manager.

use super::by_manager::version_in;
use super::registered;
use crate::harness::App;

both_engines![
    r06_a_practice_name_changes_and_the_directory_with_it,
    m04_the_second_of_two_people_sees_the_new_practice_name,
];

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
