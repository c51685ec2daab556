//! The last look at a plan: who is named there, and what must be there before the button is.

use super::{choose, confirm, leave, open_situations, path, registered};
use crate::harness::{App, database};

both_engines![
    l04_a_confirmation_names_each_situation_and_what_ends_with_it,
    l04_a_plan_that_lacks_something_offers_no_button_and_leads_back,
    l04_a_last_day_before_the_first_is_refused_before_anything_ends,
    l01_a_reason_is_worded_alike_on_the_file_and_in_a_plan,
    l04_a_long_confirmation_names_the_first_hundred_and_counts_the_others,
];

async fn l04_a_confirmation_names_each_situation_and_what_ends_with_it(app: App) {
    let numbers = registered(&app, 1..4).await;
    let plan = path(&leave(&app, &numbers.join("\n")).await);
    let lines = [
        ("fin", "20/11/2026"),
        ("motif", "AUT"),
        ("lignes", "0 1 2"),
        ("clore-0", "oui"),
        ("clore-1", "oui"),
        ("fin-1", "15/11/2026"),
        ("motif-1", "RS"),
    ];
    app.post(&plan, lines).await.expect(303);
    let page = app.get(&format!("{plan}/confirmer")).await.expect(200);
    assert!(!page.has(&numbers[2]));
    page.expect_text("LEFEBVRE B")
        .expect_text(&numbers[0])
        .expect_text("depuis le 01/11/2026")
        .expect_text("20/11/2026")
        .expect_text("Fin de contrat, démission ou autre motif")
        .expect_text("LEFEBVRE C")
        .expect_text(&numbers[1])
        .expect_text("15/11/2026")
        .expect_text("Retraite (salarié)")
        .expect_text("prend fin avec elle");
}

async fn l04_a_plan_that_lacks_something_offers_no_button_and_leads_back(app: App) {
    let numbers = registered(&app, 1..3).await;
    let plan = path(&leave(&app, &numbers.join("\n")).await);
    let lines = [
        ("fin-0", "20/11/2026"),
        ("motif-1", "RS"),
        ("lignes", "0 1"),
        ("clore-0", "oui"),
        ("clore-1", "oui"),
    ];
    app.post(&plan, lines).await.expect(303);
    let page = app.get(&format!("{plan}/confirmer")).await.expect(200);
    assert!(!page.has("Fermer 2 situations"));
    assert!(page.has(&format!("{plan}?liste=partis&#38;page=1#fin-0")));
    page.expect_text("Il manque le dernier jour de 1 situation")
        .expect_text("Il manque le motif de 1 situation")
        .expect_text("Dernier jour à indiquer")
        .expect_text("Motif à choisir");
    confirm(&app, &plan)
        .await
        .expect(422)
        .expect_text("Il manque le motif de 1 situation");
    let page = app.get(&plan).await.expect(200);
    assert!(page.has("20/11/2026"));
    app.post(&plan, [("action", "rien"), ("lignes", "0 1")])
        .await
        .expect(303);
    let page = app.get(&format!("{plan}/confirmer")).await.expect(200);
    assert!(!page.has("Fermer 0 situation"));
    page.expect_text("Rien n’est coché");
}

async fn l04_a_last_day_before_the_first_is_refused_before_anything_ends(app: App) {
    let numbers = registered(&app, 1..3).await;
    let plan = path(&leave(&app, &numbers.join("\n")).await);
    let told = "le dernier jour, le 31/12/2020, précède la prise de fonction, le 01/11/2026";
    let lines = [
        ("fin", "20/11/2026"),
        ("motif", "AUT"),
        ("lignes", "0 1"),
        ("clore-0", "oui"),
        ("clore-1", "oui"),
        ("fin-1", "31/12/2020"),
    ];
    app.post(&plan, lines)
        .await
        .expect(422)
        .expect_text("LEFEBVRE C")
        .expect_text(told)
        .expect_text("value=\"31/12/2020\"");
    // For all, and who starts too late is ticked afterwards.
    choose(&app, &plan, "31/12/2020", "0 1", &[])
        .await
        .expect(303);
    let all = [("action", "tout"), ("fin", "31/12/2020"), ("motif", "AUT")];
    app.post(&plan, all).await.expect(303);
    let page = app.get(&format!("{plan}/confirmer")).await.expect(200);
    assert!(!page.has("Fermer 2 situations"));
    page.expect_text("Le dernier jour de 2 situations précède")
        .expect_text(told);
    confirm(&app, &plan)
        .await
        .expect(422)
        .expect_text("Le dernier jour de 2 situations précède");
    // One that has not begun ends on its first day, whatever is said.
    let later = "UPDATE situation SET starts_on = '2026-12-01'";
    database::execute(app.world.db(), later).await.unwrap();
    app.get(&format!("{plan}/confirmer"))
        .await
        .expect_text("Fermer 2 situations");
    assert_eq!(open_situations(&app).await, 2);
}

async fn l04_a_long_confirmation_names_the_first_hundred_and_counts_the_others(app: App) {
    let numbers = registered(&app, 1..3).await;
    let plan = path(&leave(&app, &numbers.join("\n")).await);
    // As many lines as a large structure has, about the same person.
    let many = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 120) \
                INSERT INTO departure_line (plan, rank, list, why, professional, situation, ticked) \
                SELECT plan, i, list, why, professional, situation, ticked FROM n, departure_line WHERE rank = 1";
    database::execute(app.world.db(), many).await.unwrap();
    // The only one that lacks its day is beyond the first hundred: it comes first.
    let dated =
        "UPDATE departure_line SET ends_on = '2026-11-20', reason = 'AUT' WHERE rank <> 110";
    database::execute(app.world.db(), dated).await.unwrap();
    let page = app.get(&format!("{plan}/confirmer")).await.expect(200);
    assert!(page.has(&format!("{plan}?liste=partis&#38;page=3#fin-110")));
    page.expect_text("Les 100 premières de 121 situations à fermer")
        .expect_text("21 autres situations");
}

async fn l01_a_reason_is_worded_alike_on_the_file_and_in_a_plan(app: App) {
    let numbers = registered(&app, 1..2).await;
    let plan = path(&leave(&app, &numbers[0]).await);
    let id = database::texts(app.world.db(), "SELECT id FROM situation").await;
    let file = format!("/professionnels/{}/situations/{}/fermer", numbers[0], id[0]);
    for page in [&plan, &file] {
        let page = app.get(page).await.expect(200);
        assert!(!page.has("Autre motif"));
        page.expect_text("Fin de contrat, démission ou autre motif")
            .expect_text("Exerce désormais dans un autre établissement");
    }
}
