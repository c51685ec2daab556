//! What a passkey was asked to sign: five minutes, once.

use crate::{Store, StoreError, on, time};
use domain::{access::Credential, id::Id};
use jiff::SignedDuration;

/// How long an answer is awaited.
const GOOD: SignedDuration = SignedDuration::from_mins(5);

/// A question asked of a passkey.
pub enum Challenge {}

/// Keep the state of a question; gives what the answer must name.
pub async fn insert(store: &Store, body: &str) -> Result<Id<Challenge>, StoreError> {
    let now = store.clock.now();
    let id: Id<Challenge> = store.ids.draw(now);
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("DELETE FROM passkey_challenge WHERE created_at < $1")
            .bind(time::text(now - GOOD))
            .execute(conn)
            .await?;
    });
    on!(&mut tx, |conn| {
        sqlx::query("INSERT INTO passkey_challenge (id, body, created_at) VALUES ($1, $2, $3)")
            .bind(id.to_string())
            .bind(body)
            .bind(time::text(now))
            .execute(conn)
            .await?;
    });
    tx.commit().await?;
    Ok(id)
}

/// Take a question back for its answer; a second answer finds nothing.
pub async fn take(store: &Store, id: Id<Challenge>) -> Result<Option<String>, StoreError> {
    let since = time::text(store.clock.now() - GOOD);
    let mut tx = store.db.begin().await?;
    let body = on!(&mut tx, |conn| {
        sqlx::query_scalar(
            "DELETE FROM passkey_challenge WHERE id = $1 AND created_at >= $2 RETURNING body",
        )
        .bind(id.to_string())
        .bind(since)
        .fetch_optional(conn)
        .await?
    });
    tx.commit().await?;
    Ok(body)
}

/// Write what a use changed in a key: its counter, and when.
pub async fn used(store: &Store, key: Id<Credential>, body: &str) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("UPDATE passkey SET body = $1, used_at = $2 WHERE credential = $3")
            .bind(body)
            .bind(time::text(store.clock.now()))
            .bind(key.to_string())
            .execute(conn)
            .await?;
    });
    tx.commit().await
}
