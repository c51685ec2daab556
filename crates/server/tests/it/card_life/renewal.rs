//! Another CDE for the representative in office (K2).

use super::{latest, make_and_send, officer};
use crate::harness::{App, NOTHING, database};
use domain::access::Means;
use server::demo::chain;

both_engines![
    k02_the_representative_renews_their_cde_before_its_end,
    k02_the_agency_orders_another_cde_when_one_is_blocked,
    c06_a_new_representative_ends_the_cde_in_use_and_the_one_on_its_way
];

const CDES: &str = "SELECT c.state FROM card c JOIN contract k ON k.id = c.contract \
                    WHERE k.legal_entity = '140990011' AND c.kind = 'cde' ORDER BY c.ordered_at";
const CDE: &str = "SELECT c.id FROM card c JOIN contract k ON k.id = c.contract \
                   WHERE k.legal_entity = '140990011' AND c.kind = 'cde' ORDER BY c.ordered_at";

async fn cde(app: &App) -> String {
    database::texts(app.world.db(), CDE).await.remove(0)
}

/// 43 days are left to each CDE.
async fn end_soon(app: &App) {
    let sql = "UPDATE card SET expires_on = '2027-01-05' WHERE kind = 'cde'";
    database::execute(app.world.db(), sql).await.unwrap();
}

async fn k02_the_representative_renews_their_cde_before_its_end(app: App) {
    app.sign_in("claire-vasseur").await;
    let path = format!("/structure/cartes/{}/renouveler", cde(&app).await);
    app.post(&path, NOTHING)
        .await
        .expect(422)
        .expect_text("encore plus de 60 jours");
    assert!(!app.get("/structure/cartes").await.has(&path));
    end_soon(&app).await;
    for page in ["/structure/cartes", "/ma-carte"] {
        app.get(page).await.expect(200).expect_text(&path);
    }
    app.get(&path)
        .await
        .expect(200)
        .expect_text("dernier jour le 05/01/2027");
    let hugo = app.other_browser();
    hugo.sign_in("hugo-lemaire").await;
    hugo.post(&path, NOTHING).await.expect(403);
    let marc = app.other_browser();
    marc.sign_in("marc-schneider").await;
    marc.get(&path).await.expect(404);
    marc.post(&path, NOTHING).await.expect(404);
    app.post(&path, NOTHING).await.expect(303);
    app.post(&path, NOTHING)
        .await
        .expect(422)
        .expect_text("déjà en route");
    assert!(!app.get("/ma-carte").await.has(&path));
    // The one in use goes on until the other is used.
    app.get("/structure")
        .await
        .expect(200)
        .expect_text("Active.");
    let agency = officer(&app).await;
    make_and_send(&agency, &latest(&app).await, "8000000997/2600000099").await;
    assert_eq!(
        database::texts(app.world.db(), CDES).await,
        ["active", "sent"]
    );
    chain::sign_in(&app.world, Means::Card, "8000000997/2600000099")
        .await
        .unwrap();
    assert_eq!(
        database::texts(app.world.db(), CDES).await,
        ["revoked", "active"]
    );
    app.work().await;
    let mails = app.mails();
    let told = |part: &str| mails.iter().any(|mail| mail.subject.contains(part));
    assert!(told("carte CDE est commandée") && told("carte CDE est envoyée"));
}

async fn k02_the_agency_orders_another_cde_when_one_is_blocked(app: App) {
    let (id, agency) = (cde(&app).await, officer(&app).await);
    let path = format!("/agence/cartes/{id}/renouveler");
    agency
        .post(&path, NOTHING)
        .await
        .expect(422)
        .expect_text("encore plus de 60 jours");
    let block = format!("/agence/cartes/{id}/bloquer");
    agency.post(&block, [("reason", "lost")]).await.expect(303);
    let contract = "SELECT id FROM contract WHERE legal_entity = '140990011'";
    let contract = database::texts(app.world.db(), contract).await.remove(0);
    let page = format!("/agence/contrats/contrat/{contract}");
    agency.get(&page).await.expect(200).expect_text(&path);
    agency.get(&path).await.expect(200).expect_text("bloquée");
    let done = agency.post(&path, NOTHING).await.expect(303);
    assert_eq!(done.location(), format!("{page}?avis=cde-commandee"));
    assert!(!agency.get(&page).await.expect(200).has(&path));
    assert_eq!(
        database::texts(app.world.db(), CDES).await,
        ["revoked", "ordered"]
    );
    // A CPE is not renewed so.
    let cpe = "SELECT id FROM card WHERE kind = 'cpe' ORDER BY id LIMIT 1";
    let cpe = database::texts(app.world.db(), cpe).await.remove(0);
    let path = format!("/agence/cartes/{cpe}/renouveler");
    agency.post(&path, NOTHING).await.expect(404);
}

async fn c06_a_new_representative_ends_the_cde_in_use_and_the_one_on_its_way(app: App) {
    end_soon(&app).await;
    let claire = app.other_browser();
    claire.sign_in("claire-vasseur").await;
    let path = format!("/structure/cartes/{}/renouveler", cde(&app).await);
    claire.post(&path, NOTHING).await.expect(303);
    app.enter_by_mail("conseil@exemple.fr").await;
    let draft = app.begin_request("representative").await;
    app.choose(&draft, "140990011").await.expect(303);
    app.fill_request(&draft, "nouvelle@exemple.fr").await;
    let request = app.send_request(&draft).await;
    officer(&app).await.accept(&request).await;
    let mut states = database::texts(app.world.db(), CDES).await;
    states.sort();
    assert_eq!(states, ["ordered", "revoked", "revoked"]);
}
