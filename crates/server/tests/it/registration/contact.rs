//! R5: e-mail and mobile belong to one professional alone, and look-ups outside the scope are counted.

use crate::harness::{App, database};
use domain::registration::Step;
use jiff::SignedDuration;

both_engines![
    r05_email_and_mobile_are_personal_inside_the_scope,
    r05_nothing_is_said_of_someone_outside_the_scope,
    r05_a_draft_does_not_hold_a_mailbox_and_the_act_does,
    r05_a_mailbox_that_looks_shared_is_confirmed,
    r05_what_is_no_mailbox_or_no_mobile_says_why,
    r05_look_ups_outside_the_scope_are_limited_per_day
];

async fn r05_email_and_mobile_are_personal_inside_the_scope(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let page = app
        .refused(
            Step::Contact,
            &app.person(2)
                .with("email", "ZOE.Lefebvre1@EXEMPLE.fr")
                .with("mobile", "+33 6 39 98 00 01"),
        )
        .await;
    assert!(
        page.has(&format!("Cette adresse est à LEFEBVRE B Zoé, RPPS {rpps}"))
            || page.has(&format!("RPPS {rpps}, dans votre périmètre")),
        "{}",
        page.main()
    );
    assert!(
        page.has("href=\"#email\"") && page.has("href=\"#mobile\""),
        "both are said at once: {}",
        page.main()
    );
    assert_eq!(
        database::number(
            app.world.db(),
            "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'"
        )
        .await,
        0
    );
}

async fn r05_nothing_is_said_of_someone_outside_the_scope(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let rpps = sophie
        .register(&app.person(1).with("establishment", "670991017"))
        .await;
    app.sign_in("nadia-benali").await;
    for (field, typed, told) in [
        ("email", "zoe.lefebvre1@exemple.fr", "Cette adresse"),
        ("mobile", "0639980001", "Ce numéro"),
    ] {
        let page = app
            .refused(Step::Contact, &app.person(2).with(field, typed))
            .await
            .expect_text(&format!("{told} appartient déjà à un autre professionnel."));
        assert!(!page.has(&rpps) && !page.has("LEFEBVRE B"), "{page:?}");
    }
    let met = "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'";
    let met = database::number(app.world.db(), met).await;
    assert_eq!(met, 2, "a mailbox and a mobile that are somebody's");
}

async fn r05_a_draft_does_not_hold_a_mailbox_and_the_act_does(app: App) {
    app.sign_in("nadia-benali").await;
    let first = app.fill(&app.person(1)).await;
    let second = app
        .fill(
            &app.person(2)
                .with("email", "zoe.lefebvre1@exemple.fr")
                .with("mobile", "0639980001"),
        )
        .await;
    app.confirm(&first).await.expect(303);
    let page = app.confirm(&second).await.expect(409);
    assert!(page.has("#email") && page.has("#mobile"), "{}", page.main());
    assert_eq!(
        database::number(app.world.db(), "SELECT COUNT(*) FROM professional").await,
        1
    );
    let refused = database::texts(
        app.world.db(),
        "SELECT body FROM journal WHERE kind = 'refused'",
    )
    .await;
    assert_eq!(refused.len(), 1, "J1: a refused act is in the journal");
    for part in ["register_professional", "email_taken", "mobile_taken"] {
        assert!(refused[0].contains(part), "{}", refused[0]);
    }
    assert!(!refused[0].contains("exemple.fr"), "J2: {}", refused[0]);
}

async fn r05_a_mailbox_that_looks_shared_is_confirmed(app: App) {
    app.sign_in("nadia-benali").await;
    for shared in [
        "contact@exemple.fr",
        "accueil.tilleuls@exemple.fr",
        "secretariat2@exemple.fr",
    ] {
        app.refused(Step::Contact, &app.person(1).with("email", shared))
            .await
            .expect_text("semble lue par plusieurs personnes");
    }
    app.register(
        &app.person(1)
            .with("email", "contact@exemple.fr")
            .with("sole_reader", "oui"),
    )
    .await;
    assert_eq!(
        database::number(
            app.world.db(),
            "SELECT COUNT(*) FROM professional WHERE sole_reader"
        )
        .await,
        1
    );
}

async fn r05_what_is_no_mailbox_or_no_mobile_says_why(app: App) {
    app.sign_in("nadia-benali").await;
    for (field, typed, told) in [
        ("email", "zoe", "comporte un @ et un seul"),
        ("email", "zoé@exemple.fr", "s’écrit sans accent"),
        ("email", "zoe@exemple", "n’est pas un nom de domaine"),
        ("email", "", "Saisissez l’adresse électronique"),
        ("mobile", "02 31 00 00 01", "téléphone fixe"),
        ("mobile", "+44 7700 900123", "n’est pas un mobile français"),
        ("mobile", "06 39", "trop court"),
        ("mobile", "", "Saisissez le numéro de téléphone mobile"),
    ] {
        app.refused(Step::Contact, &app.person(1).with(field, typed))
            .await
            .expect_text(told);
    }
}

async fn r05_look_ups_outside_the_scope_are_limited_per_day(app: App) {
    assert_eq!(app.world.config.limits.outside_lookups_per_day, 50);
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    for rank in 1..=3 {
        let theirs = app.person(rank).with("establishment", "670991017");
        sophie.register(&theirs).await;
    }
    let app = app.with(|config, _| config.limits.outside_lookups_per_day = 2);
    app.sign_in("nadia-benali").await;
    let with_email_of = |rank: u32| {
        let email = format!("zoe.lefebvre{rank}@exemple.fr");
        app.person(9).with("email", &email)
    };
    let draft = app.fill(&app.person(9)).await;
    for rank in [1, 2] {
        let told = app
            .answer(&draft, Step::Contact, &with_email_of(rank))
            .await;
        told.expect(422).expect_text("appartient déjà");
    }
    let limit = "nombre de recherches du jour";
    let third = with_email_of(3);
    let over = app.answer(&draft, Step::Contact, &third).await.expect(422);
    assert!(over.has(limit) && !over.has("appartient"), "{over:?}");
    // Nor does the act tell what the step no longer tells.
    app.answer(&draft, Step::Legal, &third).await.expect(303);
    let act = app.confirm(&draft).await.expect(409);
    assert!(act.has(limit) && !act.has("appartient"), "{act:?}");

    let julien = app.other_browser();
    julien.sign_in("julien-moreau").await;
    let told = julien.refused(Step::Contact, &third).await;
    told.expect_text("appartient déjà");
    app.advance(SignedDuration::from_hours(24));
    app.sign_in("nadia-benali").await;
    let told = app.answer(&draft, Step::Contact, &third).await.expect(422);
    told.expect_text("appartient déjà");
}
