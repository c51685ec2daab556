//! Forms sent after their session ended, sealed, kept a day for the same account.

use crate::{Store, StoreError, on, time};
use domain::{access::Account, id::Id};
use jiff::SignedDuration;

/// How long a form waits for its author.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// A form to send again.
#[derive(Clone, Debug)]
pub struct KeptForm {
    /// Where it was sent.
    pub path: String,
    /// Its fields, sealed.
    pub sealed: String,
}

pub async fn keep(
    store: &Store,
    account: Id<Account>,
    form: &KeptForm,
) -> Result<Id<KeptForm>, StoreError> {
    let now = store.clock.now();
    let id: Id<KeptForm> = store.ids.draw(now);
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("INSERT INTO kept_form (id, account, path, sealed, kept_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(id.to_string())
            .bind(account.to_string())
            .bind(&form.path)
            .bind(&form.sealed)
            .bind(time::text(now))
            .execute(conn)
            .await?;
    });
    tx.commit().await?;
    Ok(id)
}

/// A form kept for this account, and for nobody else.
pub async fn of_account(
    store: &Store,
    account: Id<Account>,
    id: Id<KeptForm>,
) -> Result<Option<KeptForm>, StoreError> {
    let mut tx = store.db.read().await?;
    let row: Option<(String, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT path, sealed FROM kept_form WHERE id = $1 AND account = $2 AND kept_at >= $3",
        )
        .bind(id.to_string())
        .bind(account.to_string())
        .bind(time::text(store.clock.now() - KEPT))
        .fetch_optional(conn)
        .await?
    });
    Ok(row.map(|(path, sealed)| KeptForm { path, sealed }))
}

/// Erase the forms whose day is over. Returns how many.
pub async fn erase_old(store: &Store) -> Result<u64, StoreError> {
    super::erase(
        store,
        "DELETE FROM kept_form WHERE kept_at < $1",
        time::text(store.clock.now() - KEPT),
    )
    .await
}
