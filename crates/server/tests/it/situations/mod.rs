//! Situations that change and end, and what follows: L1, L2, M2, M3, M4, S4; corrections of civil identity: R10.

mod changing;
mod closing;
mod correction;
mod death;
mod planned;

use crate::harness::{Answer, App, database};
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Of the centralised contract, then of Sophie Klein's.
const TILLEULS_CAEN: &str = "140991019";
const SAINTE_ODILE: &str = "670991017";

/// Nadia Benali, signed in, with somebody registered whose messages have left; gives the number.
async fn registered(app: &App) -> String {
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    app.work().await;
    rpps
}

/// The only situation, or the first one opened.
async fn first(app: &App) -> String {
    let sql = "SELECT id FROM situation ORDER BY id LIMIT 1";
    database::texts(app.world.db(), sql).await.remove(0)
}

/// A page of the first situation.
async fn page_of(app: &App, rpps: &str, page: &str) -> String {
    format!(
        "/professionnels/{rpps}/situations/{}/{page}",
        first(app).await
    )
}

async fn close(app: &App, rpps: &str, on: &str, reason: &str) -> Answer {
    let path = page_of(app, rpps, "fermer").await;
    app.post(&path, [("ended_on", on), ("reason", reason)])
        .await
}

async fn file(app: &App, rpps: &str) -> Answer {
    app.get(&format!("/professionnels/{rpps}"))
        .await
        .expect(200)
}

async fn number(app: &App, sql: &'static str) -> i64 {
    database::number(app.world.db(), sql).await
}

async fn text(app: &App, sql: &'static str) -> String {
    database::texts(app.world.db(), sql).await.remove(0)
}

/// Subjects of the mails that left after the first `known`.
async fn subjects(app: &App, known: usize) -> Vec<String> {
    app.work().await;
    let mails = app.mails();
    mails[known..]
        .iter()
        .map(|mail| mail.subject.clone())
        .collect()
}

/// A situation as typed.
fn typed(establishment: &str) -> Vec<(&'static str, String)> {
    [
        ("establishment", establishment),
        ("starts_on", "02/11/2026"),
        ("profession", "313"),
        ("role", "GENR11"),
        ("practice_mode", "S"),
    ]
    .map(|(field, text)| (field, text.to_owned()))
    .into()
}

async fn add(app: &App, rpps: &str, establishment: &str) -> Answer {
    let path = format!("/professionnels/{rpps}/situations/nouvelle");
    app.post(&path, typed(establishment)).await
}
