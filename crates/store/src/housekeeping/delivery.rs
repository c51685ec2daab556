//! What became of a message.

use crate::{Store, StoreError, on, time};
use domain::{
    event::{Message, MessageState},
    id::Id,
};

/// Record a try: the state after it, and why if it failed. A message once settled stays so.
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
             WHERE id = $4 AND state = 'waiting'",
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
