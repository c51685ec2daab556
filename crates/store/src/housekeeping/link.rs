//! One-time links: asked for, sent, used once. Opening one changes nothing; its button does (N2).

use crate::{Act, Store, StoreError, on, time, value};
use domain::{access::Account, event::Link, id::Id};
use jiff::{SignedDuration, Timestamp};

/// How long a link is good after it was sent.
pub const GOOD: SignedDuration = SignedDuration::from_mins(30);
/// How long a link is kept, used or not.
const KEPT: SignedDuration = SignedDuration::from_hours(48);

/// What a link is for.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// Proves who reads a mailbox.
    Mailbox,
    /// Lets an officer register a first passkey.
    Passkey(Id<Account>),
}

/// A link that is still good.
#[derive(Clone, Debug)]
pub struct Good {
    pub purpose: Purpose,
    pub email: String,
    /// Path to go to.
    pub destination: String,
}

/// Keep a link, in the act that asks for it. One that no mail carries is good from now on.
pub async fn insert(
    act: &mut Act,
    id: Id<Link>,
    good: &Good,
    expires_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let at = time::text(act.context.at);
    let (purpose, account) = match &good.purpose {
        Purpose::Mailbox => ("mailbox", None),
        Purpose::Passkey(account) => ("passkey", Some(account.to_string())),
    };
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "INSERT INTO link (id, purpose, email, account, destination, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.to_string())
        .bind(purpose)
        .bind(&good.email)
        .bind(account)
        .bind(&good.destination)
        .bind(&at)
        .bind(expires_at.map(time::text))
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// The link leaves: its time begins.
pub async fn send(store: &Store, id: Id<Link>) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("UPDATE link SET expires_at = $1 WHERE id = $2 AND used_at IS NULL")
            .bind(time::text(store.clock.now() + GOOD))
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    tx.commit().await
}

/// The link, while it is good: sent, in time, not used.
pub async fn good(store: &Store, id: Id<Link>) -> Result<Option<Good>, StoreError> {
    let now = time::text(store.clock.now());
    let mut tx = store.db.read().await?;
    let row: Option<(String, String, Option<String>, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT purpose, email, account, destination FROM link \
             WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
        )
        .bind(id.to_string())
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    row.map(|(purpose, email, account, destination)| {
        let purpose = match (purpose.as_str(), account) {
            ("mailbox", _) => Purpose::Mailbox,
            ("passkey", Some(account)) => Purpose::Passkey(value(&account)?),
            _ => return Err(StoreError::Value(purpose)),
        };
        Ok(Good {
            purpose,
            email,
            destination,
        })
    })
    .transpose()
}

/// Use a link up, in the act that it opens; `false` when it is not good any more.
pub async fn use_up(act: &mut Act, id: Id<Link>) -> Result<bool, StoreError> {
    let at = time::text(act.context.at);
    Ok(on!(&mut act.tx, |conn| {
        sqlx::query(
            "UPDATE link SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND expires_at > $1",
        )
        .bind(&at)
        .bind(id.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    }) == 1)
}

/// Erase old links. Returns how many.
pub async fn erase_old(store: &Store) -> Result<u64, StoreError> {
    let before = time::text(store.clock.now() - KEPT);
    let mut tx = store.db.begin().await?;
    let erased = on!(&mut tx, |conn| {
        sqlx::query("DELETE FROM link WHERE created_at < $1")
            .bind(before)
            .execute(conn)
            .await?
            .rows_affected()
    });
    tx.commit().await?;
    Ok(erased)
}
