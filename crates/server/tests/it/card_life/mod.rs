//! Cards from the order to the end: K1–K6.

mod ends;
mod orders;
mod renewal;

use crate::harness::{Answer, App, database};

fn paul(email: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("last_name", "Girard"),
        ("first_name", "Paul"),
        ("job", "Chef de service"),
        ("email", email),
        ("readers", "1"),
        ("origin", "online"),
    ]
}

async fn order(app: &App, email: &'static str) -> Answer {
    app.post("/structure/cartes/commander", paul(email)).await
}

/// The card ordered last.
async fn latest(app: &App) -> String {
    let sql = "SELECT id FROM card ORDER BY ordered_at DESC, id DESC LIMIT 1";
    database::texts(app.world.db(), sql).await.remove(0)
}

async fn state(app: &App) -> String {
    let sql = "SELECT state FROM card ORDER BY ordered_at DESC, id DESC LIMIT 1";
    database::texts(app.world.db(), sql).await.remove(0)
}

async fn number(app: &App, sql: &'static str) -> i64 {
    database::number(app.world.db(), sql).await
}

async fn officer(app: &App) -> App {
    let agency = app.other_browser();
    agency.sign_in("agence").await;
    agency
}

/// The agency records that the card ordered last is made, with this number, and sent.
async fn make_and_send(agency: &App, card: &str, number: &str) {
    let typed = format!("numero-{card}");
    agency
        .post("/agence/cartes", [("file", "fabriquer"), (&typed, number)])
        .await
        .expect(200)
        .expect_text("1 sur 1");
    let ticked = format!("carte-{card}");
    agency
        .post("/agence/cartes", [("file", "envoyer"), (&ticked, "oui")])
        .await
        .expect(200);
}
