//! A contract goes on: another representative, or another mode.

use super::SAINTE_ODILE;
use crate::harness::{App, database};

both_engines![
    c02_a_transition_keeps_each_right_for_its_establishment,
    c02_rights_in_two_folded_contracts_become_one_over_both,
    c06_another_representative_replaces_the_first_and_habilitations_stay,
    c06_without_a_contract_nobody_is_replaced
];

const NARROWED: &str = "SELECT n.establishment FROM access_grant_establishment n \
    JOIN access_grant g ON g.id = n.access_grant JOIN contract c ON c.id = g.contract \
    WHERE c.legal_entity = '670990019' AND c.establishment IS NULL AND g.ended_at IS NULL AND g.kind = 'manager' \
    ORDER BY n.establishment";

async fn transition(app: &App) {
    app.enter_by_mail("siege@exemple.fr").await;
    let draft = app.begin_request("contract").await;
    app.choose(&draft, SAINTE_ODILE).await.expect(303);
    app.get(&format!("{draft}/mode"))
        .await
        .expect(200)
        .expect_text("reprendrait des contrats décentralisés");
    app.post(&format!("{draft}/mode"), [("mode", "centralised")])
        .await
        .expect(303);
    app.fill_request(&draft, "siege@exemple.fr").await;
    let id = app.send_request(&draft).await;
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    officer
        .get(&format!("/agence/contrats/{id}"))
        .await
        .expect(200)
        .expect_text("Passage à un contrat centralisé");
    officer.accept(&id).await;
}

async fn c02_a_transition_keeps_each_right_for_its_establishment(app: App) {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let here = |rank| sophie.person(rank).with("establishment", "670991017");
    sophie.register(&here(0)).await;
    let draft = sophie.fill(&here(1)).await;
    let marc = app.other_browser();
    marc.sign_in("marc-schneider").await;
    marc.get("/espace").await.expect(200);
    transition(&app).await;
    // She still acts, in the same session, for the same establishment alone.
    sophie.get("/espace").await.expect(200);
    sophie
        .get(&format!("/enregistrements/{draft}/contact"))
        .await
        .expect(200);
    assert_eq!(
        database::texts(app.world.db(), NARROWED).await,
        ["670991017"]
    );
    let open =
        "SELECT COUNT(*) FROM contract WHERE legal_entity = '670990019' AND ended_at IS NULL";
    assert_eq!(database::number(app.world.db(), open).await, 1);
    // Those who represented the establishments represent them no more.
    assert_ne!(marc.get("/espace").await.status(), 200);
    let cards = "SELECT COUNT(*) FROM card c JOIN contract k ON k.id = c.contract \
                 WHERE k.folded_into IS NOT NULL AND c.ended_at IS NULL";
    assert_eq!(database::number(app.world.db(), cards).await, 0);
}

async fn c02_rights_in_two_folded_contracts_become_one_over_both(app: App) {
    // A delegate of the second contract is the manager of the first.
    database::execute(
        app.world.db(),
        "INSERT INTO access_grant (id, account, kind, contract, granted_at) \
         SELECT '01a2080f-0000-7000-8000-00000000000d', k.account, 'delegate', c.id, '2026-10-01T00:00:00.000000Z' \
         FROM credential k, contract c WHERE k.means = 'persona' AND k.subject = 'sophie-klein' \
         AND c.establishment = '670991025'",
    )
    .await
    .unwrap();
    transition(&app).await;
    assert_eq!(
        database::texts(app.world.db(), NARROWED).await,
        ["670991017", "670991025"]
    );
    let rights = "SELECT COUNT(*) FROM access_grant g JOIN credential k ON k.account = g.account \
                  WHERE k.subject = 'sophie-klein' AND g.ended_at IS NULL";
    assert_eq!(database::number(app.world.db(), rights).await, 1);
    let delegates = "SELECT COUNT(*) FROM access_grant g JOIN contract c ON c.id = g.contract \
                     WHERE c.legal_entity = '670990019' AND g.kind = 'delegate' AND g.ended_at IS NULL";
    assert_eq!(database::number(app.world.db(), delegates).await, 0);
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    sophie.get("/espace").await.expect(200);
}

async fn c06_another_representative_replaces_the_first_and_habilitations_stay(app: App) {
    let claire = app.other_browser();
    claire.sign_in("claire-vasseur").await;
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    app.enter_by_mail("conseil@exemple.fr").await;
    let draft = app.begin_request("representative").await;
    let next = app.choose(&draft, "140990011").await.expect(303);
    assert_eq!(next.location(), format!("{draft}/representant"));
    app.fill_request(&draft, "nouvelle@exemple.fr").await;
    let id = app.send_request(&draft).await;
    let again = app.begin_request("representative").await;
    app.choose(&again, "140990011").await.expect(303);
    app.fill_request(&again, "autre@exemple.fr").await;
    app.post(&format!("{again}/verifier"), crate::harness::NOTHING)
        .await
        .expect(422)
        .expect_text("déjà en cours");
    claire.get("/espace").await.expect(200);
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    officer.accept(&id).await;
    assert_ne!(claire.get("/espace").await.status(), 200);
    nadia.get("/espace").await.expect(200);
    let cards = "SELECT c.state FROM card c JOIN contract k ON k.id = c.contract \
                 WHERE k.legal_entity = '140990011' AND c.kind = 'cde' ORDER BY c.ordered_at";
    assert_eq!(
        database::texts(app.world.db(), cards).await,
        ["revoked", "ordered"]
    );
}

async fn c06_without_a_contract_nobody_is_replaced(app: App) {
    app.enter_by_mail("conseil@exemple.fr").await;
    let draft = app.begin_request("representative").await;
    app.choose(&draft, super::PORTICCIO)
        .await
        .expect(422)
        .expect_text("Aucun contrat accepté");
}
