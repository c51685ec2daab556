//! Personas of the demonstration: a second way in for accounts that the real actions made.

use crate::{Store, StoreError, access};
use domain::{
    access::{Account, Credential, Means},
    id::Id,
};

/// Let somebody play the holder of an account.
pub async fn add(store: &Store, account: Id<Account>, subject: &str) -> Result<(), StoreError> {
    let at = store.clock.now();
    let credential = Credential {
        id: store.ids.draw(at),
        account,
        means: Means::Persona,
        subject: subject.to_owned(),
        card: None,
    };
    let mut tx = store.db.begin().await?;
    access::insert_credential(&mut tx, &credential, at).await?;
    tx.commit().await
}
