//! What is counted per day: look-ups outside the scope (R5), failed sign-ins, SMS (N1).

use crate::{Store, StoreError, on};
use domain::access::paris_day;

/// Count one more for `subject` today; gives the new count.
pub async fn add(store: &Store, subject: &str) -> Result<i64, StoreError> {
    let mut tx = store.db.begin().await?;
    let count = on!(&mut tx, |conn| {
        sqlx::query_scalar(
            "INSERT INTO daily_count (subject, day, count) VALUES ($1, $2, 1) \
             ON CONFLICT (subject, day) DO UPDATE SET count = daily_count.count + 1 RETURNING count",
        )
        .bind(subject)
        .bind(paris_day(store.clock.now()).to_string())
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
