//! What is counted per day: look-ups outside the scope (R5), files opened (R12).

use crate::{Act, Store, StoreError, on};
use domain::access::paris_day;
use jiff::SignedDuration;

/// How long the counts of a day are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Count one more for `subject` today, inside an act; gives the new count.
pub async fn add_in(act: &mut Act, subject: &str) -> Result<i64, StoreError> {
    let day = act.context.today();
    Ok(on!(&mut act.tx, |conn| {
        sqlx::query_scalar(
            "INSERT INTO daily_count (subject, day, count) VALUES ($1, $2, 1) \
             ON CONFLICT (subject, day) DO UPDATE SET count = daily_count.count + 1 RETURNING count",
        )
        .bind(subject)
        .bind(day.to_string())
        .fetch_one(conn)
        .await?
    }))
}

/// Count one more for `subject` today, whatever comes of it; gives the new count.
pub async fn add(store: &Store, subject: &str) -> Result<i64, StoreError> {
    let day = paris_day(store.clock.now()).to_string();
    let mut tx = store.db.begin().await?;
    let count = on!(&mut tx, |conn| {
        sqlx::query_scalar(
            "INSERT INTO daily_count (subject, day, count) VALUES ($1, $2, 1) \
             ON CONFLICT (subject, day) DO UPDATE SET count = daily_count.count + 1 RETURNING count",
        )
        .bind(subject)
        .bind(day)
        .fetch_one(conn)
        .await?
    });
    tx.commit().await?;
    Ok(count)
}

/// How many were counted for `subject` today.
pub async fn today(store: &Store, subject: &str) -> Result<i64, StoreError> {
    let mut tx = store.db.read().await?;
    let count: Option<i64> = on!(&mut tx, |conn| {
        sqlx::query_scalar("SELECT count FROM daily_count WHERE subject = $1 AND day = $2")
            .bind(subject)
            .bind(paris_day(store.clock.now()).to_string())
            .fetch_optional(conn)
            .await?
    });
    Ok(count.unwrap_or_default())
}

/// Erase the counts that have had their time; the journal keeps the facts. Returns how many.
pub async fn erase_old(store: &Store) -> Result<u64, StoreError> {
    let first = paris_day(store.clock.now() - KEPT);
    super::erase(
        store,
        "DELETE FROM daily_count WHERE day < $1",
        first.to_string(),
    )
    .await
}
