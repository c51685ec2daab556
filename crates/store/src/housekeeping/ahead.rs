//! How far the clock of the demonstration is ahead of the system's: kept, so that starting again goes on from there.

use crate::{Db, Store, StoreError, on};
use jiff::SignedDuration;

/// Its row among the numbers that only grow, in seconds.
const NAME: &str = "clock ahead";

/// How far the clock was moved so far.
pub async fn ahead(db: &Db) -> Result<SignedDuration, StoreError> {
    let mut tx = db.read().await?;
    let seconds: Option<i64> = on!(&mut tx, |conn| {
        sqlx::query_scalar("SELECT next FROM sequence WHERE name = $1")
            .bind(NAME)
            .fetch_optional(conn)
            .await?
    });
    Ok(SignedDuration::from_secs(seconds.unwrap_or_default()))
}

/// Move the clock forward, and what the clock asks for is done.
pub async fn advance(store: &Store, by: SignedDuration) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query(
            "INSERT INTO sequence (name, next) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET next = sequence.next + $2",
        )
        .bind(NAME)
        .bind(by.as_secs())
        .execute(conn)
        .await?;
    });
    tx.commit().await?;
    store.clock.advance(by);
    store.wake.notify_one();
    Ok(())
}
