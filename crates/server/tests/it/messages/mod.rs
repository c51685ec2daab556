//! Mails and SMS as they leave: real servers, outages, crashes (N1, N2).

mod gateway;
mod leases;
mod mail;
mod secure;
mod sink;
mod texts;

use crate::harness::{App, database};

/// Channel, state, tries, and whether there is an error, of each message in the order of their channels.
async fn states(app: &App) -> Vec<String> {
    let sql = "SELECT channel || ' ' || state || ' ' || CAST(attempts AS TEXT) FROM message WHERE about_kind = 'professional' ORDER BY channel, id";
    database::texts(app.world.db(), sql).await
}
