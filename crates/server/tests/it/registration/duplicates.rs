//! R4: the certain duplicate, and how it is contested.

use crate::harness::{Answer, App, Person, database};
use domain::{duplicate::Outcome, registration::Step};
use server::actions::{self, Error};
use store::By;

/// Somebody else's mailbox and mobile, so that the identity alone is the same.
fn again(person: Person) -> Person {
    person
        .with("email", "autre@exemple.fr")
        .with("mobile", "0639980999")
}

async fn count(app: &App) -> i64 {
    database::number(app.world.db(), "SELECT COUNT(*) FROM professional").await
}

both_engines![
    r04_a_certain_duplicate_is_found_whatever_the_writing,
    r04_the_act_itself_refuses_a_certain_duplicate,
    r04_outside_the_scope_the_public_part_alone_is_shown,
    r04_a_contest_goes_to_an_officer_who_may_affirm_two_persons,
    r04_an_officer_may_find_one_person,
    r04_a_draft_that_met_a_duplicate_says_so_until_its_identity_changes
];

async fn r04_a_certain_duplicate_is_found_whatever_the_writing(app: App) {
    app.sign_in("nadia-benali").await;
    let person = app
        .person(1)
        .with("birth_name", "Œuvray-D'Été")
        .with("first_names", "Zoé, Anne-Marie");
    let rpps = app.register(&person).await;
    for (field, same) in [
        ("birth_name", "OEUVRAY D ETE"),
        ("birth_name", "œuvray-d’été"),
        ("birth_name", "Oeuvray  d'ete"),
        ("first_names", "ZOE Anne-Marie"),
        ("first_names", "Zoé, Anne Marie"),
        ("birth_date", "14-3-1985"),
    ] {
        let page = app
            .refused(
                Step::CivilIdentity,
                &again(person.clone()).with(field, same),
            )
            .await;
        assert!(
            page.has(&rpps) && page.has(&format!("/professionnels/{rpps}/situations/nouvelle")),
            "{same}: {}",
            page.main()
        );
    }
    for (field, other) in [
        ("birth_name", "Œuvray"),
        ("first_names", "Zoé"),
        ("birth_date", "15/03/1985"),
        ("birth_commune", "14366"),
        ("sex", "M"),
    ] {
        let draft = app.begin().await;
        app.answer(
            &draft,
            Step::CivilIdentity,
            &again(person.clone()).with(field, other),
        )
        .await
        .expect(303);
    }
}

async fn r04_the_act_itself_refuses_a_certain_duplicate(app: App) {
    app.sign_in("nadia-benali").await;
    let (first, second) = (
        app.fill(&app.person(1)).await,
        app.fill(&again(app.person(1))).await,
    );
    app.confirm(&first).await.expect(303);
    app.confirm(&second)
        .await
        .expect(409)
        .expect_text("Cette personne est déjà enregistrée");
    assert_eq!(count(&app).await, 1);
}

async fn r04_outside_the_scope_the_public_part_alone_is_shown(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let rpps = sophie
        .register(&app.person(1).with("establishment", "670991017"))
        .await;
    app.sign_in("nadia-benali").await;
    let page = app
        .refused(Step::CivilIdentity, &again(app.person(1)))
        .await
        .expect_text(&rpps);
    assert!(
        !page.has("SAINTE-ODILE") && !page.has("zoe.lefebvre1@"),
        "{}",
        page.main()
    );
}

async fn r04_a_contest_goes_to_an_officer_who_may_affirm_two_persons(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let draft = app.begin().await;
    let twin = again(app.person(1));
    app.answer(&draft, Step::CivilIdentity, &twin)
        .await
        .expect(422);
    let path = format!("/enregistrements/{draft}/contester");
    app.get(&path).await.expect(200);
    app.post(&path, [("reason", "  ")])
        .await
        .expect(422)
        .expect_text("Dites ce qui distingue les deux personnes");
    app.post(&path, [("reason", "Je connais les deux.")])
        .await
        .expect(303);
    app.post(&path, [("reason", "Encore.")])
        .await
        .expect(422)
        .expect_text("déjà transmis cette demande");
    app.answer(&draft, Step::CivilIdentity, &twin)
        .await
        .expect(422)
        .expect_text("En attente de l’agence (contestation du 23/11/2026)");
    listed(&app, "En attente de l’agence (contestation du 23/11/2026)").await;

    let case = &database::texts(app.world.db(), "SELECT id FROM contested_identity").await[0];
    let manager = settle(&app, case, Outcome::TwoPersons).await;
    assert!(
        matches!(manager, Err(Error::Refused(_))),
        "a manager does not settle: {manager:?}"
    );
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    settle(&agency, case, Outcome::TwoPersons).await.unwrap();
    listed(
        &app,
        "deux personnes : « Deux actes de naissance ». Vous pouvez continuer.",
    )
    .await;
    app.get(&format!("/enregistrements/{draft}/etat-civil"))
        .await
        .expect(200)
        .expect_text("Vous pouvez continuer");
    for step in Step::ALL {
        app.answer(&draft, *step, &twin).await.expect(303);
    }
    app.confirm(&draft).await.expect(303);
    assert_eq!(count(&app).await, 2);
    app.refused(
        Step::CivilIdentity,
        &app.person(1).with("email", "tiers@exemple.fr"),
    )
    .await;
}

async fn r04_an_officer_may_find_one_person(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let draft = app.begin().await;
    app.answer(&draft, Step::CivilIdentity, &again(app.person(1)))
        .await
        .expect(422);
    app.post(
        &format!("/enregistrements/{draft}/contester"),
        [("reason", "Je connais les deux.")],
    )
    .await
    .expect(303);
    let case = &database::texts(app.world.db(), "SELECT id FROM contested_identity").await[0];
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    settle(&agency, case, Outcome::SamePerson).await.unwrap();
    let twice = settle(&agency, case, Outcome::TwoPersons).await;
    assert!(matches!(twice, Err(Error::Refused(_))), "{twice:?}");
    app.answer(&draft, Step::CivilIdentity, &again(app.person(1)))
        .await
        .expect(422)
        .expect_text("il s’agit de la même personne");
    listed(&app, "la même personne : « Deux actes de naissance ».")
        .await
        .expect_text("Ajouter une situation à cette personne");
    app.get(&format!("/enregistrements/{draft}/etat-civil"))
        .await
        .expect(200)
        .expect_text("Deux actes de naissance");
}

async fn r04_a_draft_that_met_a_duplicate_says_so_until_its_identity_changes(app: App) {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    let twin = again(app.person(1));
    let refused = "Refusée à l’état civil : personne déjà enregistrée.";
    let draft = app.begin().await;
    app.answer(&draft, Step::CivilIdentity, &twin)
        .await
        .expect(422);
    listed(&app, refused).await.expect_text("/etat-civil");
    app.get("/espace").await.expect(200).expect_text(refused);
    app.get(&format!("/enregistrements/{draft}/etat-civil"))
        .await
        .expect(200)
        .expect_text("le signaler à l’agence");
    app.answer(
        &draft,
        Step::CivilIdentity,
        &twin.with("first_names", "Ode"),
    )
    .await
    .expect(303);
    listed(&app, "Étape suivante : Contact.").await;
}

/// The list of drafts, which says so.
async fn listed(app: &App, sentence: &str) -> Answer {
    app.get("/enregistrements")
        .await
        .expect(200)
        .expect_text(sentence)
}

/// Settle a case as whoever signed in last.
async fn settle(
    app: &App,
    case: &str,
    outcome: Outcome,
) -> Result<(), Error<domain::duplicate::CannotSettle>> {
    let last =
        "SELECT id FROM session WHERE ended_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1";
    let session = database::texts(app.world.db(), last).await[0]
        .parse()
        .unwrap();
    let case = case.parse().unwrap();
    actions::run(
        &app.world,
        By::Session(session),
        "settle_contested_identity",
        |act| {
            actions::settle_contested_identity(
                act,
                case,
                outcome,
                "Deux actes de naissance.".to_owned(),
            )
        },
    )
    .await
}
