//! The whole way: from "who is concerned" to the three promises kept.

use crate::harness::{App, database, draft_of};
use domain::{identifiers::Rpps, registration::Step};
use jiff::SignedDuration;

both_engines![
    r01_the_four_steps_lead_to_a_number,
    r02_born_in_a_commune_that_is_no_more,
    r02_born_abroad,
    r08_the_number_is_valid_and_of_the_range_of_tests,
    r09_the_three_promises_show_their_real_times,
    r09_a_promise_not_kept_shows_as_late,
    r14_others_are_sent_to_their_authority,
    h03_the_legal_representative_registers_by_right,
    h07_a_delegate_registers_by_right
];

async fn r01_the_four_steps_lead_to_a_number(app: App) {
    app.sign_in("nadia-benali").await;
    app.get("/espace")
        .await
        .expect(200)
        .expect_text("12 établissements");
    app.get("/enregistrements/nouveau")
        .await
        .expect(200)
        .expect_text("Ce qu’il faut réunir");
    let person = app.person(1);
    let begun = app
        .post("/enregistrements/nouveau", [("concernee", "social")])
        .await
        .expect(303);
    let mut next = begun.location().to_owned();
    for step in Step::ALL {
        assert!(next.ends_with(step.code()), "{next}");
        app.get(&next).await.expect(200);
        let sent = app.post(&next, person.step(*step)).await.expect(303);
        sent.location().clone_into(&mut next);
    }
    let verify = app.get(&next).await.expect(200);
    for said in [
        "LEFEBVRE B",
        "Zoé Anne-Marie",
        "14/03/1985",
        "Caen",
        "zoe.lefebvre1@exemple.fr",
        "06 39 98 00 01",
    ] {
        assert!(verify.has(said), "{said} is not there: {}", verify.main());
    }
    insta::assert_snapshot!("verify_page", verify.words());
    let done = app.confirm(&draft_of(&next)).await.expect(303);
    app.follow(done)
        .await
        .expect(200)
        .expect_text("Professionnel enregistré");
}

async fn r02_born_in_a_commune_that_is_no_more(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app
        .person(1)
        .with("birth_commune", "01003")
        .with("birth_date", "12/05/1960");
    let draft = app.fill(&person).await;
    app.get(&format!("/enregistrements/{draft}/verifier"))
        .await
        .expect(200)
        .expect_text("Amareins");
    app.confirm(&draft).await.expect(303);
    let places = database::texts(app.world.db(), "SELECT birth_place FROM professional").await;
    assert_eq!(places, ["Amareins"]);
}

async fn r02_born_abroad(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app
        .person(1)
        .without("birth_commune")
        .with("birth_country", "99139")
        .with("birth_town", "Póvoa de Varzim");
    app.refused(Step::CivilIdentity, &person)
        .await
        .expect_text("La lettre « ó » n’existe pas à l’état civil français. Écrivez « o ».");
    let draft = app
        .fill(&person.with("birth_town", "Povoa de Varzim"))
        .await;
    app.get(&format!("/enregistrements/{draft}/verifier"))
        .await
        .expect(200)
        .expect_text("Povoa de Varzim")
        .expect_text("Portugal");
    app.confirm(&draft).await.expect(303);
}

async fn r08_the_number_is_valid_and_of_the_range_of_tests(app: App) {
    app.sign_in("nadia-benali").await;
    let first = app.register(&app.person(1)).await;
    let second = app.register(&app.person(2)).await;
    for number in [&first, &second] {
        assert!(
            number.starts_with("997") && number.parse::<Rpps>().is_ok(),
            "{number}"
        );
    }
    assert_ne!(first, second);
}

async fn r09_the_three_promises_show_their_real_times(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let path = format!("/professionnels/{rpps}/suivi");
    let before = app.get(&path).await.expect(200);
    assert!(
        before.has("Promis sous 30 minutes.") && before.has("Promis sous 48 heures."),
        "{}",
        before.main()
    );
    app.advance(SignedDuration::from_secs(42));
    app.work().await;
    let after = app.get(&path).await.expect(200);
    assert!(!after.has("Promis"), "{}", after.main());
    assert_eq!(
        after.text().matches("2026-11-23T10:00:42Z").count(),
        2,
        "{}",
        after.main()
    );
    assert_eq!(
        after.text().matches("2026-11-23T10:00:00Z").count(),
        2,
        "{}",
        after.main()
    );
    assert_eq!((app.mails().len(), app.texts().len()), (1, 1));
}

async fn r09_a_promise_not_kept_shows_as_late(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let path = format!("/professionnels/{rpps}/suivi");
    let late = |page: &str| page.matches("En retard").count();
    app.advance(SignedDuration::from_mins(29));
    assert_eq!(late(&app.get(&path).await.text()), 0);
    app.advance(SignedDuration::from_mins(2));
    assert_eq!(late(&app.get(&path).await.text()), 1);
}

async fn r14_others_are_sent_to_their_authority(app: App) {
    app.sign_in("nadia-benali").await;
    let path = "/enregistrements/nouveau";
    for (who, where_to) in [
        ("ordre", "Son Ordre"),
        ("ars", "agence régionale de santé"),
        ("armees", "service de santé des armées"),
        ("deja", "ajoutez-lui une situation"),
    ] {
        app.post(path, [("concernee", who)])
            .await
            .expect(200)
            .expect_text(where_to);
    }
    app.post(path, [("concernee", "")]).await.expect(422);
    app.post(path, [("concernee", "moi")]).await.expect(422);
    assert_eq!(
        database::number(app.world.db(), "SELECT COUNT(*) FROM draft").await,
        0
    );
}

async fn h03_the_legal_representative_registers_by_right(app: App) {
    app.sign_in("claire-vasseur").await;
    app.register(&app.person(1)).await;
}

async fn h07_a_delegate_registers_by_right(app: App) {
    app.sign_in("hugo-lemaire").await;
    app.register(&app.person(1)).await;
}
