//! An establishment under contract moves to another legal entity (C9).

use crate::harness::{App, database, somebody};
use domain::{access::Scope, contract::Wanted};
use server::import::finess::{Missing, Options, import_finess};

both_engines![
    c09_an_establishment_that_moves_keeps_its_contract_until_it_is_settled,
    c09_a_move_is_shown_to_both_representatives,
    c09_an_establishment_with_its_own_contract_is_told_too,
    c09_a_move_that_is_kept_is_not_noticed_again,
    c09_what_no_contract_covers_moves_at_once
];

const SITES: &str = include_str!("../../../../../data/demo/etablissements.csv");
/// Under the centralised contract; from there to the legal entity without contract.
const SITE: &str = "140991019";
const LEFT: &str = "140990011";
const NEW: &str = "2A0990016";

/// Import the structures anew, one of them under another legal entity.
async fn move_to(app: &App, site: &str, from: &str, to: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("etablissements.csv");
    let moved = SITES.replace(
        &format!("structureet;{site};{from};"),
        &format!("structureet;{site};{to};"),
    );
    std::fs::write(&path, moved).unwrap();
    let options = Options {
        files: vec![path],
        missing: Missing::default(),
    };
    import_finess(&app.world.store, &options, |_| {})
        .await
        .unwrap();
}

/// Does the contract of the legal entity that is left cover the establishment?
async fn is_covered(app: &App) -> bool {
    let contract = database::texts(
        app.world.db(),
        "SELECT id FROM contract WHERE legal_entity = '140990011'",
    )
    .await
    .remove(0);
    let scope = Scope {
        contract: contract.parse().unwrap(),
        legal_entity: LEFT.parse().unwrap(),
        establishment: None,
        narrowed_by: None,
    };
    let mut tx = app.world.db().read().await.unwrap();
    let moves = store::structure::moves_of(&mut tx, &scope).await.unwrap();
    assert!(moves.iter().all(|one| one.establishment.as_str() == SITE));
    store::structure::covers(&mut tx, &scope, &SITE.parse().unwrap())
        .await
        .unwrap()
}

async fn officer(app: &App) -> App {
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    officer
}

async fn settle(officer: &App, outcome: &str) -> u16 {
    let id = database::texts(
        officer.world.db(),
        "SELECT id FROM establishment_move ORDER BY id DESC",
    )
    .await
    .remove(0);
    let path = format!("/agence/mouvements/{id}");
    officer.post(&path, [("outcome", outcome)]).await.status()
}

async fn c09_an_establishment_that_moves_keeps_its_contract_until_it_is_settled(app: App) {
    move_to(&app, SITE, LEFT, NEW).await;
    assert!(is_covered(&app).await);
    let officer = officer(&app).await;
    officer
        .get("/agence/mouvements")
        .await
        .expect(200)
        .expect_text("EHPAD LES TILLEULS")
        .expect_text("CENTRE COMMUNAL");
    // It is covered where it was: nobody else contracts for it meanwhile.
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let draft = app.begin_request("contract").await;
    app.choose(&draft, SITE).await.expect(422);
    assert_eq!(settle(&officer, "").await, 422);
    assert_eq!(settle(&officer, "moved").await, 303);
    assert_eq!(settle(&officer, "moved").await, 422);
    assert!(!is_covered(&app).await);
    app.choose(&draft, SITE).await.expect(303);
}

async fn c09_a_move_is_shown_to_both_representatives(app: App) {
    let wanted = Wanted::Centralised {
        legal_entity: NEW.parse().unwrap(),
    };
    let chain = app.chain().await;
    chain.contract(wanted, &somebody("ghjulia")).await.unwrap();
    move_to(&app, SITE, LEFT, NEW).await;
    let (claire, ghjulia) = (app.other_browser(), app.other_browser());
    claire.sign_in("claire-vasseur").await;
    ghjulia.sign_in("ghjulia").await;
    let left = "EHPAD LES TILLEULS (FINESS 140991019) quitte votre entité juridique";
    let new = "EHPAD LES TILLEULS (FINESS 140991019) rejoint votre entité juridique";
    claire
        .get("/structure")
        .await
        .expect(200)
        .expect_text(left)
        .expect_text("Votre contrat le couvre encore");
    ghjulia
        .get("/structure")
        .await
        .expect(200)
        .expect_text(new)
        .expect_text("vous ne pouvez pas encore y enregistrer");
    // It concerns nobody else.
    let marc = app.other_browser();
    marc.sign_in("marc-schneider").await;
    assert!(!marc.get("/structure").await.expect(200).has("TILLEULS"));
    assert_eq!(settle(&officer(&app).await, "moved").await, 303);
    assert!(!claire.get("/structure").await.expect(200).has(left));
    assert!(!ghjulia.get("/structure").await.expect(200).has(new));
    ghjulia
        .get("/structure")
        .await
        .expect_text("pour 3 établissements aujourd’hui");
}

async fn c09_an_establishment_with_its_own_contract_is_told_too(app: App) {
    let site = "670991017";
    move_to(&app, site, super::SAINTE_ODILE, NEW).await;
    let (marc, sophie) = (app.other_browser(), app.other_browser());
    marc.sign_in("marc-schneider").await;
    sophie.sign_in("sophie-klein").await;
    let told = "Votre établissement passe à l’entité juridique";
    marc.get("/structure")
        .await
        .expect(200)
        .expect_text(told)
        .expect_text("Votre contrat reste en vigueur");
    // Others of the entity that it leaves have contracts of their own, which it does not concern.
    let other = "SELECT id FROM contract WHERE establishment = '670991025'";
    let other = database::texts(app.world.db(), other).await.remove(0);
    let scope = Scope {
        contract: other.parse().unwrap(),
        legal_entity: super::SAINTE_ODILE.parse().unwrap(),
        establishment: Some("670991025".parse().unwrap()),
        narrowed_by: None,
    };
    let mut tx = app.world.db().read().await.unwrap();
    let moves = store::structure::moves_of(&mut tx, &scope).await.unwrap();
    assert!(moves.is_empty());
    drop(tx);
    assert_eq!(settle(&officer(&app).await, "moved").await, 303);
    assert!(!marc.get("/structure").await.expect(200).has(told));
    // The contract followed, and she goes on.
    let entity = "SELECT legal_entity FROM contract WHERE establishment = '670991017'";
    assert_eq!(database::texts(app.world.db(), entity).await, [NEW]);
    let here = sophie.person(0).with("establishment", site);
    sophie.register(&here).await;
}

async fn c09_a_move_that_is_kept_is_not_noticed_again(app: App) {
    move_to(&app, SITE, LEFT, NEW).await;
    let officer = officer(&app).await;
    assert_eq!(settle(&officer, "kept").await, 303);
    move_to(&app, SITE, LEFT, NEW).await;
    assert!(is_covered(&app).await);
    officer
        .get("/agence/mouvements")
        .await
        .expect(200)
        .expect_text("Aucun transfert à régler");
}

async fn c09_what_no_contract_covers_moves_at_once(app: App) {
    move_to(&app, "2A0991014", NEW, LEFT).await;
    let cover = "SELECT covered_under FROM establishment WHERE finess = '2A0991014'";
    assert_eq!(database::texts(app.world.db(), cover).await, [LEFT]);
    let moves = "SELECT COUNT(*) FROM establishment_move";
    assert_eq!(database::number(app.world.db(), moves).await, 0);
}
