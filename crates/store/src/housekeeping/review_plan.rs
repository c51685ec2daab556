//! When the first review of each establishment is due (L5): found out once a contract in force covers it.

use crate::{Store, StoreError, on, review::covers, time, value};
use domain::{access::paris_day, identifiers::Finess, review::first_due};

/// Plan the first review of up to `limit` establishments that have none planned. Gives how many. Costs the
/// establishments under contract.
pub async fn plan_first(store: &Store, limit: i64) -> Result<usize, StoreError> {
    let mut tx = store.db.read().await?;
    let rows: Vec<(String, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT e.finess, COALESCE(c.in_force_at, c.opened_at) FROM contract c JOIN establishment e ON ",
            covers!(),
            " WHERE NOT EXISTS (SELECT 1 FROM review_plan n WHERE n.establishment = e.finess) ORDER BY e.finess LIMIT $1"
        ))
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    drop(tx);
    if rows.is_empty() {
        return Ok(0);
    }
    let today = paris_day(store.clock.now());
    let mut planned = Vec::with_capacity(rows.len());
    for (finess, since) in &rows {
        let finess: Finess = value(finess)?;
        let due = first_due(paris_day(time::instant(since)?), today, &finess);
        planned.push((finess.to_string(), due.to_string()));
    }
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("INSERT INTO review_plan (establishment, due_on) ");
        sql.push_values(&planned, |mut row, (finess, due)| {
            row.push_bind(finess).push_bind(due);
        });
        sql.push(" ON CONFLICT DO NOTHING");
        sql.build().execute(conn).await?;
    });
    tx.commit().await?;
    Ok(planned.len())
}
