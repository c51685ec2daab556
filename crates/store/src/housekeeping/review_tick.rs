//! The boxes that somebody ticked on the pages of a review, until they send them.

use crate::{Store, StoreError, Tx, on, value};
use domain::{access::Grant, id::Id, professional::Situation, review::Review};

/// The boxes ticked on a review.
pub async fn of(
    tx: &mut Tx,
    review: Id<Review>,
    grant: Id<Grant>,
) -> Result<Vec<Id<Situation>>, StoreError> {
    let rows: Vec<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT situation FROM review_tick WHERE review = $1 AND access_grant = $2 ORDER BY situation",
        )
        .bind(review.to_string())
        .bind(grant.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.iter().map(|id| value(id)).collect()
}

/// Keep what is ticked among the lines that were shown; those of other pages stay as they are.
pub async fn keep(
    store: &Store,
    (review, grant): (Id<Review>, Id<Grant>),
    shown: &[Id<Situation>],
    ticked: &[Id<Situation>],
) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    forget(&mut tx, (review, grant), shown).await?;
    if !ticked.is_empty() {
        on!(&mut tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new(
                "INSERT INTO review_tick (review, access_grant, situation) ",
            );
            sql.push_values(ticked, |mut row, situation| {
                row.push_bind(review.to_string())
                    .push_bind(grant.to_string())
                    .push_bind(situation.to_string());
            });
            sql.push(" ON CONFLICT DO NOTHING");
            sql.build().execute(conn).await?;
        });
    }
    tx.commit().await
}

/// Untick these, within the act that answers them.
pub async fn forget(
    tx: &mut Tx,
    (review, grant): (Id<Review>, Id<Grant>),
    situations: &[Id<Situation>],
) -> Result<(), StoreError> {
    if situations.is_empty() {
        return Ok(());
    }
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("DELETE FROM review_tick WHERE review = ");
        sql.push_bind(review.to_string());
        sql.push(" AND access_grant = ")
            .push_bind(grant.to_string());
        sql.push(" AND situation IN (");
        let mut ids = sql.separated(", ");
        for situation in situations {
            ids.push_bind(situation.to_string());
        }
        sql.push(")");
        sql.build().execute(conn).await?;
    });
    Ok(())
}

/// Nobody's box counts any more once a review ended. Gives how many were erased.
pub async fn erase_ended(store: &Store) -> Result<u64, StoreError> {
    let mut tx = store.db.begin().await?;
    let erased = on!(&mut tx, |conn| {
        sqlx::query(
            "DELETE FROM review_tick WHERE NOT EXISTS \
             (SELECT 1 FROM review r WHERE r.id = review_tick.review AND r.state = 'open')",
        )
        .execute(conn)
        .await?
        .rows_affected()
    });
    tx.commit().await?;
    Ok(erased)
}
