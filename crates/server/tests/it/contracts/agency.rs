//! The agency settles requests and ends contracts.

use super::{PORTICCIO, PORTICCIO_SITES};
use crate::harness::{App, NOTHING, database};

both_engines![
    c03_the_second_officer_is_told_by_whom,
    c03_the_queue_is_filtered_and_exported,
    c08_the_end_of_a_contract_ends_rights_and_cards_and_keeps_professionals,
    c02_a_refused_request_frees_its_structure
];

/// Another officer, made as the demonstration makes its own.
async fn second_officer(app: &App) -> App {
    for sql in [
        "INSERT INTO account (id, name, email, created_at) VALUES \
         ('01a2080f-0000-7000-8000-00000000000a', 'Paul Second', 'paul@demo.invalid', '2026-01-01T00:00:00.000000Z')",
        "INSERT INTO credential (id, account, means, subject, created_at) VALUES \
         ('01a2080f-0000-7000-8000-00000000000b', '01a2080f-0000-7000-8000-00000000000a', 'persona', 'agence-2', '2026-01-01T00:00:00.000000Z')",
        "INSERT INTO access_grant (id, account, kind, granted_at) VALUES \
         ('01a2080f-0000-7000-8000-00000000000c', '01a2080f-0000-7000-8000-00000000000a', 'officer', '2026-01-01T00:00:00.000000Z')",
    ] {
        database::execute(app.world.db(), sql).await.unwrap();
    }
    let second = app.other_browser();
    second.sign_in("agence-2").await;
    second
}

async fn c03_the_second_officer_is_told_by_whom(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let id = app
        .request_contract((PORTICCIO, "centralised"), "ghjulia@exemple.fr")
        .await;
    let (first, second) = (app.other_browser(), second_officer(&app).await);
    first.sign_in("agence").await;
    let base = format!("/agence/contrats/{id}");
    let take = format!("{base}/prendre");
    first.post(&take, [("owner", "")]).await.expect(303);
    second
        .post(&take, [("owner", "")])
        .await
        .expect(422)
        .expect_text("Anne Delmas");
    first.accept(&id).await;
    second
        .post(&format!("{base}/accepter"), NOTHING)
        .await
        .expect(422)
        .expect_text("déjà acceptée")
        .expect_text("Anne Delmas");
}

async fn c03_the_queue_is_filtered_and_exported(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    app.request_contract((PORTICCIO_SITES[0], "decentralised"), "ghjulia@exemple.fr")
        .await;
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    let has = async |query: &str| {
        let list = officer.get(&format!("/agence/contrats?{query}")).await;
        list.expect(200).has("EHPAD U PINU")
    };
    assert!(has("").await);
    assert!(has("mode=decentralised&agent=personne").await);
    assert!(!has("mode=centralised").await);
    assert!(!has("agent=moi").await);
    assert!(!has("age=7").await);
    assert!(!has("nature=representative").await);
    assert!(!has("etat=accepted").await);
    assert!(has("etat=tous&tri=structure").await);
    let file = officer.get("/agence/contrats.csv?etat=submitted").await;
    assert!(file.expect(200).has("EHPAD U PINU"));
    officer.get("/agence/contrats.xlsx").await.expect(200);
}

async fn c08_the_end_of_a_contract_ends_rights_and_cards_and_keeps_professionals(app: App) {
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    nadia.register(&nadia.person(0)).await;
    nadia.fill(&nadia.person(1)).await;
    let contract = database::texts(
        app.world.db(),
        "SELECT id FROM contract WHERE legal_entity = '140990011'",
    )
    .await
    .remove(0);
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    let page = format!("/agence/contrats/contrat/{contract}");
    officer
        .get(&page)
        .await
        .expect(200)
        .expect_text("Nadia Benali")
        .expect_text("Mettre fin au contrat");
    officer
        .post(&format!("{page}/fin"), NOTHING)
        .await
        .expect(422);
    officer
        .post(&format!("{page}/fin"), [("confirm", "oui")])
        .await
        .expect(303);
    assert_ne!(nadia.get("/espace").await.status(), 200);
    // What was being prepared is shown to the agency.
    let ended = officer.get(&page).await.expect(200);
    assert!(ended.has("Terminé") && ended.has("Par Nadia Benali"));
    let count = async |sql| database::number(app.world.db(), sql).await;
    assert_eq!(
        count("SELECT COUNT(*) FROM card c JOIN contract k ON k.id = c.contract WHERE k.legal_entity = '140990011' AND c.ended_at IS NULL").await,
        0
    );
    assert_eq!(count("SELECT COUNT(*) FROM professional").await, 1);
    assert_eq!(
        count("SELECT COUNT(*) FROM situation WHERE ended_on IS NULL").await,
        1
    );
    officer
        .post(&format!("{page}/fin"), [("confirm", "oui")])
        .await
        .expect(422)
        .expect_text("déjà pris fin");
    // Its structures are free to sign again.
    app.enter_by_mail("nouveau@exemple.fr").await;
    app.request_contract(("140990011", "centralised"), "nouveau@exemple.fr")
        .await;
}

async fn c02_a_refused_request_frees_its_structure(app: App) {
    app.enter_by_mail("ghjulia@exemple.fr").await;
    let id = app
        .request_contract((PORTICCIO, "centralised"), "ghjulia@exemple.fr")
        .await;
    let draft = app.begin_request("contract").await;
    app.choose(&draft, PORTICCIO_SITES[0])
        .await
        .expect(422)
        .expect_text("Une demande de contrat");
    let officer = app.other_browser();
    officer.sign_in("agence").await;
    let fields = [("settlement", "refused"), ("remark", "Mauvaise structure.")];
    officer
        .post(&format!("/agence/contrats/{id}/retour"), fields)
        .await
        .expect(303);
    app.get(&format!("/contractualiser/dossiers/{id}"))
        .await
        .expect(200)
        .expect_text("Mauvaise structure.");
    app.choose(&draft, PORTICCIO_SITES[0]).await.expect(303);
}
