//! What the clock looks for among requests: those to remind of, those whose time is over (D3).

use super::{Kept, Row, lists::registrars, select};
use crate::{StoreError, Tx, on, time, value};
use domain::{access::Grant, contract::Contract, id::Id, identifiers::Finess, request::Request};
use jiff::Timestamp;

/// Requests that wait since this moment or before, and of which nobody was reminded at so many days, at most `limit`.
pub async fn due_to_remind(
    tx: &mut Tx,
    since: Timestamp,
    days: i64,
    limit: i64,
) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(
            "WHERE r.state = 'waiting' AND r.waits_since <= $1 AND r.reminded < $2 ORDER BY r.waits_since, r.id LIMIT $3"
        ))
        .bind(time::text(since))
        .bind(days)
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Kept::try_from).collect()
}

/// Pending requests that wait since this moment or before, at most `limit`.
pub async fn due_to_expire(
    tx: &mut Tx,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(
            "WHERE r.state IN ('waiting', 'returned') AND r.waits_since <= $1 ORDER BY r.waits_since, r.id LIMIT $2"
        ))
        .bind(time::text(since))
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Kept::try_from).collect()
}

/// Note at how many days the managers were reminded.
pub async fn set_reminded(tx: &mut Tx, id: Id<Request>, days: i64) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE request SET reminded = $1 WHERE id = $2")
            .bind(days)
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The rights that may settle the requests of an establishment, with their contract.
pub async fn registrars_of(
    tx: &mut Tx,
    establishment: &Finess,
) -> Result<Vec<(Id<Grant>, Id<Contract>)>, StoreError> {
    let rows: Vec<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT g.id, c.id FROM ",
            registrars!(),
            " ORDER BY g.id"
        ))
        .bind(establishment.as_str())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(grant, contract)| Ok((value(&grant)?, value(&contract)?)))
        .collect()
}
