//! What is answered: one, several, all; twice; together.

use super::{close, days, number, open, opened, pass, send, situations, texts};
use crate::harness::{App, NOTHING, database};

both_engines![
    l05_some_are_confirmed_others_closed_and_the_review_is_done,
    l05_all_who_are_left_are_confirmed_at_once,
    l05_the_second_of_two_managers_is_told_and_loses_no_box,
    l05_a_situation_closed_elsewhere_is_told_and_not_closed_again,
    l05_an_end_before_the_start_closes_nobody,
    l05_who_arrives_after_the_opening_is_not_part_of_it,
    l05_a_review_whose_last_person_left_otherwise_ends_by_itself,
    l05_an_answer_on_somebody_of_another_place_is_refused,
    l05_fifty_are_closed_in_one_short_act,
    l05_a_last_day_to_come_is_a_planned_end,
    l05_an_end_that_is_planned_already_is_an_answer_too,
];

async fn l05_some_are_confirmed_others_closed_and_the_review_is_done(app: App) {
    let path = opened(&app, 3).await;
    let all = situations(&app).await;
    let done = send(&app, &path, "confirmer", &all[..2]).await.expect(303);
    app.follow(done)
        .await
        .expect(200)
        .expect_text("2 personnes confirmées")
        .expect_text("Il reste 1 personne")
        .expect_text("2 sur 3 (66 %)");
    let asked = send(&app, &path, "fermer", &all[2..]).await.expect(303);
    app.follow(asked)
        .await
        .expect(200)
        .expect_text("Fermer cette situation ?")
        .expect_text("LEFEBVRE C")
        .expect_text(&texts(&app, "SELECT rpps FROM professional ORDER BY id").await[2])
        .expect_text("Fin de contrat, démission ou autre motif");
    let done = close(&app, &path, "20/11/2026").await.expect(303);
    app.follow(done)
        .await
        .expect(200)
        .expect_text("1 situation fermée")
        .expect_text("La revue est terminée")
        .expect_text("Confirmée par Nadia Benali le 23/11/2026")
        .expect_text("Close au 20/11/2026 par Nadia Benali");
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 2);
    assert_eq!(
        texts(
            &app,
            "SELECT kind FROM journal WHERE kind LIKE 'review%' OR kind = 'situation_closed' ORDER BY id"
        )
        .await,
        [
            "review_opened",
            "review_answered",
            "situation_closed",
            "review_answered",
            "review_done"
        ]
    );
    send(&app, &path, "confirmer", &all[..1])
        .await
        .expect(422)
        .expect_text("Cette revue est terminée");
    app.get("/revue?vue=terminees")
        .await
        .expect(200)
        .expect_text("2 confirmées, 1 fermée");
}

async fn l05_all_who_are_left_are_confirmed_at_once(app: App) {
    let path = opened(&app, 3).await;
    let all = situations(&app).await;
    send(&app, &path, "fermer", &all[..1]).await.expect(303);
    close(&app, &path, "23/11/2026").await.expect(303);
    let asked = send(&app, &path, "tout", &[]).await.expect(303);
    app.follow(asked)
        .await
        .expect(200)
        .expect_text("Confirmer les 2 personnes qui restent ?");
    let rest = format!("{path}/tout-confirmer");
    let done = app.post(&rest, NOTHING).await.expect(303);
    app.follow(done)
        .await
        .expect_text("2 personnes confirmées")
        .expect_text("La revue est terminée");
    app.post(&rest, NOTHING)
        .await
        .expect(422)
        .expect_text("Cette revue est terminée");
    let counted = texts(
        &app,
        "SELECT state || ' ' || confirmed || ' ' || closed FROM review",
    )
    .await;
    assert_eq!(counted, ["done 2 1"]);
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM review_confirmation").await,
        0,
        "one row says it, whatever their number"
    );
}

async fn l05_the_second_of_two_managers_is_told_and_loses_no_box(app: App) {
    let path = opened(&app, 3).await;
    let all = situations(&app).await;
    let julien = app.other_browser();
    julien.sign_in("julien-moreau").await;
    send(&julien, &path, "garder", &all[..2]).await.expect(303);
    send(&app, &path, "confirmer", &all[..1]).await.expect(303);
    let told = send(&julien, &path, "confirmer", &all[..2])
        .await
        .expect(422)
        .expect_text("LEFEBVRE A Zoé vient d’être confirmé(e) par Nadia Benali");
    assert!(
        told.has("1 personne déjà cochée") && told.has("checked"),
        "{}",
        told.main()
    );
    assert_eq!(
        number(&app, "SELECT COUNT(*) FROM review_confirmation").await,
        1
    );
    let again = send(&julien, &path, "confirmer", &all[1..2]).await;
    again.expect(303);
    // At the same moment, one of them wins.
    let (mine, theirs) = tokio::join!(
        send(&app, &path, "confirmer", &all[2..]),
        send(&julien, &path, "confirmer", &all[2..])
    );
    let mut statuses = [mine.status(), theirs.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM journal WHERE kind = 'review_done'"
        )
        .await,
        1
    );
}

async fn l05_a_situation_closed_elsewhere_is_told_and_not_closed_again(app: App) {
    let path = opened(&app, 2).await;
    let all = situations(&app).await;
    let julien = app.other_browser();
    julien.sign_in("julien-moreau").await;
    send(&julien, &path, "fermer", &all).await.expect(303);
    send(&app, &path, "fermer", &all[..1]).await.expect(303);
    close(&app, &path, "22/11/2026").await.expect(303);
    let told = close(&julien, &path, "23/11/2026").await.expect(422);
    assert!(
        told.has("vient d’être close par Nadia Benali, au 22/11/2026") && told.has("LEFEBVRE B"),
        "{}",
        told.main()
    );
    assert_eq!(
        texts(
            &app,
            "SELECT ended_on FROM situation WHERE ended_on IS NOT NULL"
        )
        .await,
        ["2026-11-22"]
    );
    close(&julien, &path, "23/11/2026").await.expect(303);
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM journal WHERE kind = 'situation_closed'"
        )
        .await,
        2
    );
}

async fn l05_an_end_before_the_start_closes_nobody(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(0)).await;
    app.register(&app.person(1).with("starts_on", "15/11/2026"))
        .await;
    let path = open(&app).await;
    let all = situations(&app).await;
    send(&app, &path, "fermer", &all).await.expect(303);
    close(&app, &path, "10/11/2026")
        .await
        .expect(422)
        .expect_text(
            "LEFEBVRE B Zoé : La fin ne peut pas précéder la prise de fonction, le 15/11/2026",
        )
        .expect_text("value=\"10/11/2026\"");
    for (ended_on, sentence) in [
        ("", "Saisissez une date"),
        ("31/02/2026", "n’existe pas"),
        ("hier", "ne se lit pas"),
    ] {
        close(&app, &path, ended_on)
            .await
            .expect(422)
            .expect_text(sentence);
    }
    let fields = [("ended_on", "20/11/2026"), ("reason", "DCD")];
    app.post(&format!("{path}/fermer"), fields)
        .await
        .expect(422)
        .expect_text("Choisissez un des motifs proposés");
    assert_eq!(
        number(
            &app,
            "SELECT COUNT(*) FROM situation WHERE ended_on IS NOT NULL"
        )
        .await,
        0
    );
    app.get(&path).await.expect_text("2 personnes déjà cochées");
}

async fn l05_who_arrives_after_the_opening_is_not_part_of_it(app: App) {
    let path = opened(&app, 1).await;
    app.advance(days(1));
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let page = app.get(&path).await.expect(200);
    assert!(
        page.has("LEFEBVRE A") && !page.has("LEFEBVRE B") && page.has("0 sur 1"),
        "{}",
        page.main()
    );
    let rest = format!("{path}/tout-confirmer");
    app.post(&rest, NOTHING).await.expect(303);
    assert_eq!(
        texts(&app, "SELECT state || ' ' || confirmed FROM review").await,
        ["done 1"]
    );
}

async fn l05_a_review_whose_last_person_left_otherwise_ends_by_itself(app: App) {
    let path = opened(&app, 2).await;
    let all = situations(&app).await;
    send(&app, &path, "confirmer", &all[..1]).await.expect(303);
    let left = "UPDATE situation SET ended_on = '2026-11-23', end_reason = 'AUT', closed_at = '2026-11-23T10:30:00.000000Z' \
                WHERE id = (SELECT MAX(id) FROM situation)";
    database::execute(app.world.db(), left).await.unwrap();
    app.advance(days(1));
    app.work().await;
    assert_eq!(
        texts(
            &app,
            "SELECT state || ' ' || confirmed || ' ' || closed FROM review"
        )
        .await,
        ["done 1 1"]
    );
}

async fn l05_an_answer_on_somebody_of_another_place_is_refused(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(0)).await;
    app.register(&app.person(1).with("establishment", "140991027"))
        .await;
    let path = open(&app).await;
    let all = situations(&app).await;
    // Of a box that the form did not show, nothing is kept.
    send(&app, &path, "confirmer", &all[1..])
        .await
        .expect(422)
        .expect_text("Personne n’est coché");
    send(&app, &path, "confirmer", &["nimporte".to_owned()])
        .await
        .expect(422);
    assert_eq!(number(&app, "SELECT COUNT(*) FROM review_tick").await, 0);
}

async fn l05_fifty_are_closed_in_one_short_act(app: App) {
    let path = opened(&app, 51).await;
    let all = situations(&app).await;
    send(&app, &path, "fermer", &all).await.expect(303);
    close(&app, &path, "23/11/2026")
        .await
        .expect(422)
        .expect_text("Une réponse porte sur 50 personnes au plus");
    send(&app, &path, "fermer", &all[..50]).await.expect(303);
    let begun = std::time::Instant::now();
    close(&app, &path, "23/11/2026").await.expect(303);
    eprintln!("50 situations closed in {:?}", begun.elapsed());
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 1);
}

async fn l05_a_last_day_to_come_is_a_planned_end(app: App) {
    let path = opened(&app, 2).await;
    let all = situations(&app).await;
    send(&app, &path, "fermer", &all[..1]).await.expect(303);
    let done = close(&app, &path, "30/11/2026").await.expect(303);
    app.follow(done)
        .await
        .expect(200)
        .expect_text("1 fin prévue")
        .expect_text("Rien ne change avant le dernier jour")
        .expect_text("1 sur 2 (50 %)");
    let answered = app.get(&format!("{path}?vue=repondues")).await;
    answered.expect_text("Confirmée par Nadia Benali le 23/11/2026 ; fin prévue le 30/11/2026");
    assert_eq!(number(&app, "SELECT COUNT(*) FROM directory_line").await, 2);
    send(&app, &path, "fermer", &all[1..]).await.expect(303);
    close(&app, &path, "23/11/2026").await.expect(303);
    let answers = "SELECT kind FROM journal WHERE kind LIKE 'situation%' ORDER BY id";
    let written = ["situation_end_planned", "situation_closed"];
    assert_eq!(texts(&app, answers).await, written);
    let counted = "SELECT state || ' ' || confirmed || ' ' || closed FROM review";
    assert_eq!(texts(&app, counted).await, ["done 1 1"]);
    pass(&app, days(8)).await;
    assert_eq!(
        texts(&app, "SELECT ended_on FROM situation ORDER BY id").await,
        ["2026-11-30", "2026-11-23"]
    );
    assert_eq!(
        texts(&app, counted).await,
        ["done 1 1"],
        "as it was answered"
    );
}

async fn l05_an_end_that_is_planned_already_is_an_answer_too(app: App) {
    let path = opened(&app, 2).await;
    let all = situations(&app).await;
    let file = texts(&app, "SELECT rpps FROM professional ORDER BY id").await;
    let alone = format!("/professionnels/{}/situations/{}/fermer", file[0], all[0]);
    app.post(&alone, [("ended_on", "30/11/2026"), ("reason", "AUT")])
        .await
        .expect(303);
    send(&app, &path, "fermer", &all).await.expect(303);
    let done = close(&app, &path, "30/11/2026").await.expect(303);
    app.follow(done)
        .await
        .expect_text("2 fins prévues")
        .expect_text("La revue est terminée");
    let planned = "SELECT COUNT(*) FROM journal WHERE kind = 'situation_end_planned'";
    assert_eq!(number(&app, planned).await, 2, "once each");
}
