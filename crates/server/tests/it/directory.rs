//! The public pages: the directory and what it never says (A1), the roles (X3, X4), help, terms.

use crate::harness::{App, Person};
use domain::professional::NewSituation;
use server::{actions, world::hash_secret};
use store::{By, housekeeping::session};

/// Somebody whose practice name is easy to find.
fn gaelle(app: &App) -> Person {
    app.person(1)
        .with("birth_name", "D'AOÛT-KÉRÉBEL")
        .with("first_names", "Gaëlle, Anne-Marie")
        .with("practice_first_name", "Gaëlle")
}

/// Register her; her number.
async fn register_gaelle(app: &App) -> String {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&gaelle(app)).await;
    app.forget();
    rpps
}

both_engines![
    a01_the_page_says_what_is_published_and_nothing_more,
    a01_a_name_is_found_without_accents_in_any_order_and_from_its_beginning,
    a02_an_apostrophe_may_be_left_out,
    a01_a_number_is_found_with_or_without_spaces,
    a01_a_place_narrows_the_search,
    a01_a_professional_with_two_situations_has_one_page,
    a01_an_unknown_number_has_no_page,
    a01_a_long_list_is_paged,
    a01_what_was_typed_is_shown_and_never_run,
    x03_the_roles_are_shown_with_their_documents_and_the_version,
    r07_the_terms_are_read_by_version,
    n04_the_help_and_its_contact_are_open_to_all,
    the_home_page_leads_to_ones_own_space
];

async fn a01_the_page_says_what_is_published_and_nothing_more(app: App) {
    let rpps = register_gaelle(&app).await;
    let page = app.get(&format!("/annuaire/{rpps}")).await.expect(200);
    for published in [
        &rpps,
        "Gaëlle",
        "KÉRÉBEL",
        "Aide-soignant",
        "EHPAD LES TILLEULS",
        "Salarié",
        "Madame",
    ] {
        assert!(page.has(published), "{published}: {}", page.main());
    }
    let list = app
        .get("/annuaire?q=kerebel")
        .await
        .expect(200)
        .expect_text(&rpps);
    for answer in [&page, &list] {
        let text = answer.text().to_lowercase();
        for private in [
            "zoe.lefebvre1",
            "39 98",
            "3998",
            "1985",
            "14118",
            "anne-marie",
            "pièce",
            "01/11/2026",
        ] {
            let told = private == "pièce" && text.contains("vu sa pièce d’identité");
            assert!(told || !text.contains(private), "{private}: {text}");
        }
        assert_eq!(answer.header("x-robots-tag"), "noindex, noarchive");
    }
}

async fn a01_a_name_is_found_without_accents_in_any_order_and_from_its_beginning(app: App) {
    let rpps = register_gaelle(&app).await;
    for words in [
        "kerebel",
        "GAELLE+KEREBEL",
        "k%C3%A9r%C3%A9bel+ga%C3%ABlle",
        "d%27aout",
        "d%E2%80%99Aout",
        "gae+ker",
    ] {
        app.get(&format!("/annuaire?q={words}"))
            .await
            .expect(200)
            .expect_text(&rpps);
    }
    for words in ["kerebol", "gaelle+martin", "erebel", "k"] {
        let page = app.get(&format!("/annuaire?q={words}")).await.expect(200);
        page.expect_text("Aucun professionnel trouvé");
    }
}

async fn a02_an_apostrophe_may_be_left_out(app: App) {
    let rpps = register_gaelle(&app).await;
    for typed in ["daout", "d%27aout", "aout", "daout%20gaelle"] {
        app.get(&format!("/annuaire?q={typed}"))
            .await
            .expect(200)
            .expect_text(&rpps);
    }
    app.sign_in("nadia-benali").await;
    app.get("/professionnels?q=daout")
        .await
        .expect(200)
        .expect_text(&rpps);
}

async fn a01_a_number_is_found_with_or_without_spaces(app: App) {
    let rpps = register_gaelle(&app).await;
    let (first, rest) = rpps.split_at(3);
    for typed in [
        rpps.clone(),
        format!("{first}+{rest}"),
        format!("{first}%C2%A0{rest}"),
        format!("8{rpps}"),
    ] {
        let page = app.get(&format!("/annuaire?q={typed}")).await.expect(200);
        page.expect_text("KÉRÉBEL").expect_text("1 résultat");
    }
    app.get("/annuaire?q=99700000001")
        .await
        .expect(422)
        .expect_text("sa clé, le dernier chiffre");
    app.get("/annuaire?q=1234")
        .await
        .expect(422)
        .expect_text("vous en avez saisi 4");
}

async fn a01_a_place_narrows_the_search(app: App) {
    let rpps = register_gaelle(&app).await;
    for place in [
        "q=gaelle&lieu=caen",
        "lieu=14000+tilleuls",
        "etablissement=140991019",
        "lieu=140+991+019",
        "q=140991019",
    ] {
        app.get(&format!("/annuaire?{place}"))
            .await
            .expect(200)
            .expect_text(&rpps);
    }
    for place in [
        "q=gaelle&lieu=strasbourg",
        "q=gaelle&etablissement=140991027",
        "etablissement=010780054",
    ] {
        let page = app.get(&format!("/annuaire?{place}")).await.expect(200);
        page.expect_text("Aucun professionnel trouvé");
    }
    app.get("/annuaire?etablissement=12")
        .await
        .expect(422)
        .expect_text("FINESS");
}

async fn a01_a_professional_with_two_situations_has_one_page(app: App) {
    let rpps = register_gaelle(&app).await;
    let one = app.get(&format!("/annuaire/{rpps}")).await.expect(200);
    assert!(!one.has("2 situations") && !one.has("LA CORNICHE"));
    add_situation(&app, &rpps).await;
    let two = app.get(&format!("/annuaire/{rpps}")).await.expect(200);
    two.expect_text("2 situations d’exercice")
        .expect_text("EHPAD LES TILLEULS")
        .expect_text("EHPAD LA CORNICHE");
    app.get("/annuaire?q=kerebel")
        .await
        .expect_text("2 résultats");
}

async fn a01_an_unknown_number_has_no_page(app: App) {
    for rpps in ["99700000005", "99700000001", "abc", "%3Cscript%3E"] {
        app.get(&format!("/annuaire/{rpps}")).await.expect(404);
    }
}

async fn a01_a_long_list_is_paged(app: App) {
    app.sign_in("nadia-benali").await;
    for rank in 1..=26 {
        app.register(&app.person(rank)).await;
    }
    let first = app.get("/annuaire?q=lefebvre&lieu=caen").await.expect(200);
    let first = first.expect_text("Résultats 1 à 25 sur 26");
    assert_eq!(first.main().matches("<td").count(), 25 * 4);
    let first = first.expect_text("/annuaire?q=lefebvre&#38;lieu=caen&#38;page=2");
    let last = app
        .get("/annuaire?q=lefebvre&lieu=caen&page=2")
        .await
        .expect(200);
    assert_eq!(last.main().matches("<td").count(), 4);
    let (_, rest) = last
        .main()
        .split_once("/annuaire/")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    assert!(!first.has(&rest[..11]), "{} is on both pages", &rest[..11]);
    for beyond in ["99999999999999999999", "99", "-1", "x"] {
        app.get(&format!("/annuaire?q=lefebvre&page={beyond}"))
            .await
            .expect(200)
            .expect_text("sur 26");
    }
}

async fn a01_what_was_typed_is_shown_and_never_run(app: App) {
    let typed = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in [
        format!("/annuaire?q={typed}"),
        format!("/annuaire?q=a&lieu={typed}"),
        format!("/annuaire?etablissement={typed}"),
    ] {
        let page = app.get(&path).await;
        assert!(
            !page.has("<script>alert") && page.status() < 500,
            "{path}: {}",
            page.text()
        );
    }
    app.get(&format!("/annuaire?q={typed}"))
        .await
        .expect(200)
        .expect_text("&#60;script&#62;");
    for odd in [
        "q=%FF%FE",
        "q=a&q=b",
        "q=%00",
        "q=%F0%9F%98%80",
        "q",
        "&&=&",
        "q=%E2%80%AE",
    ] {
        assert!(
            app.get(&format!("/annuaire?{odd}")).await.status() < 500,
            "{odd}"
        );
    }
    let long = "a+".repeat(60);
    app.get(&format!("/annuaire?q={long}"))
        .await
        .expect(422)
        .expect_text("100 caractères");
}

async fn x03_the_roles_are_shown_with_their_documents_and_the_version(app: App) {
    let page = app.get("/aide/roles").await.expect(200);
    let page = page
        .expect_text("26/10/2023")
        .expect_text("30/10/2023")
        .expect_text("34 types de documents");
    let text = page.main();
    assert_eq!(text.matches("<th scope=\"row\"").count(), 38);
    assert_eq!(text.matches(">Oui<").count(), 34 + 5 + 9 + 26 + 13);
    page.expect_text("Le rôle ne suffit pas")
        .expect_text("id=\"GENR99\"");
}

async fn r07_the_terms_are_read_by_version(app: App) {
    let version = server::terms::VERSION;
    app.get("/cgu").await.expect(200).expect_text(version);
    app.get(&format!("/cgu/{version}"))
        .await
        .expect(200)
        .expect_text("L’objet du service");
    app.get("/cgu/1999-01-01").await.expect(404);
}

async fn n04_the_help_and_its_contact_are_open_to_all(app: App) {
    for path in [
        "/",
        "/aide",
        "/aide/glossaire",
        "/donnees-personnelles",
        "/accessibilite",
    ] {
        let page = app.get(path).await.expect(200);
        page.expect_text("assistance@exemple.fr")
            .expect_text("href=\"/aide\"");
    }
    app.get("/robots.txt")
        .await
        .expect(200)
        .expect_text("Disallow: /annuaire?");
}

async fn the_home_page_leads_to_ones_own_space(app: App) {
    app.get("/")
        .await
        .expect(200)
        .expect_text("J’enregistre pour ma structure");
    app.sign_in("nadia-benali").await;
    app.get("/")
        .await
        .expect(200)
        .expect_text("href=\"/espace\">Mon espace");
    app.sign_in("agence").await;
    app.get("/")
        .await
        .expect(200)
        .expect_text("href=\"/agence\">Mon espace");
}

/// Open a second situation for her, as the manager would.
async fn add_situation(app: &App, rpps: &str) {
    let rpps = rpps.parse().unwrap();
    app.sign_in("nadia-benali").await;
    let token = app.cookie("__Host-session").unwrap();
    let (world, store) = (&app.world, &app.world.store);
    let limits = world.config.session_limits();
    let live = session::live(store, &hash_secret(&token), limits).await;
    let live = live.unwrap().unwrap();
    let scope = live.held.unwrap().grant.scope.unwrap();
    let today = domain::access::paris_day(app.clock.now());
    let mut tx = world.db().read().await.unwrap();
    let known = store::professional::known_by_rpps(&mut tx, &scope, &rpps, today);
    let id = known.await.unwrap().unwrap().professional;
    drop(tx);
    let wanted = NewSituation {
        establishment: "140991027".parse().unwrap(),
        starts_on: "2026-11-02".parse().unwrap(),
        planned_end: None,
        profession: "368".parse().unwrap(),
        role: "GENR10".parse().unwrap(),
        practice_mode: "S".parse().unwrap(),
    };
    actions::run(world, By::Session(live.id), "add_situation", |act| {
        actions::add_situation(act, id, wanted.clone())
    })
    .await
    .unwrap();
    app.forget();
}
