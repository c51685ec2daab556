//! R2 and R3: names, dates, communes and ages as they are typed.

use crate::harness::{App, database};
use domain::registration::Step;

both_engines![
    r02_a_name_that_cannot_be_says_why,
    r02_names_are_kept_as_the_document_writes_them,
    r02_dates_are_read_as_people_write_them,
    r02_a_partial_date_needs_its_box,
    r02_the_place_of_birth_existed_then,
    r02_every_question_but_the_used_name_must_be_answered,
    r03_sixteen_to_one_hundred_years_on_the_start_date,
    r03_whoever_cannot_start_yet_is_told_beside_the_birth_date
];

async fn r02_a_name_that_cannot_be_says_why(app: App) {
    app.sign_in("nadia-benali").await;
    for (typed, told) in [
        ("LEFEBVRE 😀", "Le caractère « 😀 » n’est pas accepté"),
        (
            "<script>alert(1)</script>",
            "Le caractère « &#60; » n’est pas accepté",
        ),
        ("LEF\u{202E}EBVRE", "caractère invisible"),
        ("LEF\u{200B}EBVRE", "caractère invisible"),
        (
            "MUÑOZ",
            "La lettre « Ñ » n’existe pas à l’état civil français. Écrivez « N ».",
        ),
        ("Kovač", "Écrivez « c »."),
        ("Groß", "Écrivez « ss »."),
        ("Иванова", "Reprenez l’écriture en lettres latines"),
        ("DURAND2", "Le caractère « 2 » n’est pas accepté"),
        ("   ", "Saisissez le nom de naissance."),
    ] {
        let page = app
            .refused(
                Step::CivilIdentity,
                &app.person(1).with("birth_name", typed),
            )
            .await
            .expect_text(told);
        assert!(!page.has("<script>alert"), "{}", page.main());
    }
    let long = "A".repeat(301);
    app.refused(
        Step::CivilIdentity,
        &app.person(1).with("birth_name", &long),
    )
    .await
    .expect_text("dépasse 300 caractères");
    app.refused(Step::CivilIdentity, &app.person(1).with("used_name", "Ђ"))
        .await;
    app.refused(
        Step::CivilIdentity,
        &app.person(1).with("first_names", "Zoé, 7"),
    )
    .await;
}

async fn r02_names_are_kept_as_the_document_writes_them(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app
        .person(1)
        .with("birth_name", "d’Œuvre‑Çà  et là")
        .with("used_name", &"É".repeat(300))
        .with("first_names", "Anne Marie, Zoé")
        .with("practice_first_name", "Anne Marie")
        .with("practice_name", "used");
    app.register(&person).await;
    let kept = database::texts(
        app.world.db(),
        "SELECT birth_name || '|' || first_names || '|' || practice_first_name FROM professional",
    )
    .await;
    assert_eq!(kept, ["d'Œuvre-Çà et là|Anne Marie, Zoé|Anne Marie"]);
}

async fn r02_dates_are_read_as_people_write_them(app: App) {
    app.sign_in("nadia-benali").await;
    for (typed, told) in [
        ("30/02/1990", "Le 30/02/1990 n’existe pas"),
        ("29/02/2001", "Le 29/02/2001 n’existe pas"),
        ("14/03/0000", "trop ancienne"),
        ("14/13/1985", "n’existe pas"),
        ("hier", "Cette date ne se lit pas"),
        ("", "Saisissez la date de naissance."),
    ] {
        app.refused(
            Step::CivilIdentity,
            &app.person(1).with("birth_date", typed),
        )
        .await
        .expect_text(told);
    }
    let draft = app.begin().await;
    for typed in [
        "31121990",
        "1/2/1990",
        "1-2-1990",
        "29/02/2000",
        " 14/03/1985 ",
    ] {
        app.answer(
            &draft,
            Step::CivilIdentity,
            &app.person(1).with("birth_date", typed),
        )
        .await
        .expect(303);
    }
}

async fn r02_a_partial_date_needs_its_box(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app.person(1).with("birth_date", "03/1952");
    app.refused(Step::CivilIdentity, &person)
        .await
        .expect_text("Cochez cette case si la pièce d’identité ne donne pas la date complète");
    app.register(&person.with("partial_date_seen", "oui")).await;
    let kept = database::texts(app.world.db(), "SELECT birth_date FROM professional").await;
    assert_eq!(kept, ["1952-03-00"]);
}

async fn r02_the_place_of_birth_existed_then(app: App) {
    app.sign_in("nadia-benali").await;
    let amareins = app.person(1).with("birth_commune", "01003");
    app.refused(
        Step::CivilIdentity,
        &amareins.with("birth_date", "12/05/1980"),
    )
    .await
    .expect_text("Amareins n’existait pas à la date de naissance (commune jusqu’au 31");
    app.refused(
        Step::CivilIdentity,
        &app.person(1).with("birth_commune", "14999"),
    )
    .await
    .expect_text("Cette commune n’est pas au code officiel géographique");
    app.refused(
        Step::CivilIdentity,
        &app.person(1).with("birth_commune", "Caen"),
    )
    .await;
    let gdr = app
        .person(1)
        .without("birth_commune")
        .with("birth_country", "99141")
        .with("birth_town", "Leipzig");
    app.refused(
        Step::CivilIdentity,
        &gdr.clone().with("birth_date", "12/05/1995"),
    )
    .await
    .expect_text("Ce pays n’existait pas à la date de naissance");
    let draft = app.begin().await;
    app.answer(&draft, Step::CivilIdentity, &gdr)
        .await
        .expect(303);
    app.answer(
        &draft,
        Step::CivilIdentity,
        &app.person(1)
            .with("birth_commune", "14118")
            .with("birth_date", "12/05/1931"),
    )
    .await
    .expect(303);
}

async fn r02_every_question_but_the_used_name_must_be_answered(app: App) {
    app.sign_in("nadia-benali").await;
    let draft = app.begin().await;
    let page = app
        .post(
            &format!("/enregistrements/{draft}/etat-civil"),
            [("birth_country", "99100")],
        )
        .await
        .expect(422);
    for field in [
        "title",
        "sex",
        "birth_name",
        "first_names",
        "birth_date",
        "birth_commune",
        "identity_document",
    ] {
        assert!(
            page.has(&format!("href=\"#{field}\"")),
            "{field}: {}",
            page.main()
        );
    }
    assert!(!page.has("href=\"#used_name\""));
    for (field, forged) in [
        ("title", "DR"),
        ("sex", "X"),
        ("identity_document", "PERMIS"),
        ("birth_country", "99999"),
    ] {
        app.refused(Step::CivilIdentity, &app.person(1).with(field, forged))
            .await
            .expect_text("Choisissez une des réponses proposées.");
    }
}

async fn r03_sixteen_to_one_hundred_years_on_the_start_date(app: App) {
    app.sign_in("nadia-benali").await;
    let person = |born: &str| {
        app.person(1)
            .with("birth_date", born)
            .with("partial_date_seen", "oui")
            .with("starts_on", "01/11/2026")
    };
    for (born, told) in [
        (
            "02/11/2010",
            "La personne n’aurait pas 16 ans à cette date.",
        ),
        ("11/2010", "n’aurait pas 16 ans"),
        ("2010", "n’aurait pas 16 ans"),
        ("01/11/1925", "aurait plus de 100 ans"),
        ("1924", "aurait plus de 100 ans"),
    ] {
        app.refused(Step::Situation, &person(born))
            .await
            .expect_text(told);
    }
    for born in ["01/11/2010", "10/2010", "02/11/1925", "1925"] {
        let draft = app.fill(&person(born)).await;
        app.get(&format!("/enregistrements/{draft}/verifier"))
            .await
            .expect(200);
    }
}

async fn r03_whoever_cannot_start_yet_is_told_beside_the_birth_date(app: App) {
    app.sign_in("nadia-benali").await;
    let born = |typed: &str| {
        app.person(1)
            .with("birth_date", typed)
            .with("partial_date_seen", "oui")
    };
    for (typed, told) in [
        ("24/02/2011", "n’aura 16 ans que le 24/02/2027"),
        ("02/2011", "n’aura 16 ans que le 28/02/2027"),
        ("2012", "ne peut pas dépasser le 23/02/2027"),
        ("23/11/2026", "n’aura 16 ans que le 23/11/2042"),
        ("24/11/2026", "n’est pas encore passée"),
        ("2027", "n’est pas encore passée"),
    ] {
        app.refused(Step::CivilIdentity, &born(typed))
            .await
            .expect_text(told)
            .expect_text("href=\"#birth_date\"");
    }
    // Told even when the place of birth is still missing.
    app.refused(
        Step::CivilIdentity,
        &born("24/02/2011").without("birth_commune"),
    )
    .await
    .expect_text("n’aura 16 ans que le 24/02/2027");
    let draft = app.begin().await;
    app.answer(&draft, Step::CivilIdentity, &born("23/02/2011"))
        .await
        .expect(303);
}
