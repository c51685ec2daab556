//! The file of someone in the scope: who may see it, and what it tells (M1, R12, J4).

use super::{DAY, add, entries, file, tells_nothing_private};
use crate::harness::{App, database};
use domain::registration::Step;

both_engines![
    m01_a_person_stays_in_scope_for_twelve_months,
    r12_opening_a_file_is_journaled_once_per_actor_and_day,
    j04_the_history_tells_nothing_private_of_another_structure,
    r01_the_representative_sees_the_drafts_of_all
];

async fn m01_a_person_stays_in_scope_for_twelve_months(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    database::execute(
        app.world.db(),
        "UPDATE situation SET ended_on = '2025-11-23'",
    )
    .await
    .unwrap();
    file(&app, &rpps)
        .await
        .expect(200)
        .expect_text("zoe.lefebvre1@exemple.fr")
        .expect_text("Close");
    app.get("/professionnels")
        .await
        .expect_text(&rpps)
        .expect_text("Aucune en cours");
    app.advance(DAY);
    app.sign_in("nadia-benali").await;
    tells_nothing_private(&file(&app, &rpps).await.expect(200), &app.person(1));
    app.get("/professionnels")
        .await
        .expect_text("Aucun professionnel pour l’instant");
}

async fn r12_opening_a_file_is_journaled_once_per_actor_and_day(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    for _ in 0..3 {
        file(&app, &rpps).await.expect(200);
    }
    assert_eq!(entries(&app, "file_opened").await, 1);
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    file(&hugo, &rpps)
        .await
        .expect(200)
        .expect_text("Nadia Benali a ouvert ce dossier");
    assert_eq!(entries(&app, "file_opened").await, 2);
    app.advance(DAY);
    app.sign_in("nadia-benali").await;
    file(&app, &rpps).await.expect(200);
    assert_eq!(entries(&app, "file_opened").await, 3);
}

async fn j04_the_history_tells_nothing_private_of_another_structure(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    app.work().await;
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    file(&sophie, &rpps).await.expect(200);
    let before = file(&app, &rpps)
        .await
        .expect(200)
        .expect_text("Nadia Benali a enregistré ce professionnel");
    assert!(
        !before.has("Sophie Klein") && !before.has("autre structure"),
        "{}",
        before.main()
    );
    add(&sophie, &rpps, "670991017").await.expect(303);
    file(&sophie, &rpps).await.expect(200);
    let after = file(&app, &rpps)
        .await
        .expect_text("une autre structure a ajouté une situation d’exercice : EHPAD SAINTE-ODILE");
    assert!(
        !after.has("Sophie Klein") && !after.has("02/11/2026"),
        "{}",
        after.main()
    );
}

async fn r01_the_representative_sees_the_drafts_of_all(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    app.answer(&draft, Step::CivilIdentity, &app.person(1))
        .await
        .expect(303);
    app.get("/espace")
        .await
        .expect_text("Zoé, Anne-Marie LEFEBVRE B");
    app.sign_in("claire-vasseur").await;
    app.get("/espace")
        .await
        .expect_text("LEFEBVRE B")
        .expect_text("par Nadia Benali");
    app.sign_in("hugo-lemaire").await;
    assert!(!app.get("/espace").await.expect(200).has("LEFEBVRE"));
}
