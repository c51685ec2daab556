//! Registrations that professionals ask for: kept as sent until 30 days after their end (D1–D4, J3).

mod due;
mod lists;
mod remark;

pub use due::{due_to_expire, due_to_remind, registrars_of, set_reminded};
pub use lists::{
    AGES, Filter, Followed, Listed, count, followed, in_scope, list, of_contract,
    others_who_settle, own, waiting,
};
pub use remark::{Said, insert_remark, remarks};

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::Grant,
    duplicate::IdentityKey,
    id::Id,
    identifiers::{Email, Finess},
    professional::Professional,
    registration::Answers,
    request::{Request, RequestState},
};
use jiff::Timestamp;

/// A request with what was answered.
#[derive(Clone, Debug)]
pub struct Kept {
    pub request: Request,
    pub answers: Answers,
    /// First name and name.
    pub name: String,
    pub settled_at: Option<Timestamp>,
    /// Name of the manager who settled it last; empty for none.
    pub settled_by: String,
    /// Whom it became.
    pub professional: Option<Id<Professional>>,
    /// The days of the last reminder; 0 for none.
    pub reminded: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    account: String,
    email: String,
    name: String,
    establishment: String,
    answers: String,
    state: String,
    sent_at: String,
    waits_since: String,
    reminded: i64,
    settled_at: Option<String>,
    settled_by: String,
    professional: Option<String>,
}

impl TryFrom<Row> for Kept {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            request: Request {
                id: value(&row.id)?,
                account: value(&row.account)?,
                email: value(&row.email)?,
                establishment: value(&row.establishment)?,
                state: value(&row.state)?,
                sent_at: time::instant(&row.sent_at)?,
                waits_since: time::instant(&row.waits_since)?,
            },
            answers: serde_json::from_str(&row.answers)?,
            name: row.name,
            settled_at: row.settled_at.as_deref().map(time::instant).transpose()?,
            settled_by: row.settled_by,
            professional: row.professional.as_deref().map(value).transpose()?,
            reminded: row.reminded,
        })
    }
}

macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT r.id, r.account, r.email, r.name, r.establishment, r.answers, r.state, r.sent_at, r.waits_since, ",
            "r.reminded, r.settled_at, COALESCE(a.name, '') AS settled_by, r.professional FROM request r ",
            "JOIN establishment e ON e.finess = r.establishment ",
            "LEFT JOIN access_grant g ON g.id = r.settled_by LEFT JOIN account a ON a.id = g.account ",
            $rest
        )
    };
}
use select;

/// Hold a request to the end of the act: of two managers, the second sees what the first did.
pub async fn lock(tx: &mut Tx, id: Id<Request>) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query("UPDATE request SET version = version + 1 WHERE id = $1")
            .bind(id.to_string())
            .execute(&mut *conn)
            .await?;
        sqlx::query_as(select!("WHERE r.id = $1"))
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Kept::try_from).transpose()
}

/// What is written beside a request when it is sent.
pub struct Sent<'a> {
    pub request: &'a Request,
    pub key: &'a IdentityKey,
    pub name: &'a str,
    pub answers: &'a Answers,
}

pub async fn insert(tx: &mut Tx, sent: &Sent<'_>) -> Result<(), StoreError> {
    let answers = serde_json::to_string(sent.answers)?;
    let request = sent.request;
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO request (id, account, email, identity_key, name, establishment, answers, state, sent_at, waits_since) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(request.id.to_string())
        .bind(request.account.to_string())
        .bind(request.email.as_str())
        .bind(sent.key.as_str())
        .bind(sent.name)
        .bind(request.establishment.as_str())
        .bind(answers)
        .bind(request.state.code())
        .bind(time::text(request.sent_at))
        .bind(time::text(request.waits_since))
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Write a request that comes again, corrected (D2).
pub async fn correct(tx: &mut Tx, sent: &Sent<'_>) -> Result<(), StoreError> {
    let answers = serde_json::to_string(sent.answers)?;
    let request = sent.request;
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE request SET identity_key = $1, name = $2, establishment = $3, answers = $4, state = $5, \
             waits_since = $6, reminded = 0 WHERE id = $7",
        )
        .bind(sent.key.as_str())
        .bind(sent.name)
        .bind(request.establishment.as_str())
        .bind(answers)
        .bind(request.state.code())
        .bind(time::text(request.waits_since))
        .bind(request.id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// How a request changes hands, or ends.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    pub state: RequestState,
    pub at: Timestamp,
    /// The manager's right; none for the candidate and the clock.
    pub by: Option<Id<Grant>>,
    pub professional: Option<Id<Professional>>,
}

/// Give a request another state. One that is over is erased in its time (J3).
pub async fn settle(tx: &mut Tx, id: Id<Request>, settled: Settled) -> Result<(), StoreError> {
    let at = time::text(settled.at);
    let over = (!settled.state.is_pending()).then(|| at.clone());
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE request SET state = $1, waits_since = $2, settled_at = $3, settled_by = $4, professional = $5 \
             WHERE id = $6",
        )
        .bind(settled.state.code())
        .bind(at)
        .bind(over)
        .bind(settled.by.map(|by| by.to_string()))
        .bind(settled.professional.map(|one| one.to_string()))
        .bind(id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// D4: is another request of this person, or from this mailbox, pending for the establishment?
pub async fn is_pending(
    tx: &mut Tx,
    establishment: &Finess,
    (key, email): (&IdentityKey, &Email),
    but: Option<Id<Request>>,
) -> Result<bool, StoreError> {
    let found: Option<i64> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT CAST(1 AS BIGINT) FROM request WHERE establishment = $1 AND state IN ('waiting', 'returned') \
             AND (identity_key = $2 OR email = $3) AND id <> $4 LIMIT 1",
        )
        .bind(establishment.as_str())
        .bind(key.as_str())
        .bind(email.as_str())
        .bind(but.map(|id| id.to_string()).unwrap_or_default())
        .fetch_optional(conn)
        .await?
    });
    Ok(found.is_some())
}

/// Does a contract in force cover the establishment: may somebody there register?
pub async fn is_under_contract(tx: &mut Tx, establishment: &Finess) -> Result<bool, StoreError> {
    let found: Option<i64> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT CAST(1 AS BIGINT) FROM establishment e JOIN contract c ON c.legal_entity = e.covered_under \
             WHERE e.finess = $1 AND c.state = 'in_force' AND c.ended_at IS NULL \
             AND (c.establishment IS NULL OR c.establishment = e.finess) LIMIT 1",
        )
        .bind(establishment.as_str())
        .fetch_optional(conn)
        .await?
    });
    Ok(found.is_some())
}

/// The identity of the professional whose mailbox this is.
pub async fn mailbox_of(tx: &mut Tx, email: &Email) -> Result<Option<IdentityKey>, StoreError> {
    let id: Option<String> = on!(&mut *tx, |conn| {
        sqlx::query_scalar("SELECT id FROM professional WHERE email = $1")
            .bind(email.as_str())
            .fetch_optional(conn)
            .await?
    });
    let Some(id) = id else {
        return Ok(None);
    };
    let holder = crate::professional::by_id(tx, value(&id)?).await?;
    Ok(holder.map(|holder| IdentityKey::of(&holder.identity)))
}
