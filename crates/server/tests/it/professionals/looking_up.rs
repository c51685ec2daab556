//! Finding someone already registered: M1, and the limit of R5.

use super::{DAY, abroad, entries, file, find, tells_nothing_private};
use crate::harness::App;
use domain::registration::Step;

both_engines![
    m01_a_number_leads_to_the_file_inside_the_scope,
    m01_outside_the_scope_the_public_part_alone_is_shown,
    m01_a_number_that_leads_nowhere_says_why,
    m01_the_whole_identity_leads_to_the_person,
    r05_people_met_outside_the_scope_are_limited_per_day
];

async fn m01_a_number_leads_to_the_file_inside_the_scope(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app.person(1);
    let rpps = app.register(&person).await;
    let spaced = format!("{} {}", &rpps[..5], &rpps[5..]);
    let page = app
        .follow(find(&app, &spaced).await.expect(303))
        .await
        .expect(200);
    for text in [
        rpps.as_str(),
        person.get("email"),
        "14/03/1985",
        "EHPAD LES TILLEULS",
        "01/11/2026",
        "En cours",
    ] {
        assert!(page.has(text), "{text}: {}", page.main());
    }
    assert_eq!(entries(&app, "outside_scope_met").await, 0);
}

async fn m01_outside_the_scope_the_public_part_alone_is_shown(app: App) {
    let rpps = abroad(&app, 1).await;
    app.sign_in("nadia-benali").await;
    let page = app
        .follow(find(&app, &rpps).await.expect(303))
        .await
        .expect(200);
    page.text().find("EHPAD SAINTE-ODILE").unwrap();
    tells_nothing_private(&page, &app.person(1));
    assert!(
        !page.has("Historique") && !page.has("Sophie Klein"),
        "{}",
        page.main()
    );
    let form = app
        .get(&format!("/professionnels/{rpps}/situations/nouvelle"))
        .await
        .expect(200);
    tells_nothing_private(&form, &app.person(1));
    assert_eq!(
        (
            entries(&app, "outside_scope_met").await,
            entries(&app, "file_opened").await
        ),
        (1, 0)
    );
}

async fn m01_a_number_that_leads_nowhere_says_why(app: App) {
    app.sign_in("nadia-benali").await;
    find(&app, "")
        .await
        .expect(422)
        .expect_text("onze chiffres");
    find(&app, "997000000")
        .await
        .expect(422)
        .expect_text("onze chiffres");
    find(&app, "99700000014")
        .await
        .expect(422)
        .expect_text("mal recopié");
    let free = domain::identifiers::Rpps::from_order(9_970_999_999).unwrap();
    find(&app, free.as_str())
        .await
        .expect(422)
        .expect_text("Personne n’est enregistré ici");
    file(&app, free.as_str()).await.expect(404);
    file(&app, "n-importe-quoi").await.expect(404);
}

async fn m01_the_whole_identity_leads_to_the_person(app: App) {
    let rpps = abroad(&app, 1).await;
    app.sign_in("nadia-benali").await;
    let path = "/professionnels/ajouter/etat-civil";
    app.get(path).await.expect(200);
    let identity = app.person(1).with("birth_name", "lefebvre b");
    let found = app
        .post(path, identity.step(Step::CivilIdentity))
        .await
        .expect(303);
    assert_eq!(found.location(), format!("/professionnels/{rpps}"));
    tells_nothing_private(&app.follow(found).await.expect(200), &app.person(1));
    assert_eq!(
        entries(&app, "outside_scope_met").await,
        1,
        "one person was met, once"
    );
    for (field, other) in [
        ("birth_date", "15/03/1985"),
        ("first_names", "Zoé"),
        ("sex", "M"),
    ] {
        let other = app.person(1).with(field, other);
        app.post(path, other.step(Step::CivilIdentity))
            .await
            .expect(200)
            .expect_text("Personne ne porte exactement");
    }
    let nothing = app.person(1).without("birth_name").without("birth_date");
    app.post(path, nothing.step(Step::CivilIdentity))
        .await
        .expect(422)
        .expect_text("Saisissez le nom de naissance")
        .expect_text("Saisissez la date de naissance");
}

async fn r05_people_met_outside_the_scope_are_limited_per_day(app: App) {
    let met = [
        abroad(&app, 1).await,
        abroad(&app, 2).await,
        abroad(&app, 3).await,
    ];
    let app = app.with(|config, _| config.limits.outside_lookups_per_day = 2);
    app.sign_in("nadia-benali").await;
    let own = app.register(&app.person(9)).await;
    file(&app, &met[0]).await.expect(200);
    file(&app, &met[0]).await.expect(200);
    find(&app, &met[1]).await.expect(303);
    let refused = file(&app, &met[2]).await.expect(429);
    assert!(refused.has("Limite du jour atteinte") && !refused.has("LEFEBVRE"));
    find(&app, &met[2])
        .await
        .expect(422)
        .expect_text("nombre de recherches du jour");
    let free = domain::identifiers::Rpps::from_order(9_970_999_999).unwrap();
    find(&app, free.as_str())
        .await
        .expect(422)
        .expect_text("nombre de recherches du jour");
    file(&app, &met[0]).await.expect(200);
    file(&app, &own)
        .await
        .expect(200)
        .expect_text("zoe.lefebvre9@exemple.fr");
    assert_eq!(entries(&app, "outside_scope_met").await, 2);

    let agency = app.other_browser();
    agency.sign_in("agence").await;
    agency
        .get("/agence")
        .await
        .expect(200)
        .expect_text("Nadia Benali")
        .expect_text("Limite atteinte");
    app.advance(DAY);
    app.sign_in("nadia-benali").await;
    file(&app, &met[2]).await.expect(200);
}
