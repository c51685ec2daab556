//! R1: stopping, resuming, and whose a draft is.

use crate::harness::{App, NOTHING, database, encode};
use domain::registration::Step;
use futures_util::future::join_all;
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn half_filled(app: &App) -> String {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    let typed = [
        ("birth_name", "O’Neill <b>"),
        ("birth_date", "31/02/19"),
        ("action", "plus_tard"),
    ];
    let saved = app
        .post(&format!("/enregistrements/{draft}/etat-civil"), typed)
        .await
        .expect(303);
    assert_eq!(saved.location(), "/enregistrements?avis=brouillon");
    draft
}

both_engines![
    r01_a_step_left_half_filled_is_kept_as_typed,
    r01_going_back_or_following_a_link_keeps_what_was_typed,
    r01_a_later_step_waits_for_those_before_it,
    r01_going_back_keeps_the_rest_and_leads_to_what_lacks,
    r01_a_draft_is_kept_thirty_days_after_its_last_change,
    r01_a_draft_is_its_owner_s_and_the_legal_representative_s,
    r01_two_windows_on_one_step_do_not_overwrite_each_other,
    r01_a_place_typed_without_javascript_is_chosen_from_a_list
];

async fn r01_a_step_left_half_filled_is_kept_as_typed(app: App) {
    let draft = half_filled(&app).await;
    let list = app.get("/enregistrements").await.expect(200);
    assert!(
        list.has("O’Neill &#60;b&#62;") && list.has("Étape suivante"),
        "{}",
        list.main()
    );
    let step = app
        .get(&format!("/enregistrements/{draft}/etat-civil"))
        .await
        .expect(200);
    assert!(step.has("value=\"31/02/19\""), "{}", step.main());
    assert!(
        !step.has("govuk-error-message"),
        "nothing is wrong yet: {}",
        step.main()
    );
}

async fn r01_going_back_or_following_a_link_keeps_what_was_typed(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.fill(&app.person(1)).await;
    let path = |step: &str| format!("/enregistrements/{draft}/{step}");
    for (step, before) in [
        ("informations-legales", "situation"),
        ("situation", "contact"),
        ("contact", "etat-civil"),
    ] {
        let back = app.post(&path(step), [("action", "retour")]).await;
        assert_eq!(back.expect(303).location(), path(before));
    }
    for action in ["retour", "quitter"] {
        app.post(&path("contact"), [("email", action), ("action", action)])
            .await
            .expect(303);
        let kept = app.get(&path("contact")).await.expect(200);
        assert!(kept.has(&format!("value=\"{action}\"")), "{}", kept.main());
    }
}

async fn r01_a_later_step_waits_for_those_before_it(app: App) {
    let draft = half_filled(&app).await;
    for step in ["contact", "situation", "informations-legales", "verifier"] {
        let to = app
            .get(&format!("/enregistrements/{draft}/{step}"))
            .await
            .expect(303);
        assert!(
            to.location().ends_with("/etat-civil"),
            "{step}: {}",
            to.location()
        );
    }
    app.get(&format!("/enregistrements/{draft}/annexe"))
        .await
        .expect(404);
}

async fn r01_going_back_keeps_the_rest_and_leads_to_what_lacks(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app.person(1);
    let draft = app.fill(&person).await;
    let changed = person.with("birth_name", "DURAND");
    let next = app
        .answer(&draft, Step::CivilIdentity, &changed)
        .await
        .expect(303);
    assert!(
        next.location().ends_with("/informations-legales"),
        "what was attested changed (R7): {}",
        next.location()
    );
    app.follow(next)
        .await
        .expect(200)
        .expect_text("attestez de nouveau");
    let same = app
        .answer(&draft, Step::CivilIdentity, &changed)
        .await
        .expect(303);
    assert!(same.location().ends_with("/informations-legales"));
    let attested = app.answer(&draft, Step::Legal, &changed).await.expect(303);
    let next = app
        .answer(&draft, Step::CivilIdentity, &changed)
        .await
        .expect(303);
    assert_eq!(attested.location(), next.location());
    app.follow(next)
        .await
        .expect(200)
        .expect_text("DURAND")
        .expect_text("zoe.lefebvre1@exemple.fr");
}

async fn r01_a_draft_is_kept_thirty_days_after_its_last_change(app: App) {
    let draft = half_filled(&app).await;
    app.advance(DAY * 29);
    app.work().await;
    app.sign_in("nadia-benali").await;
    let path = format!("/enregistrements/{draft}/etat-civil");
    app.get(&path).await.expect(200);
    app.post(&path, [("birth_name", "Neill"), ("action", "plus_tard")])
        .await
        .expect(303);
    app.advance(DAY * 29);
    app.work().await;
    app.sign_in("nadia-benali").await;
    app.get(&path).await.expect(200).expect_text("Neill");
    app.advance(DAY * 2);
    app.sign_in("nadia-benali").await;
    app.get(&path).await.expect(404);
    assert_eq!(
        database::number(app.world.db(), "SELECT COUNT(*) FROM draft").await,
        1
    );
    app.work().await;
    assert_eq!(
        database::number(app.world.db(), "SELECT COUNT(*) FROM draft").await,
        0
    );
}

async fn r01_a_draft_is_its_owner_s_and_the_legal_representative_s(app: App) {
    let draft = half_filled(&app).await;
    let paths = ["etat-civil", "verifier", "contester"]
        .map(|part| format!("/enregistrements/{draft}/{part}"));
    for other in ["hugo-lemaire", "julien-moreau", "sophie-klein"] {
        let browser = app.other_browser();
        browser.sign_in(other).await;
        for path in &paths {
            browser.get(path).await.expect(404);
            browser
                .post(path, [("birth_name", "VOLÉ")])
                .await
                .expect(404);
        }
        browser
            .post(&format!("/enregistrements/{draft}/supprimer"), NOTHING)
            .await
            .expect(404);
        assert!(
            !browser
                .get("/enregistrements")
                .await
                .expect(200)
                .has("Neill")
        );
    }
    let claire = app.other_browser();
    claire.sign_in("claire-vasseur").await;
    claire
        .get(&paths[0])
        .await
        .expect(200)
        .expect_text("31/02/19");
    claire
        .get("/enregistrements")
        .await
        .expect(200)
        .expect_text("Nadia Benali");
    claire
        .post(&format!("/enregistrements/{draft}/supprimer"), NOTHING)
        .await
        .expect(303);
    app.get(&paths[0]).await.expect(404);
}

async fn r01_two_windows_on_one_step_do_not_overwrite_each_other(app: App) {
    let draft = half_filled(&app).await;
    let path = format!("/enregistrements/{draft}/etat-civil");
    let windows: Vec<App> = (0..6).map(|_| app.with(|_, _| {})).collect();
    let sent = windows.iter().enumerate().map(|(rank, window)| {
        let (path, name) = (
            path.clone(),
            format!("{rank}").replace(char::is_numeric, "N"),
        );
        async move {
            window
                .post(
                    &path,
                    [("birth_name", name.as_str()), ("action", "plus_tard")],
                )
                .await
                .status()
        }
    });
    let mut statuses = Vec::new();
    for status in join_all(sent).await {
        assert!([303, 409].contains(&status), "{status}");
        statuses.push(status);
    }
    assert!(statuses.contains(&303), "{statuses:?}");
    let versions = database::number(app.world.db(), "SELECT version FROM draft").await;
    let saved = statuses.iter().filter(|status| **status == 303).count();
    assert_eq!(
        usize::try_from(versions).unwrap(),
        2 + saved,
        "{statuses:?}"
    );
}

async fn r01_a_place_typed_without_javascript_is_chosen_from_a_list(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    let path = format!("/enregistrements/{draft}/etat-civil");
    let person = app.person(1).without("birth_commune");
    let mut typed = person.step(Step::CivilIdentity);
    typed.push(("birth_commune_recherche", "saint-d".to_owned()));
    let several = app.post(&path, typed).await.expect(422);
    assert!(several.has("Saint-Denis"), "{}", several.main());
    let mut typed = person.step(Step::CivilIdentity);
    typed.push(("birth_commune_recherche", "trouville-sur-mer".to_owned()));
    app.post(&path, typed).await.expect(303);
    app.get(&path)
        .await
        .expect(200)
        .expect_text("value=\"14715\"");
    app.get(&format!(
        "/recherche/communes?{}",
        encode([("q", "amarei"), ("le", "12/05/1960")])
    ))
    .await
    .expect(200)
    .expect_text("01003");
    assert!(
        !app.get(&format!(
            "/recherche/communes?{}",
            encode([("q", "amarei"), ("le", "12/05/1980")])
        ))
        .await
        .has("01003")
    );
}
