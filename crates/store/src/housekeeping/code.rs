//! Codes of six digits sent by SMS: ten minutes, five tries, once. Their digits are not here, not even hashed.

use crate::{Act, Store, StoreError, on, time, value};
use domain::{event::Code, id::Id, identifiers::Mobile, professional::Professional};
use jiff::{SignedDuration, Timestamp};

/// How long a code is good after it was sent.
pub const GOOD: SignedDuration = SignedDuration::from_mins(10);
/// How often one may be wrong.
pub const TRIES: i64 = 5;
/// How long a code is kept, used or not.
const KEPT: SignedDuration = SignedDuration::from_hours(48);

/// A code that was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub purpose: Purpose,
    pub professional: Id<Professional>,
    pub mobile: Mobile,
    /// Of the visit or the session that asked.
    pub bound_hash: String,
    /// Path to go to.
    pub destination: String,
}

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The door of one's own file (R13).
    OwnFile,
    /// Proves a new number.
    Mobile,
}

impl Purpose {
    const fn stored(self) -> &'static str {
        match self {
            Self::OwnFile => "own_file",
            Self::Mobile => "mobile",
        }
    }

    fn read(stored: &str) -> Result<Self, StoreError> {
        match stored {
            "own_file" => Ok(Self::OwnFile),
            "mobile" => Ok(Self::Mobile),
            _ => Err(StoreError::Value(stored.to_owned())),
        }
    }
}

/// How a code stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    Used,
    /// Wrong too often.
    Spent,
    Expired,
}

/// A code as kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub asked: Asked,
    pub tries: i64,
    pub created_at: Timestamp,
    expires_at: Option<Timestamp>,
    is_used: bool,
}

impl Kept {
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        // One whose SMS has not left yet lives as long from its asking.
        let until = self.expires_at.unwrap_or(self.created_at + GOOD);
        match self {
            kept if kept.is_used => Standing::Used,
            kept if kept.tries >= TRIES => Standing::Spent,
            _ if until <= now => Standing::Expired,
            _ => Standing::Open,
        }
    }
}

/// Keep a code, in the act that asks for it.
pub async fn insert(act: &mut Act, id: Id<Code>, asked: &Asked) -> Result<(), StoreError> {
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "INSERT INTO one_time_code (id, purpose, professional, mobile, bound_hash, destination, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.to_string())
        .bind(asked.purpose.stored())
        .bind(asked.professional.to_string())
        .bind(asked.mobile.as_str())
        .bind(&asked.bound_hash)
        .bind(&asked.destination)
        .bind(&at)
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// The code leaves: its time begins, once. `false` when it is too late for it to be of use.
pub async fn send(store: &Store, id: Id<Code>) -> Result<bool, StoreError> {
    let now = store.clock.now();
    let mut tx = store.db.begin().await?;
    let sent = on!(&mut tx, |conn| {
        sqlx::query(
            "UPDATE one_time_code SET expires_at = COALESCE(expires_at, $1) \
             WHERE id = $2 AND used_at IS NULL AND created_at > $3",
        )
        .bind(time::text(now + GOOD))
        .bind(id.to_string())
        .bind(time::text(now - GOOD))
        .execute(conn)
        .await?
        .rows_affected()
    });
    tx.commit().await?;
    Ok(sent == 1)
}

#[derive(sqlx::FromRow)]
struct Row {
    purpose: String,
    professional: String,
    mobile: String,
    bound_hash: String,
    destination: String,
    tries: i64,
    created_at: String,
    expires_at: Option<String>,
    used_at: Option<String>,
}

impl TryFrom<Row> for Kept {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            asked: Asked {
                purpose: Purpose::read(&row.purpose)?,
                professional: value(&row.professional)?,
                mobile: value(&row.mobile)?,
                bound_hash: row.bound_hash,
                destination: row.destination,
            },
            tries: row.tries,
            created_at: time::instant(&row.created_at)?,
            expires_at: row.expires_at.as_deref().map(time::instant).transpose()?,
            is_used: row.used_at.is_some(),
        })
    }
}

pub async fn by_id(store: &Store, id: Id<Code>) -> Result<Option<Kept>, StoreError> {
    let mut tx = store.db.read().await?;
    let row: Option<Row> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT purpose, professional, mobile, bound_hash, destination, tries, created_at, expires_at, used_at \
             FROM one_time_code WHERE id = $1",
        )
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(Kept::try_from).transpose()
}

/// Count one try, before anything is compared; `false` when none is left.
pub async fn count_try(store: &Store, id: Id<Code>) -> Result<bool, StoreError> {
    let mut tx = store.db.begin().await?;
    let counted = on!(&mut tx, |conn| {
        sqlx::query(
            "UPDATE one_time_code SET tries = tries + 1 WHERE id = $1 AND tries < $2 AND used_at IS NULL",
        )
        .bind(id.to_string())
        .bind(TRIES)
        .execute(conn)
        .await?
        .rows_affected()
    });
    tx.commit().await?;
    Ok(counted == 1)
}

/// Use a code up, in the act that it opens; `false` when another did.
pub async fn use_up(act: &mut Act, id: Id<Code>) -> Result<bool, StoreError> {
    let at = time::text(act.context.at);
    Ok(on!(&mut act.tx, |conn| {
        sqlx::query("UPDATE one_time_code SET used_at = $1 WHERE id = $2 AND used_at IS NULL")
            .bind(&at)
            .bind(id.to_string())
            .execute(conn)
            .await?
            .rows_affected()
    }) == 1)
}

/// The codes that wait for a professional are worth nothing any more: their contact changed.
pub async fn void(act: &mut Act, professional: Id<Professional>) -> Result<(), StoreError> {
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "UPDATE one_time_code SET used_at = $1 WHERE professional = $2 AND used_at IS NULL",
        )
        .bind(&at)
        .bind(professional.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Erase old codes. Returns how many.
pub async fn erase_old(store: &Store) -> Result<u64, StoreError> {
    super::erase(
        store,
        "DELETE FROM one_time_code WHERE created_at < $1",
        time::text(store.clock.now() - KEPT),
    )
    .await
}
