//! The pages of a manager on people already registered: M1, M2, R5, R12, J4.

use crate::harness::{Answer, App, Person, database};
use domain::registration::Step;
use jiff::SignedDuration;

both_engines![
    m01_a_number_leads_to_the_file_inside_the_scope,
    m01_outside_the_scope_the_public_part_alone_is_shown,
    m01_a_number_that_leads_nowhere_says_why,
    m01_the_whole_identity_leads_to_the_person,
    m01_a_person_stays_in_scope_for_twelve_months,
    r05_people_met_outside_the_scope_are_limited_per_day,
    r12_opening_a_file_is_journaled_once_per_actor_and_day,
    m02_a_situation_is_added_to_someone_of_another_structure,
    m02_what_is_wrong_with_a_situation_is_said_at_once,
    m02_without_javascript_an_establishment_is_typed_then_chosen,
    m01_the_list_is_of_the_scope_and_filtered_by_url,
    m01_the_list_leaves_as_a_file,
    j04_the_history_tells_nothing_private_of_another_structure,
    r01_the_representative_sees_the_drafts_of_all,
];

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Somebody of another structure; gives the number.
async fn abroad(app: &App, rank: u32) -> String {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let person = app.person(rank).with("establishment", "670991017");
    sophie.register(&person).await
}

async fn file(app: &App, rpps: &str) -> Answer {
    app.get(&format!("/professionnels/{rpps}")).await
}

async fn find(app: &App, rpps: &str) -> Answer {
    app.post("/professionnels/ajouter", [("rpps", rpps)]).await
}

/// A situation at an establishment, as typed.
fn situation(establishment: &str) -> Vec<(&'static str, String)> {
    [
        ("establishment", establishment),
        ("starts_on", "02/11/2026"),
        ("profession", "313"),
        ("role", "GENR11"),
        ("practice_mode", "S"),
    ]
    .map(|(field, text)| (field, text.to_owned()))
    .into()
}

async fn add(app: &App, rpps: &str, establishment: &str) -> Answer {
    let path = format!("/professionnels/{rpps}/situations/nouvelle");
    app.post(&path, situation(establishment)).await
}

/// What only those in the scope may read of the person of a rank.
#[track_caller]
fn tells_nothing_private(answer: &Answer, person: &Person) {
    for field in ["email", "birth_date"] {
        assert!(!answer.has(person.get(field)), "{field}: {}", answer.main());
    }
    let mobile = person.get("mobile").replace(' ', "");
    let text = answer.text().replace(' ', "");
    assert!(!text.contains(&mobile) && !text.contains(&mobile[1..]));
    assert!(
        !answer.has("Prise de fonction") || answer.has("<form"),
        "{}",
        answer.main()
    );
}

async fn entries(app: &App, kind: &'static str) -> i64 {
    let sql = match kind {
        "file_opened" => "SELECT COUNT(*) FROM journal WHERE kind = 'file_opened'",
        _ => "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'",
    };
    database::number(app.world.db(), sql).await
}

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

async fn m01_a_person_stays_in_scope_for_twelve_months(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    database::execute(
        app.world.db(),
        "UPDATE situation SET ended_on = '2025-11-23'",
    )
    .await
    .unwrap();
    file(&app, &rpps)
        .await
        .expect(200)
        .expect_text("zoe.lefebvre1@exemple.fr")
        .expect_text("Close");
    app.get("/professionnels")
        .await
        .expect_text(&rpps)
        .expect_text("Aucune en cours");
    app.advance(DAY);
    app.sign_in("nadia-benali").await;
    tells_nothing_private(&file(&app, &rpps).await.expect(200), &app.person(1));
    app.get("/professionnels")
        .await
        .expect_text("Aucun professionnel pour l’instant");
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

async fn r12_opening_a_file_is_journaled_once_per_actor_and_day(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    for _ in 0..3 {
        file(&app, &rpps).await.expect(200);
    }
    assert_eq!(entries(&app, "file_opened").await, 1);
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    file(&hugo, &rpps)
        .await
        .expect(200)
        .expect_text("Nadia Benali a ouvert ce dossier");
    assert_eq!(entries(&app, "file_opened").await, 2);
    app.advance(DAY);
    app.sign_in("nadia-benali").await;
    file(&app, &rpps).await.expect(200);
    assert_eq!(entries(&app, "file_opened").await, 3);
}

async fn m02_a_situation_is_added_to_someone_of_another_structure(app: App) {
    let rpps = abroad(&app, 1).await;
    app.work().await;
    app.sign_in("nadia-benali").await;
    let added = add(&app, &rpps, "140991019").await.expect(303);
    let page = app.follow(added).await.expect(200);
    for text in [
        "Situation ajoutée",
        "EHPAD LES TILLEULS",
        "EHPAD SAINTE-ODILE",
        "Hors de votre périmètre",
    ] {
        assert!(page.has(text), "{text}: {}", page.main());
    }
    app.work().await;
    let mails = app.mails();
    assert_eq!(
        (mails.len(), mails[1].to.as_str()),
        (2, "zoe.lefebvre1@exemple.fr")
    );
    app.get(&format!("/annuaire/{rpps}"))
        .await
        .expect_text("EHPAD LES TILLEULS");
    let contacts = "SELECT COUNT(*) FROM professional WHERE email = 'zoe.lefebvre1@exemple.fr'";
    assert_eq!(database::number(app.world.db(), contacts).await, 1);
    add(&app, &rpps, "140991019")
        .await
        .expect(422)
        .expect_text("a déjà cette profession et ce rôle");
}

async fn m02_what_is_wrong_with_a_situation_is_said_at_once(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    add(&app, &rpps, "670991017")
        .await
        .expect(422)
        .expect_text("n’est pas dans votre périmètre");
    let path = format!("/professionnels/{rpps}/situations/nouvelle");
    let late = [("starts_on", "01/06/2027"), ("planned_end", "01/01/2027")];
    let wrong = situation("140991027")
        .into_iter()
        .filter(|(field, _)| *field != "starts_on");
    let wrong = wrong.chain(late.map(|(field, text)| (field, text.to_owned())));
    app.post(&path, wrong)
        .await
        .expect(422)
        .expect_text("ne peut pas dépasser trois mois")
        .expect_text("La fin prévue est avant");
    let nothing = app.post(&path, [("role", "GENR11")]).await.expect(422);
    for text in [
        "Cherchez l’établissement",
        "Saisissez la date de prise de fonction",
        "Choisissez la profession",
        "Choisissez le mode",
    ] {
        assert!(nothing.has(text), "{text}");
    }
}

async fn m02_without_javascript_an_establishment_is_typed_then_chosen(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let path = format!("/professionnels/{rpps}/situations/nouvelle");
    let search = [
        ("action", "chercher_establishment"),
        ("establishment_recherche", "ehpad"),
    ];
    let found = app.post(&path, search).await.expect(200);
    assert!(
        found.has("value=\"140991027\"") && !found.has("670991017"),
        "{}",
        found.main()
    );
    let mut typed = situation("");
    typed.push(("establishment_recherche", "ehpad la corniche".to_owned()));
    app.post(&path, typed).await.expect(303);
    file(&app, &rpps).await.expect_text("EHPAD LA CORNICHE");
}

async fn m01_the_list_is_of_the_scope_and_filtered_by_url(app: App) {
    let foreign = abroad(&app, 4).await;
    app.sign_in("nadia-benali").await;
    let first = app.register(&app.person(1)).await;
    let other = app
        .person(2)
        .with("birth_date", "01/02/1990")
        .with("establishment", "140991035");
    let second = app.register(&other).await;
    let shown = async |query: &str| {
        let page = app
            .get(&format!("/professionnels{query}"))
            .await
            .expect(200);
        [&first, &second, &foreign].map(|rpps| page.has(rpps.as_str()))
    };
    assert_eq!(shown("").await, [true, true, false]);
    assert_eq!(shown("?q=zoe%20lefebvre%20c").await, [false, true, false]);
    assert_eq!(shown("?ne=14/03/1985").await, [true, false, false]);
    assert_eq!(
        shown("?etablissement=140991035").await,
        [false, true, false]
    );
    assert_eq!(
        shown("?etablissement=670991017").await,
        [false, false, false]
    );
    assert_eq!(shown("?page=99").await, [true, true, false]);
    app.get("/professionnels?ne=31/02/1990")
        .await
        .expect(422)
        .expect_text("n’existe pas");
    let newest = app.get("/professionnels?tri=-naissance").await.text();
    assert!(
        newest.find(&second) < newest.find(&first),
        "the youngest comes first"
    );
    app.sign_in("julien-moreau").await;
    let narrowed = app.get("/professionnels").await.expect(200);
    assert!(narrowed.has(&first) && !narrowed.has(&second), "H5");
    tells_nothing_private(&file(&app, &second).await.expect(200), &other);
}

async fn m01_the_list_leaves_as_a_file(app: App) {
    let foreign = abroad(&app, 4).await;
    app.sign_in("nadia-benali").await;
    let first = app.register(&app.person(1)).await;
    let second = app
        .register(&app.person(2).with("establishment", "140991035"))
        .await;
    let csv = app.get("/professionnels.csv").await.expect(200);
    assert!(
        csv.header("content-disposition")
            .contains("professionnels-2026-11-23.csv")
    );
    let text = csv.text();
    assert!(text.starts_with("\u{feff}Numéro RPPS;"), "{text}");
    assert!(text.contains(&first) && text.contains(&second) && !text.contains(&foreign));
    assert!(
        !text.contains('@') && !text.contains("639980"),
        "no contact leaves: {text}"
    );
    let narrowed = app
        .get("/professionnels.csv?etablissement=140991035")
        .await
        .text();
    assert!(narrowed.contains(&second) && !narrowed.contains(&first));
    let xlsx = app.get("/professionnels.xlsx?q=lefebvre").await.expect(200);
    assert!(xlsx.body.starts_with(b"PK"));
    app.get("/professionnels.csv?ne=hier").await.expect(404);
}

async fn j04_the_history_tells_nothing_private_of_another_structure(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    app.work().await;
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    file(&sophie, &rpps).await.expect(200);
    let before = file(&app, &rpps)
        .await
        .expect(200)
        .expect_text("Nadia Benali a enregistré ce professionnel");
    assert!(
        !before.has("Sophie Klein") && !before.has("autre structure"),
        "{}",
        before.main()
    );
    add(&sophie, &rpps, "670991017").await.expect(303);
    file(&sophie, &rpps).await.expect(200);
    let after = file(&app, &rpps)
        .await
        .expect_text("une autre structure a ajouté une situation d’exercice : EHPAD SAINTE-ODILE");
    assert!(
        !after.has("Sophie Klein") && !after.has("02/11/2026"),
        "{}",
        after.main()
    );
}

async fn r01_the_representative_sees_the_drafts_of_all(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    app.answer(&draft, Step::CivilIdentity, &app.person(1))
        .await
        .expect(303);
    app.get("/espace")
        .await
        .expect_text("Zoé, Anne-Marie LEFEBVRE B");
    app.sign_in("claire-vasseur").await;
    app.get("/espace")
        .await
        .expect_text("LEFEBVRE B")
        .expect_text("par Nadia Benali");
    app.sign_in("hugo-lemaire").await;
    assert!(!app.get("/espace").await.expect(200).has("LEFEBVRE"));
}
