//! R4, R5: who resembles somebody registered is compared before the next step, and once more inside the act.

use crate::harness::{Answer, App, NOTHING, Person, database};
use domain::registration::Step;

const COUSINS: &str = "Deux cousines, je connais les deux.";
const DECISIONS: &str = "SELECT reason || ' ' || likeness FROM duplicate_decision ORDER BY id";
const MET: &str = "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'";

/// Person 1 with one letter less, and another contact: probably the same.
fn probable(app: &App) -> Person {
    app.person(1)
        .with("birth_name", "LEFEVRE B")
        .with("email", "autre@exemple.fr")
        .with("mobile", "0639980999")
}

/// Person 1 born elsewhere, with another contact: possibly the same.
fn possible(app: &App) -> Person {
    app.person(1)
        .with("birth_commune", "14366")
        .with("email", "autre@exemple.fr")
        .with("mobile", "0639980999")
}

fn page_of(draft: &str) -> String {
    format!("/enregistrements/{draft}/ressemblances")
}

/// Answer the first step of a new draft, which leads to the comparison; gives the draft and the page.
async fn compared(app: &App, person: &Person) -> (String, Answer) {
    let draft = app.begin().await;
    let left = app.answer(&draft, Step::CivilIdentity, person).await;
    assert_eq!(left.expect(303).location(), page_of(&draft));
    let page = app.get(&page_of(&draft)).await.expect(200);
    (draft, page)
}

/// Say why those of these numbers are others.
async fn say(app: &App, draft: &str, others: &str, why: &str) -> Answer {
    let fields = [("others", others), ("others_reason", why)];
    app.post(&page_of(draft), fields).await
}

/// The steps after the first.
async fn go_on(app: &App, draft: &str, person: &Person) {
    for step in [Step::Contact, Step::Situation, Step::Legal] {
        app.answer(draft, step, person).await.expect(303);
    }
}

both_engines![
    r04_a_probable_one_is_told_apart_before_the_next_step,
    r04_the_reason_is_kept_and_told_to_the_structure_and_the_agency,
    r04_a_possible_one_is_shown_and_nothing_is_asked,
    r04_the_answer_holds_for_those_who_were_shown,
    r04_one_registered_meanwhile_brings_back_to_the_choice,
    r04_outside_the_scope_nothing_says_what_agrees,
    r05_over_the_limit_nobody_learns_whether_there_is_somebody,
];

async fn r04_a_probable_one_is_told_apart_before_the_next_step(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let person = probable(&app);
    let (draft, page) = compared(&app, &person).await;
    for shown in [
        "Cette personne existe peut-être déjà",
        "Même personne, c’est probable",
        "une faute de frappe",
        "LEFEBVRE B",
        "LEFEVRE B",
        &format!("/professionnels/{rpps}/situations/nouvelle"),
    ] {
        assert!(page.has(shown), "{shown}: {}", page.main());
    }
    // Neither the next step, nor the end, nor the list goes past the question; what is typed there is kept.
    for step in ["contact", "verifier"] {
        let ahead = app.get(&format!("/enregistrements/{draft}/{step}")).await;
        assert_eq!(ahead.expect(303).location(), page_of(&draft));
    }
    let sent = app.answer(&draft, Step::Contact, &person).await.expect(303);
    assert_eq!(sent.location(), page_of(&draft));
    app.get("/enregistrements")
        .await
        .expect_text("Comparer avec une personne déjà enregistrée")
        .expect_text(&page_of(&draft));
    say(&app, &draft, &rpps, " \r\n ")
        .await
        .expect(422)
        .expect_text("Dites pourquoi c’est une autre personne.");
    let long = "é".repeat(1_001);
    say(&app, &draft, &rpps, &long)
        .await
        .expect(422)
        .expect_text("1001 caractères. Raccourcissez-la à 1000.")
        .expect_text(&long);
    // Left for later, half-answered.
    let later = [("others_reason", "Deux cous"), ("action", "plus_tard")];
    app.post(&page_of(&draft), later).await.expect(303);
    app.get(&page_of(&draft))
        .await
        .expect(200)
        .expect_text("Deux cous");
    let told = say(&app, &draft, &rpps, &"é".repeat(1_000)).await;
    let next = told.expect(303).location().to_owned();
    assert_eq!(next, format!("/enregistrements/{draft}/situation"));
    let same = app.answer(&draft, Step::CivilIdentity, &person).await;
    assert_eq!(same.expect(303).location(), next, "asked once");
}

async fn r04_the_reason_is_kept_and_told_to_the_structure_and_the_agency(app: App) {
    app.sign_in("nadia-benali").await;
    let known = app.register(&app.person(1)).await;
    let person = probable(&app);
    let (draft, _) = compared(&app, &person).await;
    say(&app, &draft, &known, COUSINS).await.expect(303);
    go_on(&app, &draft, &person).await;
    app.get(&format!("/enregistrements/{draft}/verifier"))
        .await
        .expect(200)
        .expect_text("Personnes comparées")
        .expect_text(COUSINS);
    let done = app.confirm(&draft).await.expect(303);
    let rpps = done.location().split('/').nth(2).unwrap().to_owned();
    assert_eq!(
        database::texts(app.world.db(), DECISIONS).await,
        [format!("{COUSINS} one_typing_error")]
    );
    let body = "SELECT body FROM journal WHERE kind = 'duplicate_set_aside'";
    let body = database::texts(app.world.db(), body).await;
    assert!(body.len() == 1 && !body[0].contains("cousines"), "{body:?}");
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    for (reader, path) in [
        (&app, format!("/professionnels/{rpps}/historique")),
        (&agency, format!("/agence/professionnels/{rpps}")),
    ] {
        let told = format!("RPPS {known} : « {COUSINS} »");
        reader.get(&path).await.expect(200).expect_text(&told);
    }
    let own = app.other_browser();
    own.enter_own_file(&rpps).await;
    let page = own.get("/mon-dossier/historique").await.expect(200);
    assert!(
        page.has("une personne qui vous ressemble en est une autre") && !page.has("cousines"),
        "{}",
        page.main()
    );
}

async fn r04_a_possible_one_is_shown_and_nothing_is_asked(app: App) {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    let person = possible(&app);
    let (draft, page) = compared(&app, &person).await;
    assert!(
        page.has("Même personne, c’est possible") && !page.has("others_reason"),
        "{}",
        page.main()
    );
    let on = app.post(&page_of(&draft), [("others", &rpps)]).await;
    let contact = format!("/enregistrements/{draft}/contact");
    assert_eq!(on.expect(303).location(), contact);
    let again = app.answer(&draft, Step::CivilIdentity, &person).await;
    assert_eq!(again.expect(303).location(), contact, "shown once");
    go_on(&app, &draft, &person).await;
    let page = app.get(&format!("/enregistrements/{draft}/verifier")).await;
    assert!(!page.expect(200).has("Personnes comparées"));
    app.confirm(&draft).await.expect(303);
    assert!(database::texts(app.world.db(), DECISIONS).await.is_empty());
}

async fn r04_the_answer_holds_for_those_who_were_shown(app: App) {
    app.sign_in("nadia-benali").await;
    let known = app.register(&app.person(1)).await;
    let person = probable(&app);
    let (draft, _) = compared(&app, &person).await;
    say(&app, &draft, &known, COUSINS).await.expect(303);
    // Another identity, or only another used name: another question.
    for changed in [
        person.clone().with("birth_name", "LEFEBRE B"),
        person.clone().with("used_name", "GENTIL"),
    ] {
        let left = app.answer(&draft, Step::CivilIdentity, &changed).await;
        assert_eq!(left.expect(303).location(), page_of(&draft));
        let page = app.get(&page_of(&draft)).await.expect(200);
        assert!(!page.has(COUSINS), "{}", page.main());
        say(&app, &draft, &known, COUSINS).await.expect(303);
    }
    // What was said of a number says nothing of another.
    app.answer(&draft, Step::CivilIdentity, &person).await;
    say(&app, &draft, "99700000000", COUSINS).await.expect(303);
    go_on(&app, &draft, &person).await;
    let sent = app.confirm(&draft).await.expect(303);
    assert_eq!(sent.location(), page_of(&draft));
    assert!(database::texts(app.world.db(), DECISIONS).await.is_empty());
}

async fn r04_one_registered_meanwhile_brings_back_to_the_choice(app: App) {
    app.sign_in("nadia-benali").await;
    let person = probable(&app);
    let draft = app.fill(&person).await;
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    let first = hugo.register(&app.person(1)).await;
    let sent = app.confirm(&draft).await.expect(303);
    assert_eq!(sent.location(), page_of(&draft));
    let page = app.get(&page_of(&draft)).await.expect(200);
    assert!(page.has(&first) && page.has("c’est probable"));
    let verify = format!("/enregistrements/{draft}/verifier");
    let told = say(&app, &draft, &first, COUSINS).await.expect(303);
    assert_eq!(told.location(), verify, "everything typed is kept");
    // Somebody else again, after the answer.
    let second = probable(&app)
        .with("birth_name", "LEFEVRE BB")
        .with("email", "encore@exemple.fr")
        .with("mobile", "0639980998");
    hugo.register(&second).await;
    let sent = app.confirm(&draft).await.expect(303);
    assert_eq!(sent.location(), page_of(&draft));
    let page = app.get(&page_of(&draft)).await.expect(200);
    assert!(
        page.has("LEFEVRE BB") && page.has(COUSINS),
        "{}",
        page.main()
    );
    let shown = page.text();
    let (_, rest) = shown.split_once("name=\"others\" value=\"").unwrap();
    let others = rest.split_once('"').unwrap().0;
    say(&app, &draft, others, COUSINS).await.expect(303);
    app.confirm(&draft).await.expect(303);
    assert_eq!(database::texts(app.world.db(), DECISIONS).await.len(), 2);
}

async fn r04_outside_the_scope_nothing_says_what_agrees(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let there = app.person(1).with("establishment", "670991017");
    let rpps = sophie.register(&there).await;
    app.sign_in("nadia-benali").await;
    let person = probable(&app);
    let (draft, page) = compared(&app, &person).await;
    assert!(
        page.has(&rpps) && page.has("c’est probable") && page.has("/professionnels/ajouter"),
        "{}",
        page.main()
    );
    for hidden in [
        "une faute de frappe",
        "rpps-compare",
        "14/03/1985",
        "zoe.lefebvre1",
        "/situations/nouvelle",
    ] {
        assert!(!page.has(hidden), "{hidden}: {}", page.main());
    }
    assert_eq!(database::number(app.world.db(), MET).await, 1);
    app.get(&page_of(&draft)).await.expect(200);
    assert_eq!(database::number(app.world.db(), MET).await, 1, "once a day");
    say(&app, &draft, &rpps, COUSINS).await.expect(303);
    go_on(&app, &draft, &person).await;
    app.confirm(&draft).await.expect(303);
}

async fn r05_over_the_limit_nobody_learns_whether_there_is_somebody(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let there = app.person(1).with("establishment", "670991017");
    let rpps = sophie.register(&there).await;
    let app = app.with(|config, _| config.limits.outside_lookups_per_day = 0);
    app.sign_in("nadia-benali").await;
    let mut pages = Vec::new();
    for person in [probable(&app), app.person(2)] {
        let draft = app.begin().await;
        let mut fields = person.step(Step::CivilIdentity);
        fields.push(("action", "plus_tard".to_owned()));
        let step = format!("/enregistrements/{draft}/etat-civil");
        app.post(&step, fields).await.expect(303);
        let page = app.get(&page_of(&draft)).await.expect(200);
        assert!(page.has("nombre de recherches du jour") && !page.has(&rpps));
        app.post(&page_of(&draft), NOTHING).await.expect(303);
        pages.push(page.main().matches("<section").count());
    }
    assert_eq!(pages, [0, 0]);
    assert_eq!(database::number(app.world.db(), MET).await, 0);
}
