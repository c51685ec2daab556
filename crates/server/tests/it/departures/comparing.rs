//! A staff list compared with who is registered.

use super::{COMPARE, choose, compare, confirm, open_situations, path, registered};
use crate::harness::{App, database};

both_engines![
    l04_a_list_gives_who_is_new_gone_and_changed,
    l04_a_list_of_another_establishment_warns_and_ticks_nothing,
    l04_a_planned_or_past_leaving_is_applied_at_its_own_day,
    l04_somebody_new_begins_a_draft_with_what_the_list_says,
    l04_somebody_of_another_structure_is_offered_a_situation,
    l04_only_establishments_of_the_scope_are_compared,
    l04_establishments_that_are_ticked_are_those_of_the_list,
    l04_who_has_already_left_is_not_proposed_as_new,
];

async fn l04_a_list_gives_who_is_new_gone_and_changed(app: App) {
    let numbers = registered(&app, 1..6).await;
    let list = format!(
        "RPPS;Nom;Prénom;Né(e) le;Date d’entrée;Fonction\n\
         {};LEFEBVRE B;Zoé;14/03/1985;01/11/2026;aide-soignante\n\
         {};LEFEBVRE C;Zoé;14/03/1985;02/11/2026;AES\n\
         {};LEFEBVRE D;Zoé;14/03/1985;;\n\
         {};LEFEBVRE E;Zoé;14/03/1985;;\n\
         ;DUVAL;Iris;12/05/1990;01/12/2026;\n",
        numbers[0], numbers[1], numbers[2], numbers[3]
    );
    let page = compare(&app, &list).await;
    let plan = path(&page);
    page.expect_text("Comparaison, tous les établissements")
        .expect_text("LEFEBVRE F")
        .expect_text("sans numéro RPPS ou illisibles")
        .expect_text("0 situation cochée");
    app.get(&format!("{plan}?liste=nouveaux"))
        .await
        .expect_text("DUVAL Iris")
        .expect_text("Commencer l’enregistrement");
    app.get(&format!("{plan}?liste=changements"))
        .await
        .expect_text("01/11/2026 ici, 02/11/2026 dans la liste")
        .expect_text("« Accompagnant éducatif et social » dans la liste");
    app.get(&format!("{plan}?liste=a-verifier"))
        .await
        .expect_text("Aucune ligne dans cette liste");
    assert_eq!(open_situations(&app).await, 5);
}

async fn l04_a_list_of_another_establishment_warns_and_ticks_nothing(app: App) {
    registered(&app, 1..4).await;
    let page = compare(&app, "nom;prénom\nDUVAL;Iris\n").await;
    page.expect_text("Moins de la moitié des personnes enregistrées")
        .expect_text("0 situation cochée");
}

async fn l04_a_planned_or_past_leaving_is_applied_at_its_own_day(app: App) {
    let numbers = registered(&app, 1..3).await;
    let list = format!(
        "rpps;date de sortie;motif\n{};20/11/2026;Départ à la retraite\n{};;\n",
        numbers[0], numbers[1]
    );
    let plan = path(&compare(&app, &list).await);
    app.get(&plan)
        .await
        .expect_text("La liste indique une sortie le 20/11/2026.")
        .expect_text("1 situation cochée");
    confirm(&app, &plan).await.expect(303);
    app.work().await;
    let ended = "SELECT ended_on || ' ' || end_reason FROM situation WHERE ended_on IS NOT NULL";
    assert_eq!(
        database::texts(app.world.db(), ended).await,
        ["2026-11-20 RS"]
    );
}

async fn l04_somebody_new_begins_a_draft_with_what_the_list_says(app: App) {
    registered(&app, 1..2).await;
    let list = "nom;prénom;né(e) le;sexe\nLEFEBVRE B;Zoé;14/03/1985;F\nDUVAL;Iris;12/05/1990;Mme\n";
    let plan = path(&compare(&app, list).await);
    let rank = database::number(
        app.world.db(),
        "SELECT rank FROM departure_line WHERE list = 'new'",
    )
    .await;
    let begun = app
        .post(&format!("{plan}/brouillon"), [("ligne", rank.to_string())])
        .await
        .expect(303);
    app.follow(begun)
        .await
        .expect(200)
        .expect_text("value=\"DUVAL\"")
        .expect_text("value=\"12/05/1990\"");
    for rank in ["99", "x", ""] {
        app.post(&format!("{plan}/brouillon"), [("ligne", rank)])
            .await
            .expect(404);
    }
}

async fn l04_somebody_of_another_structure_is_offered_a_situation(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let person = app.person(50).with("establishment", "670991017");
    let theirs = sophie.register(&person).await;
    let numbers = registered(&app, 1..2).await;
    let plan = path(&compare(&app, &format!("rpps\n{}\n{theirs}\n", numbers[0])).await);
    let page = app.get(&format!("{plan}?liste=nouveaux")).await.expect(200);
    assert!(page.has(&format!("/professionnels/{theirs}/situations/nouvelle")));
    assert!(!page.has("14/03/1985") && !page.has("zoe.lefebvre50"));
}

async fn l04_only_establishments_of_the_scope_are_compared(app: App) {
    registered(&app, 1..2).await;
    let send = async |fields: &[(&str, &str)]| app.upload_fields(COMPARE, fields, ("", b"")).await;
    let list = ("colle", "nom;prénom\nDUVAL;Iris\n");
    send(&[list])
        .await
        .expect(422)
        .expect_text("Dites de quels établissements");
    send(&[list, ("portee", "certains")])
        .await
        .expect(422)
        .expect_text("Cochez au moins un établissement");
    send(&[list, ("portee", "certains"), ("eg-670991017", "oui")])
        .await
        .expect(422)
        .expect_text("DUVAL;Iris");
    let made = send(&[list, ("portee", "certains"), ("eg-140991019", "oui")]).await;
    let page = app.follow(made.expect(303)).await;
    let plan = path(&page);
    page.expect(200).expect_text("LEFEBVRE B");
    choose(
        &app,
        &plan,
        "20/11/2026",
        "0 1 2 99 -5 x",
        &["0", "1", "99"],
    )
    .await
    .expect(303);
    app.get(&plan).await.expect_text("1 situation cochée");
}

async fn l04_establishments_that_are_ticked_are_those_of_the_list(app: App) {
    registered(&app, 1..2).await;
    let list = ("colle", "nom;prénom\nDUVAL;Iris\n");
    let made = app
        .upload_fields(COMPARE, &[list, ("eg-140991019", "oui")], ("", b""))
        .await;
    app.follow(made.expect(303))
        .await
        .expect(200)
        .expect_text("LEFEBVRE B");
}

async fn l04_who_has_already_left_is_not_proposed_as_new(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let person = app.person(50).with("establishment", "670991017");
    let theirs = sophie.register(&person).await;
    registered(&app, 1..2).await;
    let list = format!(
        "rpps;nom;prénom;date de sortie\n;LEFEBVRE B;Zoé;\n{theirs};;;31/10/2026\n\
         ;DUVAL;Iris;15/10/2026\n;MARCHETTI;Solène;31/12/2026\n"
    );
    let plan = path(&compare(&app, &list).await);
    let page = app.get(&format!("{plan}?liste=nouveaux")).await.expect(200);
    assert!(!page.has("DUVAL") && !page.has(&theirs));
    page.expect_text("MARCHETTI");
    app.get(&format!("{plan}?liste=a-verifier"))
        .await
        .expect_text("Partie le 31/10/2026 d’après la liste")
        .expect_text("DUVAL Iris")
        .expect_text("Partie le 15/10/2026 d’après la liste");
    let met = "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'";
    assert_eq!(database::number(app.world.db(), met).await, 0);
}
