//! Sign-ins by card on their way from the card's port to the portal: a one-time code, of which only the hash is here.

use crate::{Store, StoreError, on, time};
use jiff::SignedDuration;

/// How long a code is good for.
const LIFE: SignedDuration = SignedDuration::from_secs(30);

/// What the card's port found, for the portal.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// Of the card whose certificate was judged good.
    pub number: String,
    /// Where the visitor was going.
    pub destination: String,
}

/// `visit_hash` is of the visit that asked: another browser can do nothing with the code.
pub async fn insert(
    store: &Store,
    code_hash: &str,
    visit_hash: &str,
    hand_over: &HandOver,
) -> Result<(), StoreError> {
    let now = store.clock.now();
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("INSERT INTO hand_over (code_hash, number, visit_hash, destination, created_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(code_hash)
            .bind(&hand_over.number)
            .bind(visit_hash)
            .bind(&hand_over.destination)
            .bind(time::text(now))
            .execute(conn)
            .await?;
    });
    tx.commit().await
}

/// Use a code: once, within its life, by the visit that asked. None otherwise, and then the code is left as it was.
pub async fn take(
    store: &Store,
    code_hash: &str,
    visit_hash: &str,
) -> Result<Option<HandOver>, StoreError> {
    let now = store.clock.now();
    let mut tx = store.db.begin().await?;
    let row: Option<(String, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "UPDATE hand_over SET used_at = $1 WHERE code_hash = $2 AND visit_hash = $3 \
             AND used_at IS NULL AND created_at >= $4 RETURNING number, destination",
        )
        .bind(time::text(now))
        .bind(code_hash)
        .bind(visit_hash)
        .bind(time::text(now - LIFE))
        .fetch_optional(conn)
        .await?
    });
    tx.commit().await?;
    Ok(row.map(|(number, destination)| HandOver {
        number,
        destination,
    }))
}

/// Erase the codes that nobody can use any more. Returns how many.
pub async fn erase_old(store: &Store) -> Result<u64, StoreError> {
    super::erase(
        store,
        "DELETE FROM hand_over WHERE created_at < $1",
        time::text(store.clock.now() - LIFE),
    )
    .await
}
