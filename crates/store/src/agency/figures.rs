//! How much there is, and how much waits.

use crate::{StoreError, Tx, on, time};
use jiff::Timestamp;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Figures {
    /// Contracts in force, of each mode.
    pub centralised: i64,
    pub decentralised: i64,
    pub professionals: i64,
    /// Contested identities that wait for an officer.
    pub contested: i64,
    /// Requests of structures that wait for the agency.
    pub applications: i64,
    /// Cards that the agency has to produce or to send.
    pub cards: i64,
    /// Requests of professionals that wait for managers (D2).
    pub requests: i64,
    oldest_request: Option<String>,
}

impl Figures {
    /// Since when the oldest of those requests waits.
    pub fn requests_wait_since(&self) -> Result<Option<Timestamp>, StoreError> {
        self.oldest_request
            .as_deref()
            .map(time::instant)
            .transpose()
    }
}

pub async fn figures(tx: &mut Tx) -> Result<Figures, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM contract WHERE ended_at IS NULL AND establishment IS NULL) AS centralised, \
             (SELECT COUNT(*) FROM contract WHERE ended_at IS NULL AND establishment IS NOT NULL) AS decentralised, \
             (SELECT COUNT(*) FROM professional) AS professionals, \
             (SELECT COUNT(*) FROM contested_identity WHERE outcome IS NULL) AS contested, \
             (SELECT COUNT(*) FROM application WHERE state = 'submitted') AS applications, \
             (SELECT COUNT(*) FROM card WHERE state IN ('ordered', 'produced')) AS cards, \
             (SELECT COUNT(*) FROM request WHERE state = 'waiting') AS requests, \
             (SELECT MIN(waits_since) FROM request WHERE state = 'waiting') AS oldest_request",
        )
        .fetch_one(conn)
        .await?
    }))
}
