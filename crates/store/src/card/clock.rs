//! What the clock looks for among cards: those to remind of, those whose time is over (K2).

use super::{Row, select};
use crate::{StoreError, Tx, on};
use domain::{card::Card, id::Id};
use jiff::civil::Date;

/// Cards in use that end on this day or before, and were not reminded of at so many days yet, at most `limit`.
pub async fn ending(
    tx: &mut Tx,
    (today, until): (Date, Date),
    days: i64,
    limit: i64,
) -> Result<Vec<Card>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(
            "WHERE ended_at IS NULL AND expires_on >= $1 AND expires_on <= $2 AND (reminded = 0 OR reminded > $3) \
             ORDER BY expires_on, id LIMIT $4"
        ))
        .bind(today.to_string())
        .bind(until.to_string())
        .bind(days)
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Card::try_from).collect()
}

/// Cards whose last day is past and that are not ended, at most `limit`.
pub async fn over(tx: &mut Tx, today: Date, limit: i64) -> Result<Vec<Card>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(
            "WHERE ended_at IS NULL AND expires_on < $1 ORDER BY expires_on, id LIMIT $2"
        ))
        .bind(today.to_string())
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Card::try_from).collect()
}

/// Note at how many days before the end the holder was reminded. `false` when somebody did it first.
pub async fn set_reminded(tx: &mut Tx, card: Id<Card>, days: i64) -> Result<bool, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query(
            "UPDATE card SET reminded = $1 WHERE id = $2 AND ended_at IS NULL AND (reminded = 0 OR reminded > $1)",
        )
        .bind(days)
        .bind(card.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    }) == 1)
}
