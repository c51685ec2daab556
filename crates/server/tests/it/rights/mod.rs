//! Habilitations, delegates and departures: H1–H7, L3.

mod end;
mod give;

use crate::harness::{Answer, App, database};
use domain::{access::Grant, id::Id};

const TILLEULS_CAEN: &str = "140991019";

/// The only text of a query with one parameter.
async fn text(app: &App, sql: &'static str) -> String {
    database::texts(app.world.db(), sql).await.remove(0)
}

async fn number(app: &App, sql: &'static str) -> i64 {
    database::number(app.world.db(), sql).await
}

/// The right of a persona.
async fn right(app: &App, subject: &str) -> Id<Grant> {
    app.actor(subject).await.grant.id
}

/// The card of a persona, by the mailbox of the account.
async fn card(app: &App, subject: &str) -> String {
    let actor = app.actor(subject).await;
    let contract = actor.grant.scope.unwrap().contract;
    let mut tx = app.world.db().read().await.unwrap();
    let cards = store::card::of_holder(&mut tx, contract, actor.account).await;
    cards.unwrap().remove(0).id.to_string()
}

fn all() -> [(&'static str, &'static str); 1] {
    [("portee", "tous")]
}

async fn give(app: &App, card: &str) -> Answer {
    app.post(&format!("/habilitations/nouvelle/{card}"), all())
        .await
}
