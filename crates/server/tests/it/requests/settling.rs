//! Managers: the queue, acceptance, return, refusal (D2, R5, R7, H3, H5, C8).

use super::{SAINTE_ODILE, told};
use crate::harness::{Answer, App, Person, database};
use domain::access::Means;
use server::{actions, demo::chain};
use store::By;

both_engines![
    d02_the_queue_shows_what_waits_in_the_scope_the_oldest_first,
    d02_an_accepted_request_is_a_registration,
    r07_both_attestations_and_the_document_are_needed,
    d02_of_two_managers_the_second_is_told_by_whom,
    d02_two_managers_at_once_register_once,
    d02_a_refusal_needs_a_reason_and_is_mailed,
    r05_a_contact_of_another_is_told,
    h03_one_s_own_request_is_for_another,
    h05_a_narrowed_habilitation_settles_no_more,
    c08_a_contract_that_ends_shows_its_requests_to_the_agency,
];

/// Press "accepter" with everything attested, and these fields.
pub async fn accept(app: &App, id: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("identity_document", "CN"),
        ("exactness", "oui"),
        ("met", "oui"),
        ("terms_version", server::terms::VERSION),
    ];
    fields.extend(more);
    app.post(&format!("/demandes/{id}/accepter"), fields).await
}

/// The same person as typed by somebody else, with another contact.
pub fn again(person: Person) -> Person {
    person
        .with("email", "encore@exemple.fr")
        .with("mobile", "06 39 98 99 99")
}

async fn d02_the_queue_shows_what_waits_in_the_scope_the_oldest_first(app: App) {
    app.asks(&app.person(1)).await;
    app.advance(jiff::SignedDuration::from_hours(24 * 8));
    app.asks(&app.person(2)).await;
    app.asks(&app.person(3).with("establishment", SAINTE_ODILE))
        .await;
    app.sign_in("nadia-benali").await;
    let queue = app.get("/demandes").await.expect(200);
    let words = queue.words();
    let at = |name: &str| words.find(name);
    assert!(
        at("LEFEBVRE B") < at("LEFEBVRE C") && at("LEFEBVRE B").is_some(),
        "{words}"
    );
    assert!(at("LEFEBVRE D").is_none(), "another scope: {words}");
    assert!(queue.has("8 jours"), "{words}");
    let space = app.get("/espace").await.expect(200);
    assert!(space.has("rpps-count\">2<"), "{}", space.text());
    let old = app.get("/demandes?age=7").await.expect(200).words();
    assert!(
        old.contains("LEFEBVRE B") && !old.contains("LEFEBVRE C"),
        "{old}"
    );
    let path = "/demandes?etablissement=140991027&page=99999999999999999999";
    app.get(path)
        .await
        .expect(200)
        .expect_text("Aucune demande ne correspond");
    let julien = app.other_browser();
    julien.sign_in("julien-moreau").await;
    julien
        .get("/demandes")
        .await
        .expect(200)
        .expect_text("LEFEBVRE B");
}

async fn d02_an_accepted_request_is_a_registration(app: App) {
    let (candidate, id) = app.asks(&app.person(1)).await;
    app.sign_in("nadia-benali").await;
    app.get(&format!("/demandes/{id}"))
        .await
        .expect(200)
        .expect_text("LEFEBVRE B")
        .expect_text("zoe.lefebvre1@exemple.fr");
    let done = accept(&app, &id, &[]).await.expect(303);
    let page = app.follow(done).await.expect(200);
    let page = page.expect_text("Professionnel enregistré");
    app.work().await;
    let rpps = "SELECT rpps FROM professional";
    let rpps = database::texts(app.world.db(), rpps).await.remove(0);
    assert!(page.has(&rpps));
    told(&app, "zoe.lefebvre1@exemple.fr", "Votre numéro RPPS");
    candidate
        .get(&format!("/demande/suivi/{id}"))
        .await
        .expect(200)
        .expect_text(&rpps)
        .expect_text("Acceptée");
    app.get(&format!("/professionnels/{rpps}"))
        .await
        .expect(200)
        .expect_text("Nadia Benali a accepté la demande de cette personne.");
    app.get(&format!("/annuaire/{rpps}")).await.expect(200);
    let own = "SELECT body FROM journal WHERE kind = 'request_accepted'";
    let own = database::texts(app.world.db(), own).await.remove(0);
    assert!(own.contains("\"own\":false"), "{own}");
}

async fn r07_both_attestations_and_the_document_are_needed(app: App) {
    let (_, id) = app.asks(&app.person(1)).await;
    app.sign_in("nadia-benali").await;
    let path = format!("/demandes/{id}/accepter");
    let fields = [("terms_version", server::terms::VERSION)];
    app.post(&path, fields)
        .await
        .expect(422)
        .expect_text("3 réponses sont à corriger");
    let old = [
        ("identity_document", "CN"),
        ("exactness", "oui"),
        ("met", "oui"),
        ("terms_version", "1999-01-01"),
    ];
    app.post(&path, old)
        .await
        .expect(422)
        .expect_text("Les conditions d’utilisation ont changé");
    let none = "SELECT COUNT(*) FROM professional";
    assert_eq!(database::number(app.world.db(), none).await, 0);
}

async fn d02_of_two_managers_the_second_is_told_by_whom(app: App) {
    let (_, id) = app.asks(&app.person(1)).await;
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    hugo.get(&format!("/demandes/{id}")).await.expect(200);
    app.sign_in("nadia-benali").await;
    accept(&app, &id, &[]).await.expect(303);
    accept(&hugo, &id, &[])
        .await
        .expect(409)
        .expect_text("Cette demande est déjà acceptée")
        .expect_text("par Nadia Benali, le 23/11/2026 à 11 h 00");
}

async fn d02_two_managers_at_once_register_once(app: App) {
    let (_, id) = app.asks(&app.person(1)).await;
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    app.sign_in("nadia-benali").await;
    let (one, other) = tokio::join!(accept(&app, &id, &[]), accept(&hugo, &id, &[]));
    let mut statuses = [one.status(), other.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409], "{}\n{}", one.main(), other.main());
    let people = "SELECT COUNT(*) FROM professional";
    assert_eq!(database::number(app.world.db(), people).await, 1);
}

async fn d02_a_refusal_needs_a_reason_and_is_mailed(app: App) {
    let (candidate, id) = app.asks(&app.person(1)).await;
    app.sign_in("nadia-benali").await;
    let path = format!("/demandes/{id}/retour");
    app.post(&path, [("settlement", "refused"), ("remark", "  ")])
        .await
        .expect(422)
        .expect_text("cochez un motif");
    app.post(&path, [("remark", "Parti.")])
        .await
        .expect(422)
        .expect_text("retourner ou refuser");
    app.post(
        &path,
        [("settlement", "refused"), ("remark", "Parti en mars.")],
    )
    .await
    .expect(303);
    app.work().await;
    told(
        &app,
        "zoe.lefebvre1@exemple.fr",
        "Votre demande d’enregistrement est refusée",
    );
    candidate
        .get(&format!("/demande/suivi/{id}"))
        .await
        .expect(200)
        .expect_text("Parti en mars.")
        .expect_text("faire une autre demande");
    let bodies = "SELECT body FROM journal WHERE kind = 'request_refused'";
    let bodies = database::texts(app.world.db(), bodies).await;
    assert!(!bodies[0].contains("Parti"), "{bodies:?}");
}

async fn r05_a_contact_of_another_is_told(app: App) {
    let (_, id) = app.asks(&app.person(1)).await;
    app.sign_in("nadia-benali").await;
    let same_mobile = app.person(2).with("mobile", app.person(1).get("mobile"));
    app.register(&same_mobile).await;
    accept(&app, &id, &[])
        .await
        .expect(422)
        .expect_text("Ce numéro est à");
}

async fn h03_one_s_own_request_is_for_another(app: App) {
    let nadia = app.person(1).with("email", "nadia-benali@demo.invalid");
    let (_, id) = app.asks(&nadia).await;
    app.sign_in("nadia-benali").await;
    app.get(&format!("/demandes/{id}"))
        .await
        .expect(200)
        .expect_text("Cette demande est la vôtre");
    accept(&app, &id, &[])
        .await
        .expect(422)
        .expect_text("Cette demande est la vôtre");
    app.sign_in("claire-vasseur").await;
    accept(&app, &id, &[]).await.expect(303);
    // Alone, one settles one's own, and the journal marks it.
    let alone = app
        .person(2)
        .with("email", "elise-roth@demo.invalid")
        .with("birth_date", "02/02/1970")
        .with("establishment", "670991025");
    let (_, id) = app.asks(&alone).await;
    let elise = app.other_browser();
    elise.sign_in("elise-roth").await;
    let grant = "SELECT g.id FROM access_grant g JOIN contract c ON c.id = g.contract \
                 WHERE c.establishment = '670991025' AND g.kind = 'legal_representative'";
    let grant = database::texts(app.world.db(), grant).await.remove(0);
    elise
        .post("/connexion/qualite", [("qualite", grant.as_str())])
        .await
        .expect(303);
    accept(&elise, &id, &[]).await.expect(303);
    let own = "SELECT body FROM journal WHERE kind = 'request_accepted' ORDER BY id DESC LIMIT 1";
    let own = database::texts(app.world.db(), own).await.remove(0);
    assert!(own.contains("\"own\":true"), "{own}");
}

async fn h05_a_narrowed_habilitation_settles_no_more(app: App) {
    let (_, id) = app.asks(&app.person(1)).await;
    let julien = app.other_browser();
    julien.sign_in("julien-moreau").await;
    julien.get(&format!("/demandes/{id}")).await.expect(200);
    let narrowed = "DELETE FROM access_grant_establishment WHERE establishment = '140991019'";
    database::execute(app.world.db(), narrowed).await.unwrap();
    accept(&julien, &id, &[]).await.expect(404);
    julien.get(&format!("/demandes/{id}")).await.expect(404);
    // The act itself says no too.
    let actor = chain::sign_in(&app.world, Means::Persona, "julien-moreau").await;
    let by = By::Session(actor.unwrap().actor.session);
    let request = id.parse().unwrap();
    let command = domain::turn_down::TurnDown {
        settlement: domain::turn_down::Settlement::Refused,
        reasons: vec![domain::request::Remark::NotHere],
        remark: String::new(),
    };
    let done = actions::run(&app.world, by, "turn_down_request", |act| {
        actions::turn_down_request(act, request, command.clone())
    });
    let refused = done.await;
    assert!(
        matches!(refused, Err(actions::Error::Refused(_))),
        "{refused:?}"
    );
}

async fn c08_a_contract_that_ends_shows_its_requests_to_the_agency(app: App) {
    let there = app.person(1).with("establishment", SAINTE_ODILE);
    let (candidate, id) = app.asks(&there).await;
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    sophie.get(&format!("/demandes/{id}")).await.expect(200);
    let contract = "SELECT id FROM contract WHERE establishment = '670991017'";
    let contract = database::texts(app.world.db(), contract).await.remove(0);
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    let path = format!("/agence/contrats/contrat/{contract}");
    let page = agency.get(&path).await.expect(200);
    assert!(
        page.has("Demandes de professionnels en attente"),
        "{}",
        page.main()
    );
    assert!(
        page.has("envoyée le 23/11/2026") && !page.has("LEFEBVRE"),
        "{}",
        page.main()
    );
    agency
        .post(&format!("{path}/fin"), [("confirm", "oui")])
        .await
        .expect(303);
    // The right ended with the contract: the open page sends nothing.
    let late = accept(&sophie, &id, &[]).await;
    assert!(
        [401, 303, 403, 404].contains(&late.status()),
        "{}",
        late.main()
    );
    candidate
        .get(&format!("/demande/suivi/{id}"))
        .await
        .expect(200)
        .expect_text("n’a plus de contrat en vigueur");
    agency
        .get(&path)
        .await
        .expect(200)
        .expect_text("envoyée le 23/11/2026");
}
