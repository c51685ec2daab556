//! One more situation for someone registered (M2).

use super::{abroad, add, file, situation};
use crate::harness::{App, database};

both_engines![
    m02_a_situation_is_added_to_someone_of_another_structure,
    m02_what_is_wrong_with_a_situation_is_said_at_once,
    m02_without_javascript_an_establishment_is_typed_then_chosen
];

async fn m02_a_situation_is_added_to_someone_of_another_structure(app: App) {
    let rpps = abroad(&app, 1).await;
    app.work().await;
    app.sign_in("nadia-benali").await;
    let added = add(&app, &rpps, "140991019").await.expect(303);
    let page = app.follow(added).await.expect(200);
    for text in [
        "Situation ajoutée",
        "EHPAD LES TILLEULS",
        "EHPAD SAINTE-ODILE",
        "Hors de votre périmètre",
    ] {
        assert!(page.has(text), "{text}: {}", page.main());
    }
    app.work().await;
    let mails = app.mails();
    assert_eq!(
        (mails.len(), mails[1].to.as_str()),
        (2, "zoe.lefebvre1@exemple.fr")
    );
    app.get(&format!("/annuaire/{rpps}"))
        .await
        .expect_text("EHPAD LES TILLEULS");
    let contacts = "SELECT COUNT(*) FROM professional WHERE email = 'zoe.lefebvre1@exemple.fr'";
    assert_eq!(database::number(app.world.db(), contacts).await, 1);
    add(&app, &rpps, "140991019")
        .await
        .expect(422)
        .expect_text("a déjà cette profession et ce rôle");
}

async fn m02_what_is_wrong_with_a_situation_is_said_at_once(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    add(&app, &rpps, "670991017")
        .await
        .expect(422)
        .expect_text("n’est pas dans votre périmètre");
    let path = format!("/professionnels/{rpps}/situations/nouvelle");
    let late = [("starts_on", "01/06/2027"), ("planned_end", "01/01/2027")];
    let wrong = situation("140991027")
        .into_iter()
        .filter(|(field, _)| *field != "starts_on");
    let wrong = wrong.chain(late.map(|(field, text)| (field, text.to_owned())));
    app.post(&path, wrong)
        .await
        .expect(422)
        .expect_text("ne peut pas dépasser trois mois")
        .expect_text("La fin prévue est avant");
    let nothing = app.post(&path, [("role", "GENR11")]).await.expect(422);
    for text in [
        "Cherchez l’établissement",
        "Saisissez la date de prise de fonction",
        "Choisissez la profession",
        "Choisissez le mode",
    ] {
        assert!(nothing.has(text), "{text}");
    }
}

async fn m02_without_javascript_an_establishment_is_typed_then_chosen(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let path = format!("/professionnels/{rpps}/situations/nouvelle");
    let search = [
        ("action", "chercher_establishment"),
        ("establishment_recherche", "ehpad"),
    ];
    let found = app.post(&path, search).await.expect(200);
    assert!(
        found.has("value=\"140991027\"") && !found.has("670991017"),
        "{}",
        found.main()
    );
    let mut typed = situation("");
    typed.push(("establishment_recherche", "ehpad la corniche".to_owned()));
    app.post(&path, typed).await.expect(303);
    file(&app, &rpps).await.expect_text("EHPAD LA CORNICHE");
}
