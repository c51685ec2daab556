//! Managers: those whom a candidate resembles, and a situation instead (R4, M2).

use super::{
    SAINTE_ODILE,
    settling::{accept, again},
};
use crate::harness::{App, database};

both_engines![
    r04_a_certain_duplicate_gets_a_situation_instead,
    r04_a_probable_duplicate_asks_why,
    r04_outside_the_scope_the_level_alone_is_told,
    m02_a_situation_is_not_added_to_a_stranger,
    m02_a_situation_is_not_added_after_a_death,
];

async fn r04_a_certain_duplicate_gets_a_situation_instead(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let twin = again(app.person(1)).with("establishment", "140991027");
    let (_, id) = app.asks(&twin).await;
    let page = app.get(&format!("/demandes/{id}")).await.expect(200);
    assert!(
        page.has(&rpps) && page.has("Même personne, c’est certain"),
        "{}",
        page.main()
    );
    accept(&app, &id, &[])
        .await
        .expect(422)
        .expect_text("Cette personne est déjà enregistrée");
    let path = format!("/demandes/{id}/ajouter");
    let added = app.post(&path, [("rpps", rpps.as_str())]).await.expect(303);
    let file = app.follow(added).await.expect(200);
    assert!(
        file.has("Nadia Benali a ajouté une situation"),
        "{}",
        file.main()
    );
    let open = "SELECT COUNT(*) FROM situation WHERE ended_on IS NULL";
    assert_eq!(database::number(app.world.db(), open).await, 2);
    let people = "SELECT COUNT(*) FROM professional";
    assert_eq!(database::number(app.world.db(), people).await, 1);
}

async fn r04_a_probable_duplicate_asks_why(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let alike = again(app.person(1)).with("birth_name", "LEFEVRE B");
    let (_, id) = app.asks(&alike).await;
    let page = app.get(&format!("/demandes/{id}")).await.expect(200);
    assert!(
        page.has(&rpps)
            && page.has("Même personne, c’est probable")
            && page.has("une faute de frappe")
            && page.has("LEFEBVRE B"),
        "{}",
        page.main()
    );
    let cousins = "Deux cousines, je connais les deux.";
    let long = "é".repeat(1_001);
    for (others, reason, told) in [
        (rpps.as_str(), "  ", "Dites pourquoi c’en est une autre"),
        // Somebody who was not shown is not told apart.
        ("", cousins, "Dites pourquoi c’en est une autre"),
        (&rpps, &long, "Raccourcissez-la"),
    ] {
        accept(&app, &id, &[("others", others), ("others_reason", reason)])
            .await
            .expect(422)
            .expect_text(told);
    }
    accept(&app, &id, &[("others", &rpps), ("others_reason", cousins)])
        .await
        .expect(303);
    let kept = "SELECT reason || ' ' || likeness FROM duplicate_decision";
    assert_eq!(
        database::texts(app.world.db(), kept).await,
        ["Deux cousines, je connais les deux. one_typing_error"]
    );
    let body = "SELECT body FROM journal WHERE kind = 'duplicate_set_aside'";
    let body = database::texts(app.world.db(), body).await.remove(0);
    assert!(!body.contains("cousines"), "{body}");
}

async fn r04_outside_the_scope_the_level_alone_is_told(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let there = app.person(1).with("establishment", SAINTE_ODILE);
    let rpps = sophie.register(&there).await;
    let alike = again(app.person(1)).with("first_names", "Zoé");
    let (_, id) = app.asks(&alike).await;
    app.sign_in("nadia-benali").await;
    let page = app.get(&format!("/demandes/{id}")).await.expect(200);
    assert!(
        page.has(&rpps) && page.has("c’est probable"),
        "{}",
        page.main()
    );
    assert!(
        !page.has("seul le premier prénom") && !page.has("rpps-compare"),
        "{}",
        page.main()
    );
    let met = "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'";
    assert_eq!(database::number(app.world.db(), met).await, 1);
    app.get(&format!("/demandes/{id}")).await.expect(200);
    assert_eq!(database::number(app.world.db(), met).await, 1, "once a day");
}

async fn m02_a_situation_is_not_added_to_a_stranger(app: App) {
    let (_, id) = app.asks(&app.person(1)).await;
    app.sign_in("nadia-benali").await;
    let other = app
        .person(7)
        .with("birth_date", "02/02/1960")
        .with("first_names", "Paule")
        .with("practice_first_name", "Paule");
    let rpps = app.register(&other).await;
    let path = format!("/demandes/{id}/ajouter");
    for (typed, told) in [
        (rpps.as_str(), "dont l’état civil ressemble"),
        ("123", "onze chiffres"),
        ("", "onze chiffres"),
    ] {
        let answer = app.post(&path, [("rpps", typed)]).await.expect(422);
        assert!(answer.has(told), "{typed}: {}", answer.main());
    }
}

async fn m02_a_situation_is_not_added_after_a_death(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let death = format!("/professionnels/{rpps}/deces");
    app.post(&death, [("died_on", "23/11/2026")])
        .await
        .expect(303);
    let (_, id) = app.asks(&again(app.person(1))).await;
    let path = format!("/demandes/{id}/ajouter");
    app.post(&path, [("rpps", rpps.as_str())])
        .await
        .expect(422)
        .expect_text("Une structure a signalé le décès de cette personne");
    let waiting = "SELECT COUNT(*) FROM request WHERE state = 'waiting'";
    assert_eq!(database::number(app.world.db(), waiting).await, 1);
}
