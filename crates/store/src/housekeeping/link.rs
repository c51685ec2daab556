//! One-time links: asked for, sent, used once. Opening one changes nothing; its button does (N2).

use crate::{Act, Store, StoreError, on, time, value};
use domain::{access::Account, event::Link, id::Id, professional::Professional};
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
    /// The door of somebody's own file (R13).
    OwnFile(Id<Professional>),
    /// Proves the address that a professional wants to have.
    NewEmail(Id<Professional>),
    /// Confirms, from the address that was, what a manager changed (M2).
    Contact(Id<Professional>),
}

/// Who a link is about, if anyone, as stored.
struct Stored {
    purpose: &'static str,
    account: Option<String>,
    professional: Option<String>,
}

impl Purpose {
    fn stored(&self) -> Stored {
        let (purpose, account, professional) = match self {
            Self::Mailbox => ("mailbox", None, None),
            Self::Passkey(account) => ("passkey", Some(account), None),
            Self::OwnFile(professional) => ("own_file", None, Some(professional)),
            Self::NewEmail(professional) => ("new_email", None, Some(professional)),
            Self::Contact(professional) => ("contact", None, Some(professional)),
        };
        Stored {
            purpose,
            account: account.map(ToString::to_string),
            professional: professional.map(ToString::to_string),
        }
    }

    fn read(
        purpose: &str,
        account: Option<&str>,
        professional: Option<&str>,
    ) -> Result<Self, StoreError> {
        Ok(match (purpose, account, professional) {
            ("mailbox", _, _) => Self::Mailbox,
            ("passkey", Some(account), _) => Self::Passkey(value(account)?),
            ("own_file", _, Some(professional)) => Self::OwnFile(value(professional)?),
            ("new_email", _, Some(professional)) => Self::NewEmail(value(professional)?),
            ("contact", _, Some(professional)) => Self::Contact(value(professional)?),
            _ => return Err(StoreError::Value(purpose.to_owned())),
        })
    }
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
    let stored = good.purpose.stored();
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "INSERT INTO link (id, purpose, email, account, destination, created_at, expires_at, professional) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.to_string())
        .bind(stored.purpose)
        .bind(&good.email)
        .bind(stored.account)
        .bind(&good.destination)
        .bind(&at)
        .bind(expires_at.map(time::text))
        .bind(stored.professional)
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// The link leaves: its time begins, unless the act that asked for it has set its end.
pub async fn send(store: &Store, id: Id<Link>) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("UPDATE link SET expires_at = $1 WHERE id = $2 AND used_at IS NULL AND purpose <> 'contact'")
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
    let row: Option<Row> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT purpose, email, account, professional, destination FROM link \
             WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
        )
        .bind(id.to_string())
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    row.map(|(purpose, email, account, professional, destination)| {
        let purpose = Purpose::read(&purpose, account.as_deref(), professional.as_deref())?;
        Ok(Good {
            purpose,
            email,
            destination,
        })
    })
    .transpose()
}

type Row = (String, String, Option<String>, Option<String>, String);

/// The links of somebody's file that wait open nothing any more: their address, or their mobile, changed.
pub async fn void(act: &mut Act, professional: Id<Professional>) -> Result<(), StoreError> {
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query("UPDATE link SET used_at = $1 WHERE professional = $2 AND used_at IS NULL")
            .bind(&at)
            .bind(professional.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
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
    super::erase(
        store,
        "DELETE FROM link WHERE created_at < $1 AND COALESCE(expires_at, '') < $1",
        time::text(store.clock.now() - KEPT),
    )
    .await
}
