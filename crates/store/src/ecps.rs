//! The e-CPS of a professional: prepared once, then suspended and taken up again with their situations (L2).

use crate::{StoreError, Tx, on, time, value};
use domain::{ecps::EcpsState, id::Id, professional::Professional};
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

/// L2: suspend it when no situation is left, take it up again when one is open. Gives the new state, if it changed.
pub async fn settle(
    tx: &mut Tx,
    professional: Id<Professional>,
    at: Timestamp,
) -> Result<Option<EcpsState>, StoreError> {
    let state: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "UPDATE ecps SET state = CASE WHEN state = 'suspended' THEN COALESCE(resumes_as, 'prepared') ELSE 'suspended' END, \
             resumes_as = CASE WHEN state = 'suspended' THEN NULL ELSE state END, changed_at = $2 \
             WHERE professional = $1 AND state <> 'revoked' AND (state = 'suspended') = \
             EXISTS (SELECT 1 FROM situation s WHERE s.professional = $1 AND s.ended_on IS NULL) RETURNING state",
        )
        .bind(professional.to_string())
        .bind(time::text(at))
        .fetch_optional(conn)
        .await?
    });
    state.as_deref().map(value).transpose()
}

/// End it for good; false when it was ended, or never prepared.
pub async fn revoke(
    tx: &mut Tx,
    professional: Id<Professional>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    set(tx, (professional, "revoked"), "state <> 'revoked'", at).await
}

/// Another one may be activated, after one that was revoked by mistake.
pub async fn prepare_again(
    tx: &mut Tx,
    professional: Id<Professional>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    set(tx, (professional, "prepared"), "state = 'revoked'", at).await
}

async fn set(
    tx: &mut Tx,
    (professional, state): (Id<Professional>, &'static str),
    from: &'static str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let written = on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("UPDATE ecps SET resumes_as = NULL, state = ");
        sql.push_bind(state)
            .push(", changed_at = ")
            .push_bind(time::text(at));
        sql.push(" WHERE professional = ")
            .push_bind(professional.to_string());
        sql.push(" AND ").push(from);
        sql.build().execute(conn).await?.rows_affected()
    });
    Ok(written == 1)
}

/// How it stands; none when it is not prepared yet.
pub async fn state(
    tx: &mut Tx,
    professional: Id<Professional>,
) -> Result<Option<EcpsState>, StoreError> {
    let state: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT state FROM ecps WHERE professional = $1")
            .bind(professional.to_string())
            .fetch_optional(conn)
            .await?
    });
    state.as_deref().map(value).transpose()
}

/// What the act of that instant made of it; none when it changed nothing.
pub async fn moved_at(
    tx: &mut Tx,
    professional: Id<Professional>,
    at: Timestamp,
) -> Result<Option<EcpsState>, StoreError> {
    let state: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT state FROM ecps WHERE professional = $1 AND changed_at = $2")
            .bind(professional.to_string())
            .bind(time::text(at))
            .fetch_optional(conn)
            .await?
    });
    state.as_deref().map(value).transpose()
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
