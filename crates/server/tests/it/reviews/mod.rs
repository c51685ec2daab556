//! Every six months an establishment confirms its list: L5.

mod answers;
mod clock;
mod pages;

use crate::harness::{Answer, App, database};
use domain::{id::Id, review::Review};
use jiff::SignedDuration;

/// The establishment where `App::person` works.
pub const CAEN: &str = "140991019";

pub fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

/// The clock acts, then what it wrote leaves.
pub async fn pass(app: &App, time: SignedDuration) {
    app.advance(time);
    app.work().await;
    app.work().await;
}

pub async fn number(app: &App, sql: &'static str) -> i64 {
    database::number(app.world.db(), sql).await
}

pub async fn texts(app: &App, sql: &'static str) -> Vec<String> {
    database::texts(app.world.db(), sql).await
}

/// Nadia registers so many people at one establishment, then opens its review. Gives where it is.
pub async fn opened(app: &App, people: u32) -> String {
    app.sign_in("nadia-benali").await;
    for rank in 0..people {
        app.register(&app.person(rank)).await;
    }
    app.work().await;
    open(app).await
}

/// Open the review of the establishment.
pub async fn open(app: &App) -> String {
    let done = app.post("/revue/ouvrir", [("etablissement", CAEN)]).await;
    let done = done.expect(303);
    let path = done.location().split('?').next().unwrap().to_owned();
    let id: Id<Review> = path.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(path, format!("/revue/{id}"));
    path
}

/// The situations, in the order of their registration.
pub async fn situations(app: &App) -> Vec<String> {
    texts(app, "SELECT id FROM situation ORDER BY id").await
}

/// Send the list with these boxes ticked among all that are shown.
pub async fn send(app: &App, path: &str, action: &str, ticked: &[String]) -> Answer {
    let all = situations(app).await.join(" ");
    let mut fields = vec![
        ("lignes".to_owned(), all),
        ("action".to_owned(), action.to_owned()),
    ];
    for id in ticked {
        fields.push((format!("ligne-{id}"), "oui".to_owned()));
    }
    app.post(path, fields).await
}

/// Close what is ticked.
pub async fn close(app: &App, path: &str, ended_on: &str) -> Answer {
    let fields = [("ended_on", ended_on), ("reason", "AUT")];
    app.post(&format!("{path}/fermer"), fields).await
}
