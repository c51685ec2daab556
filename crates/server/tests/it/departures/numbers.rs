//! Leavers by their numbers, and the plan that applies them.

use super::{NUMBERS, choose, confirm, journaled, leave, open_situations, path, registered};
use crate::harness::{App, NOTHING, database};
use jiff::SignedDuration;

both_engines![
    l04_leavers_by_number_end_as_one_plan_with_its_result,
    l04_a_number_in_powers_of_ten_and_a_line_that_comes_twice_are_told,
    l04_nothing_ends_before_it_is_confirmed_with_a_day_and_a_reason,
    l01_a_day_to_come_is_planned_and_a_death_is_told_in_the_file_alone,
    l04_sent_twice_a_plan_is_applied_once,
    l04_a_line_closed_meanwhile_or_impossible_is_told_and_the_others_end,
    l04_a_right_withdrawn_meanwhile_ends_nothing_more,
    l04_a_plan_goes_on_after_the_session_that_confirmed_it,
    l04_a_long_plan_is_applied_in_chunks,
    j03_a_plan_is_erased_after_30_days,
    j04_a_plan_is_its_owner_s_and_the_representative_s,
    r05_numbers_of_another_structure_are_counted_and_limited,
];

async fn l04_leavers_by_number_end_as_one_plan_with_its_result(app: App) {
    let numbers = registered(&app, 1..4).await;
    let page = leave(&app, &format!("{}\n{}\nabc", numbers[0], numbers[1])).await;
    let plan = path(&page);
    page.expect_text("seule situation en cours")
        .expect_text("2 situations cochées");
    app.get(&format!("{plan}?liste=a-verifier"))
        .await
        .expect_text("n’a pas onze chiffres");
    choose(&app, &plan, "20/11/2026", "0 1", &["0", "1"])
        .await
        .expect(303);
    app.get(&format!("{plan}/confirmer"))
        .await
        .expect(200)
        .expect_text("Fermer 2 situations")
        .expect_text("2 situations à fermer")
        .expect_text("LEFEBVRE B")
        .expect_text(&numbers[1])
        .expect_text("20/11/2026");
    confirm(&app, &plan).await.expect(303);
    assert_eq!(open_situations(&app).await, 3);
    app.get(&plan).await.expect_text("0 sur 2");
    app.work().await;
    assert_eq!(open_situations(&app).await, 1);
    let expected = [
        "departures_applied",
        "departures_confirmed",
        "situation_closed",
        "situation_closed",
    ];
    assert_eq!(journaled(&app).await, expected);
    app.get(&plan)
        .await
        .expect_text("Ce plan est appliqué")
        .expect_text("Fin le 20/11/2026.");
    let csv = app
        .get(&format!("{plan}/resultat.csv"))
        .await
        .expect(200)
        .text();
    assert!(
        csv.contains(&numbers[0]) && csv.contains("Close. Fin le 20/11/2026."),
        "{csv}"
    );
    app.get(&format!("{plan}/resultat.xlsx")).await.expect(200);
    let published = "SELECT COUNT(*) FROM directory_line";
    assert_eq!(database::number(app.world.db(), published).await, 1);
    let subjects: Vec<String> = app.mails().into_iter().map(|mail| mail.subject).collect();
    let count = |text: &str| {
        subjects
            .iter()
            .filter(|subject| subject.contains(text))
            .count()
    };
    assert_eq!(count("a pris fin"), 2, "{subjects:?}");
    assert_eq!(count("confirmés sont traités"), 1, "{subjects:?}");
    app.get("/departs").await.expect_text("Terminé");
}

async fn l04_nothing_ends_before_it_is_confirmed_with_a_day_and_a_reason(app: App) {
    let numbers = registered(&app, 1..2).await;
    app.upload_fields(NUMBERS, &[], ("", b""))
        .await
        .expect(422)
        .expect_text("Choisissez le fichier");
    let plan = path(&leave(&app, &numbers[0]).await);
    confirm(&app, &plan)
        .await
        .expect(422)
        .expect_text("Il manque le dernier jour de 1 situation")
        .expect_text("Il manque le motif");
    choose(&app, &plan, "30/02/2026", "0", &["0"])
        .await
        .expect(422)
        .expect_text("30/02/2026");
    choose(&app, &plan, "20/11/2026", "0", &[])
        .await
        .expect(303);
    confirm(&app, &plan)
        .await
        .expect(422)
        .expect_text("Rien n’est coché");
    let all = [
        ("action", "tout"),
        ("fin", "20/11/2026"),
        ("motif", "RS"),
        ("lignes", "0"),
    ];
    app.post(&plan, all).await.expect(303);
    app.get(&plan).await.expect_text("1 situation cochée");
    app.work().await;
    assert_eq!(open_situations(&app).await, 1);
    app.post(&format!("{plan}/abandonner"), NOTHING)
        .await
        .expect(303);
    app.get(&plan).await.expect(404);
    let lines = "SELECT COUNT(*) FROM departure_line";
    assert_eq!(database::number(app.world.db(), lines).await, 0);
}

async fn l01_a_day_to_come_is_planned_and_a_death_is_told_in_the_file_alone(app: App) {
    let numbers = registered(&app, 1..3).await;
    let plan = path(&leave(&app, &numbers.join("\n")).await);
    let page = app.get(&plan).await.expect(200);
    assert!(!page.text().contains("value=\"DCD\""));
    let lines = [
        ("action", "garder"),
        ("fin", "30/11/2026"),
        ("motif", "RS"),
        ("motif-1", "DCD"),
        ("lignes", "0 1"),
        ("clore-0", "oui"),
        ("clore-1", "oui"),
    ];
    app.post(&plan, lines).await.expect(303);
    // Saved again with its page, a death that a list told stays one.
    let kept = app.get(&plan).await.expect(200);
    assert!(kept.text().contains("value=\"DCD\" selected"));
    confirm(&app, &plan).await.expect(303);
    app.work().await;
    assert_eq!(open_situations(&app).await, 2);
    app.get(&plan)
        .await
        .expect_text("Fin prévue le 30/11/2026.")
        .expect_text("Un décès se signale dans le dossier");
    app.advance(SignedDuration::from_hours(24 * 8));
    app.work().await;
    assert_eq!(open_situations(&app).await, 1);
}

async fn l04_sent_twice_a_plan_is_applied_once(app: App) {
    let numbers = registered(&app, 1..2).await;
    let plan = path(&leave(&app, &numbers[0]).await);
    choose(&app, &plan, "20/11/2026", "0", &["0"])
        .await
        .expect(303);
    let other = app.other_browser();
    other.sign_in("nadia-benali").await;
    let (one, two) = tokio::join!(confirm(&app, &plan), confirm(&other, &plan));
    one.expect(303);
    two.expect(303);
    app.work().await;
    confirm(&app, &plan).await.expect(303);
    app.work().await;
    let expected = [
        "departures_applied",
        "departures_confirmed",
        "situation_closed",
    ];
    assert_eq!(journaled(&app).await, expected);
    // What is confirmed is changed no more.
    choose(&app, &plan, "19/11/2026", "0", &[])
        .await
        .expect(409);
    app.post(&format!("{plan}/abandonner"), NOTHING)
        .await
        .expect(409);
}

async fn l04_a_line_closed_meanwhile_or_impossible_is_told_and_the_others_end(app: App) {
    let numbers = registered(&app, 1..4).await;
    let list = numbers.join("\n");
    let first = path(&leave(&app, &numbers[0]).await);
    let plan = path(&leave(&app, &list).await);
    choose(&app, &first, "20/11/2026", "0", &["0"])
        .await
        .expect(303);
    confirm(&app, &first).await.expect(303);
    app.work().await;
    let lines = [
        ("fin", "21/11/2026"),
        ("motif", "AUT"),
        ("lignes", "0 1 2"),
        ("clore-0", "oui"),
        ("clore-1", "oui"),
        ("clore-2", "oui"),
    ];
    app.post(&plan, lines).await.expect(303);
    confirm(&app, &plan).await.expect(303);
    let moved = "UPDATE situation SET starts_on = '2026-11-22' WHERE id = \
                 (SELECT situation FROM departure_line WHERE rank = 1)";
    database::execute(app.world.db(), moved).await.unwrap();
    app.work().await;
    app.get(&plan)
        .await
        .expect_text("Déjà close")
        .expect_text("La fin précéderait la prise de fonction, le 22/11/2026.")
        .expect_text("Fin le 21/11/2026.");
    assert_eq!(open_situations(&app).await, 1);
}

async fn l04_a_right_withdrawn_meanwhile_ends_nothing_more(app: App) {
    let numbers = registered(&app, 1..3).await;
    let plan = path(&leave(&app, &numbers.join("\n")).await);
    choose(&app, &plan, "20/11/2026", "0 1", &["0", "1"])
        .await
        .expect(303);
    confirm(&app, &plan).await.expect(303);
    let end = "UPDATE access_grant SET ended_at = '2026-11-23T10:00:00.000000Z' WHERE id = (SELECT owner FROM departure_plan)";
    database::execute(app.world.db(), end).await.unwrap();
    app.work().await;
    assert_eq!(open_situations(&app).await, 2);
    let told = "SELECT outcome || ' ' || told FROM departure_line ORDER BY rank";
    let told = database::texts(app.world.db(), told).await;
    assert_eq!(told, ["refused not_allowed", "refused not_allowed"]);
    let state = database::texts(app.world.db(), "SELECT state FROM departure_plan").await;
    assert_eq!(state, ["done"]);
}

async fn l04_a_plan_goes_on_after_the_session_that_confirmed_it(app: App) {
    let numbers = registered(&app, 1..2).await;
    let plan = path(&leave(&app, &numbers[0]).await);
    choose(&app, &plan, "20/11/2026", "0", &["0"])
        .await
        .expect(303);
    confirm(&app, &plan).await.expect(303);
    app.post("/deconnexion", NOTHING).await.expect(303);
    app.work().await;
    assert_eq!(open_situations(&app).await, 0);
    let by = "SELECT COUNT(*) FROM journal j JOIN account a ON a.id = j.account \
              WHERE j.kind = 'situation_closed' AND a.name LIKE 'Nadia%'";
    assert_eq!(database::number(app.world.db(), by).await, 1);
}

async fn l04_a_long_plan_is_applied_in_chunks(app: App) {
    let numbers = registered(&app, 1..29).await;
    let plan = path(&leave(&app, &numbers.join("\n")).await);
    let all = [("action", "tout"), ("fin", "20/11/2026"), ("motif", "AUT")];
    app.post(&plan, all).await.expect(303);
    confirm(&app, &plan).await.expect(303);
    app.work().await;
    assert_eq!(open_situations(&app).await, 0);
    let applied = "SELECT COUNT(*) FROM journal WHERE kind = 'departures_applied'";
    assert_eq!(database::number(app.world.db(), applied).await, 1);
    app.get(&plan).await.expect_text("Ce plan est appliqué");
}

async fn j03_a_plan_is_erased_after_30_days(app: App) {
    let numbers = registered(&app, 1..2).await;
    let plan = path(&leave(&app, &numbers[0]).await);
    app.advance(SignedDuration::from_hours(30 * 24 + 2));
    app.sign_in("nadia-benali").await;
    app.get(&plan).await.expect(404);
    app.work().await;
    let left = "SELECT COUNT(*) FROM departure_plan";
    assert_eq!(database::number(app.world.db(), left).await, 0);
}

async fn j04_a_plan_is_its_owner_s_and_the_representative_s(app: App) {
    let numbers = registered(&app, 1..2).await;
    let plan = path(&leave(&app, &numbers[0]).await);
    for (subject, status) in [
        ("claire-vasseur", 200),
        ("hugo-lemaire", 404),
        ("julien-moreau", 404),
        ("sophie-klein", 404),
    ] {
        let other = app.other_browser();
        other.sign_in(subject).await;
        for part in [
            "",
            "/confirmer",
            "/suivi",
            "/resultat.csv",
            "/resultat.xlsx",
        ] {
            other.get(&format!("{plan}{part}")).await.expect(status);
        }
        if status == 404 {
            for part in ["", "/confirmer", "/abandonner", "/brouillon"] {
                other
                    .post(&format!("{plan}{part}"), [("ligne", "0")])
                    .await
                    .expect(404);
            }
        }
    }
    app.get("/departs/nothing").await.expect(404);
    app.get(&plan).await.expect(200);
}

async fn r05_numbers_of_another_structure_are_counted_and_limited(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let mut theirs = Vec::new();
    for rank in 50..53 {
        let person = app.person(rank).with("establishment", "670991017");
        theirs.push(sophie.register(&person).await);
    }
    let app = app.with(|config, _| config.limits.outside_lookups_per_day = 2);
    app.sign_in("nadia-benali").await;
    let plan = path(&leave(&app, &theirs.join("\n")).await);
    let page = app
        .get(&format!("{plan}?liste=a-verifier"))
        .await
        .expect(200);
    page.expect_text("enregistrement d’une autre structure")
        .expect_text("n’a pas été recherché hors de votre périmètre");
    let page = app.get(&format!("{plan}?liste=a-verifier")).await;
    assert!(!page.has("zoe.lefebvre5") && !page.has("14/03/1985"));
    let met = "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'";
    assert_eq!(database::number(app.world.db(), met).await, 2);
}

async fn l04_a_number_in_powers_of_ten_and_a_line_that_comes_twice_are_told(app: App) {
    let numbers = registered(&app, 1..2).await;
    let list = format!("{0}\n9,97E+10\n{0}\n", numbers[0]);
    let page = leave(&app, &list).await;
    let plan = path(&page);
    page.expect_text("Lignes en double, ignorées");
    app.get(&format!("{plan}?liste=a-verifier"))
        .await
        .expect_text("Le tableur a écrit ce numéro 9,97E+10 : mettez la colonne au format Texte");
    // Twice, with two last days: which of them is right is not known.
    let list = format!(
        "rpps;date de sortie\n{0};20/11/2026\n{0};21/11/2026\n",
        numbers[0]
    );
    let plan = path(&leave(&app, &list).await);
    app.get(&format!("{plan}?liste=a-verifier"))
        .await
        .expect_text("La même personne est à la ligne 2");
}
