//! How much there is, and how fast it grows.

use crate::{StoreError, Tx, on, time};
use jiff::Timestamp;

#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Figures {
    /// Contracts in force, of each mode.
    pub centralised: i64,
    pub decentralised: i64,
    pub professionals: i64,
    /// Contested identities that wait for an officer.
    pub contested: i64,
}

pub async fn figures(tx: &mut Tx) -> Result<Figures, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM contract WHERE ended_at IS NULL AND establishment IS NULL) AS centralised, \
             (SELECT COUNT(*) FROM contract WHERE ended_at IS NULL AND establishment IS NOT NULL) AS decentralised, \
             (SELECT COUNT(*) FROM professional) AS professionals, \
             (SELECT COUNT(*) FROM contested_identity WHERE outcome IS NULL) AS contested",
        )
        .fetch_one(conn)
        .await?
    }))
}

/// How many were registered in each hour since an instant; empty hours are left out.
pub async fn registrations_by_hour(
    tx: &mut Tx,
    since: Timestamp,
) -> Result<Vec<(Timestamp, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT SUBSTR(registered_at, 1, 13) AS hour, COUNT(*) FROM professional WHERE registered_at >= $1 \
             GROUP BY SUBSTR(registered_at, 1, 13) ORDER BY 1",
        )
        .bind(time::text(since))
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(hour, count)| Ok((time::instant(&format!("{hour}:00:00Z"))?, count)))
        .collect()
}
