//! Keys of software that calls the service; only their hashes are here.

use crate::{StoreError, Tx, on, time, value};
use domain::{event::ApiKey, id::Id};
use jiff::Timestamp;

/// A key as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: Id<ApiKey>,
    /// Whose it is, in the operator's words.
    pub name: String,
    /// What it opens: `formation`.
    pub purpose: String,
}

pub async fn insert(
    tx: &mut Tx,
    key: &Kept,
    key_hash: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO api_key (id, name, purpose, key_hash, created_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(key.id.to_string())
        .bind(&key.name)
        .bind(&key.purpose)
        .bind(key_hash)
        .bind(time::text(at))
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// The key of this hash, unless it was revoked.
pub async fn by_hash(tx: &mut Tx, key_hash: &str) -> Result<Option<Kept>, StoreError> {
    let row: Option<(String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, name, purpose FROM api_key WHERE key_hash = $1 AND revoked_at IS NULL",
        )
        .bind(key_hash)
        .fetch_optional(conn)
        .await?
    });
    row.map(|(id, name, purpose)| {
        Ok(Kept {
            id: value(&id)?,
            name,
            purpose,
        })
    })
    .transpose()
}

/// Revoke the key of this name; none when there is none in force.
pub async fn revoke(
    tx: &mut Tx,
    name: &str,
    at: Timestamp,
) -> Result<Option<Id<ApiKey>>, StoreError> {
    let id: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "UPDATE api_key SET revoked_at = $1 WHERE name = $2 AND revoked_at IS NULL RETURNING id",
        )
        .bind(time::text(at))
        .bind(name)
        .fetch_optional(conn)
        .await?
    });
    id.as_deref().map(value).transpose()
}
