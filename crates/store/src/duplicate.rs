//! Contested identities: asked by managers, settled by officers (R4).

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::Grant,
    contract::Contract,
    duplicate::{ContestedIdentity, IdentityKey},
    id::Id,
    professional::Professional,
    registration::Answers,
};
use jiff::Timestamp;

/// A contested identity with what the officer reads.
#[derive(Clone, Debug)]
pub struct Case {
    pub contested: ContestedIdentity,
    pub draft: String,
    /// The answers of the draft as they were.
    pub identity: Answers,
    pub reason: String,
    pub decision: String,
    pub asked_by: String,
    pub structure: String,
}

/// What a manager contests, to insert.
pub struct Asked<'a> {
    pub contested: &'a ContestedIdentity,
    pub draft: &'a str,
    pub contract: Id<Contract>,
    pub key: &'a IdentityKey,
    pub identity: &'a Answers,
    pub reason: &'a str,
    pub by: Id<Grant>,
}

pub async fn insert(tx: &mut Tx, asked: &Asked<'_>) -> Result<(), StoreError> {
    let identity = serde_json::to_string(asked.identity)?;
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO contested_identity (id, draft, contract, professional, identity_key, identity, reason, \
             asked_at, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(asked.contested.id.to_string())
        .bind(asked.draft)
        .bind(asked.contract.to_string())
        .bind(asked.contested.professional.to_string())
        .bind(asked.key.as_str())
        .bind(identity)
        .bind(asked.reason)
        .bind(time::text(asked.contested.asked_at))
        .bind(asked.by.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    draft: String,
    professional: String,
    identity: String,
    reason: String,
    decision: String,
    asked_at: String,
    outcome: Option<String>,
    account: String,
    structure: String,
}

impl TryFrom<Row> for Case {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            contested: ContestedIdentity {
                id: value(&row.id)?,
                professional: value::<Id<Professional>>(&row.professional)?,
                asked_at: time::instant(&row.asked_at)?,
                outcome: row.outcome.as_deref().map(value).transpose()?,
            },
            draft: row.draft,
            identity: serde_json::from_str(&row.identity)?,
            reason: row.reason,
            decision: row.decision,
            asked_by: row.account,
            structure: row.structure,
        })
    }
}

macro_rules! cases {
    ($rest:literal) => {
        concat!(
            "SELECT x.id, x.draft, x.professional, x.identity, x.reason, x.decision, x.asked_at, x.outcome, ",
            "a.name AS account, COALESCE(e.name, l.name) AS structure FROM contested_identity x ",
            "JOIN access_grant g ON g.id = x.asked_by JOIN account a ON a.id = g.account ",
            "JOIN contract c ON c.id = x.contract JOIN legal_entity l ON l.finess = c.legal_entity ",
            "LEFT JOIN establishment e ON e.finess = c.establishment ",
            $rest
        )
    };
}

/// The cases that wait for an officer, oldest first.
pub async fn open(tx: &mut Tx) -> Result<Vec<Case>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(cases!(
            "WHERE x.outcome IS NULL ORDER BY x.asked_at, x.id LIMIT 200"
        ))
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Case::try_from).collect()
}

pub async fn by_id(tx: &mut Tx, id: Id<ContestedIdentity>) -> Result<Option<Case>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(cases!("WHERE x.id = $1"))
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Case::try_from).transpose()
}

/// What was asked for a draft that bears this identity, if anything.
pub async fn of_draft(
    tx: &mut Tx,
    draft: &str,
    key: &IdentityKey,
) -> Result<Option<Case>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(cases!("WHERE x.draft = $1 AND x.identity_key = $2"))
            .bind(draft)
            .bind(key.as_str())
            .fetch_optional(conn)
            .await?
    });
    row.map(Case::try_from).transpose()
}

/// Record the officer's word; `Changed` when another officer came first.
pub async fn settle(
    tx: &mut Tx,
    settled: &ContestedIdentity,
    decision: &str,
    by: Id<Grant>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let changed = on!(tx, |conn| {
        sqlx::query(
            "UPDATE contested_identity SET outcome = $1, decision = $2, decided_at = $3, decided_by = $4, \
             version = version + 1 WHERE id = $5 AND outcome IS NULL",
        )
        .bind(settled.outcome.map(domain::duplicate::Outcome::code))
        .bind(decision)
        .bind(time::text(at))
        .bind(by.to_string())
        .bind(settled.id.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    });
    if changed == 0 {
        return Err(StoreError::Changed);
    }
    Ok(())
}

/// How many persons already bear this identity.
pub async fn bearers(tx: &mut Tx, key: &IdentityKey) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM professional WHERE identity_key = $1")
            .bind(key.as_str())
            .fetch_one(conn)
            .await?
    }))
}
