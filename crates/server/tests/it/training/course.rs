//! Following the course: T1, T4.

use super::{answer, follow};
use crate::harness::{App, database};
use domain::training::Course;

both_engines![
    t01_the_course_is_read_answered_and_passed_with_an_attestation,
    t01_too_few_right_answers_do_not_pass_and_may_be_tried_again,
    t01_the_best_try_counts_and_tries_are_counted,
    t01_a_question_without_answer_is_asked_again_and_the_others_kept,
    t01_an_attestation_is_checked_by_anyone,
    t01_codes_are_not_tried_without_end,
    t04_progress_is_each_account_s_own,
    t04_whoever_has_not_chosen_a_capacity_follows_the_course,
];

async fn t01_the_course_is_read_answered_and_passed_with_an_attestation(app: App) {
    app.get("/formation")
        .await
        .expect(200)
        .expect_text("Commencer avec mon adresse électronique");
    app.sign_in("hugo-lemaire").await;
    for module in &Course::current().modules {
        let page = app.get(&format!("/formation/{}", module.slug)).await;
        page.expect(200).expect_text(&module.sections[0].title);
    }
    let module = &Course::current().modules[0];
    let answered = answer(&app, module, 1).await.expect(303);
    let told = app.follow(answered).await.expect(200);
    assert!(told.has("À revoir") && told.has("Juste") && told.has("La bonne réponse"));
    assert_eq!(
        app.get("/formation/attestation")
            .await
            .expect(303)
            .location(),
        "/formation/resultat"
    );
    follow(&app, 0).await;
    app.get("/formation/resultat")
        .await
        .expect(200)
        .expect_text("Formation réussie")
        .expect_text("23/11/2026");
    let file = app.get("/formation/attestation").await.expect(200);
    assert_eq!(file.header("content-type"), "application/pdf");
    let file = lopdf::Document::load_mem(&file.body).unwrap();
    let text = file.extract_text(&[1]).unwrap();
    assert!(
        text.contains("Hugo Lemaire") && text.contains("23/11/2026"),
        "{text}"
    );
    let journal = "SELECT COUNT(*) FROM journal WHERE kind = 'course_passed' AND at > '2026-11-01'";
    assert_eq!(database::number(app.world.db(), journal).await, 1);
}

async fn t01_too_few_right_answers_do_not_pass_and_may_be_tried_again(app: App) {
    app.sign_in("marc-schneider").await;
    let most_wrong = Course::current().asked() / 5;
    follow(&app, most_wrong + 1).await;
    let result = app.get("/formation/resultat").await.expect(200);
    assert!(!result.has("Formation réussie") && result.has("Modules à revoir"));
    app.get("/formation/attestation").await.expect(303);
    let first = &Course::current().modules[0];
    let again = app
        .get(&format!("/formation/{}/questions?refaire=oui", first.slug))
        .await;
    again.expect(200).expect_text("Valider mes réponses");
    answer(&app, first, 0).await.expect(303);
    app.get("/formation/resultat")
        .await
        .expect(200)
        .expect_text("Formation réussie");
}

async fn t01_the_best_try_counts_and_tries_are_counted(app: App) {
    app.sign_in("hugo-lemaire").await;
    let module = &Course::current().modules[0];
    for wrong in [1, 0, 3] {
        answer(&app, module, wrong).await.expect(303);
    }
    let questions = app
        .get(&format!("/formation/{}/questions", module.slug))
        .await;
    questions
        .expect(200)
        .expect_text("Vous avez 0 sur 3 à votre dernier essai")
        .expect_text("3 essais pour ce module");
    app.get("/formation")
        .await
        .expect(200)
        .expect_text("3 sur 3 au meilleur essai, 3 essais");
    // What was passed stays passed, whatever is answered later.
    follow(&app, 0).await;
    follow(&app, Course::current().asked()).await;
    app.get("/formation/resultat")
        .await
        .expect(200)
        .expect_text("Formation réussie");
}

async fn t01_a_question_without_answer_is_asked_again_and_the_others_kept(app: App) {
    app.sign_in("hugo-lemaire").await;
    let module = &Course::current().modules[0];
    let path = format!("/formation/{}/questions", module.slug);
    let page = app
        .post(&path, [("question-1", "1"), ("question-2", "99")])
        .await
        .expect(422);
    assert!(page.has("Choisissez une réponse à la question 2.") && page.has("#question-3"));
    assert!(!page.has("#question-1\""));
    assert!(
        page.text().contains("value=\"1\" checked"),
        "{}",
        page.main()
    );
    let kept = "SELECT COUNT(*) FROM course_progress";
    assert_eq!(database::number(app.world.db(), kept).await, 0);
    app.get("/formation/inconnu").await.expect(404);
    app.get("/formation/inconnu/questions").await.expect(404);
}

async fn t01_an_attestation_is_checked_by_anyone(app: App) {
    app.sign_in("hugo-lemaire").await;
    follow(&app, 0).await;
    let codes = database::texts(
        app.world.db(),
        "SELECT code FROM completion ORDER BY recorded_at DESC LIMIT 1",
    )
    .await;
    let code = codes[0].clone();
    let anyone = app.other_browser();
    let page = anyone.get(&format!("/verifier/{code}")).await.expect(200);
    assert!(
        page.has("Attestation authentique") && page.has("Hugo Lemaire") && page.has("23/11/2026")
    );
    assert!(!page.has("demo.invalid") && page.header("x-robots-tag").contains("noindex"));
    let typed = code.to_lowercase();
    let found = anyone
        .get(&format!("/verifier?code={}+{}", &typed[..8], &typed[8..]))
        .await
        .expect(303);
    anyone.follow(found).await.expect(200);
    for wrong in [
        "/verifier/K7QM-2DXA-54TR-HEWB",
        "/verifier/x",
        "/verifier?code=x",
        "/verifier/%3Cb%3E",
    ] {
        anyone
            .get(wrong)
            .await
            .expect(404)
            .expect_text("Attestation inconnue");
    }
    anyone
        .get("/verifier")
        .await
        .expect(200)
        .expect_text("Code de vérification");
}

async fn t01_codes_are_not_tried_without_end(app: App) {
    let app = app.with(|config, _| config.limits.code_checks_per_minute = 3);
    for _ in 0..3 {
        app.get("/verifier/K7QM-2DXA-54TR-HEWB").await.expect(404);
    }
    app.get("/verifier/K7QM-2DXA-54TR-HEWB").await.expect(429);
}

async fn t04_progress_is_each_account_s_own(app: App) {
    app.sign_in("hugo-lemaire").await;
    follow(&app, 0).await;
    let claire = app.other_browser();
    claire.sign_in("claire-vasseur").await;
    let page = claire.get("/formation").await.expect(200);
    assert!(page.has("À faire") && !page.has("Terminé"));
    claire.get("/formation/attestation").await.expect(303);
    claire
        .get("/formation/resultat")
        .await
        .expect(200)
        .expect_text("Il vous reste des modules");
}

async fn t04_whoever_has_not_chosen_a_capacity_follows_the_course(app: App) {
    app.sign_in("elise-roth").await;
    follow(&app, 0).await;
    app.get("/formation/attestation").await.expect(200);
}
