//! Files as they come, before the act that they belong to.

use crate::{
    Store, StoreError,
    file::{self, File},
};
use domain::id::Id;
use jiff::SignedDuration;

/// How long a file is kept that no act takes.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Keep a file under its name and media type.
pub async fn keep(
    store: &Store,
    (name, media_type): (&str, &str),
    body: &[u8],
) -> Result<Id<File>, StoreError> {
    let now = store.clock.now();
    let file = File {
        id: store.ids.draw(now),
        owner: None,
        contract: None,
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        expires_at: now + KEPT,
    };
    let mut tx = store.db.begin().await?;
    file::insert(&mut tx, &file, body, now).await?;
    tx.commit().await?;
    Ok(file.id)
}
