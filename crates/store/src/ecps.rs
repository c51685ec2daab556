//! The e-CPS of a professional.

use crate::{StoreError, Tx, on, time};
use domain::{id::Id, professional::Professional};
use jiff::Timestamp;

/// Make it ready to be activated; false when it was already.
pub async fn prepare(
    tx: &mut Tx,
    professional: Id<Professional>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let prepared = on!(tx, |conn| {
        sqlx::query("INSERT INTO ecps (professional, state, prepared_at) VALUES ($1, 'prepared', $2) ON CONFLICT DO NOTHING")
            .bind(professional.to_string())
            .bind(time::text(at))
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(prepared == 1)
}

/// Since when it can be activated.
pub async fn prepared_at(
    tx: &mut Tx,
    professional: Id<Professional>,
) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT prepared_at FROM ecps WHERE professional = $1")
            .bind(professional.to_string())
            .fetch_optional(conn)
            .await?
    });
    at.as_deref().map(time::instant).transpose()
}
