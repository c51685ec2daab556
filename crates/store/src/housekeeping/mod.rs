//! Writes that leave no trace in the journal: sessions seen, drafts, answers to the course, counters, deliveries, steps of an import,
//! boxes ticked, days planned, words of names found again.

pub mod ahead;
pub mod challenge;
pub mod code;
pub mod contract_draft;
pub mod count;
pub mod course;
pub mod delivery;
pub mod departure;
pub mod draft;
pub mod hand_over;
pub mod import;
pub mod joined_word;
pub mod kept_form;
pub mod link;
pub mod persona;
pub mod request_draft;
pub mod review_plan;
pub mod review_tick;
pub mod session;
pub mod upload;

use crate::{Store, StoreError, on};

/// Erase what is older than `before`, the `$1` of this statement, at once. Returns how many rows.
pub(crate) async fn erase(
    store: &Store,
    statement: &'static str,
    before: String,
) -> Result<u64, StoreError> {
    let mut tx = store.db.begin().await?;
    let erased = on!(&mut tx, |conn| {
        sqlx::query(statement)
            .bind(before)
            .execute(conn)
            .await?
            .rows_affected()
    });
    tx.commit().await?;
    Ok(erased)
}
