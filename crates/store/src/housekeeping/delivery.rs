//! What became of a message.

use crate::{Store, StoreError, on, time};
use domain::{
    event::{Message, MessageState},
    id::Id,
};
use jiff::SignedDuration;

/// Record a try: the state after it, and why if it failed. A message once settled stays so, but for one that left while
/// an officer gave it up: that it left is the truth.
pub async fn record(
    store: &Store,
    id: Id<Message>,
    state: MessageState,
    error: &str,
) -> Result<(), StoreError> {
    let settled = (state != MessageState::Waiting).then(|| time::text(store.clock.now()));
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query(
            "UPDATE message SET state = $1, last_error = $2, settled_at = $3, attempts = attempts + 1 \
             WHERE id = $4 AND (state = 'waiting' OR (state = 'given_up' AND $1 = 'sent'))",
        )
        .bind(state.code())
        .bind(error)
        .bind(settled)
        .bind(id.to_string())
        .execute(conn)
        .await?;
    });
    tx.commit().await
}

/// Erase the messages settled so long ago (J3); those that wait, and the jobs that deliver them, stay. Returns how many.
pub async fn erase_old(store: &Store, kept: SignedDuration) -> Result<u64, StoreError> {
    super::erase(
        store,
        "DELETE FROM message WHERE created_at < $1 AND settled_at < $1",
        time::text(store.clock.now() - kept),
    )
    .await
}
