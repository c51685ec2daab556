//! What the clock looks for among reviews: those to open, to tell of, to end (L5).

use super::{covers, is_left};
use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::{Grant, GrantKind, Scope},
    contract::Contract,
    id::Id,
    identifiers::Finess,
    review::Review,
};
use jiff::{Timestamp, civil::Date};

/// The establishments whose review is due today or earlier, at most `limit`.
pub async fn due(tx: &mut Tx, today: Date, limit: i64) -> Result<Vec<Finess>, StoreError> {
    let rows: Vec<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT establishment FROM review_plan WHERE due_on <= $1 ORDER BY due_on, establishment LIMIT $2",
        )
        .bind(today.to_string())
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.iter().map(|finess| value(finess)).collect()
}

/// Plan the next review of an establishment, or none any more.
pub async fn plan(tx: &mut Tx, finess: &Finess, due_on: Option<Date>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        match due_on {
            Some(day) => sqlx::query(
                "INSERT INTO review_plan (establishment, due_on) VALUES ($1, $2) \
                 ON CONFLICT (establishment) DO UPDATE SET due_on = excluded.due_on",
            )
            .bind(finess.as_str())
            .bind(day.to_string()),
            None => sqlx::query("DELETE FROM review_plan WHERE establishment = $1")
                .bind(finess.as_str()),
        }
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// A review that has nothing left to be answered, or nobody left to answer it.
#[derive(Clone, Debug)]
pub struct Finished {
    pub review: Id<Review>,
    pub establishment: Finess,
    pub is_covered: bool,
}

/// Open reviews that end by themselves, at most `limit`: their last persons left otherwise, or no contract covers the
/// establishment any more. Looks at one or two lines of each open review.
pub async fn finished(tx: &mut Tx, limit: i64) -> Result<Vec<Finished>, StoreError> {
    let rows: Vec<(String, String, bool)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT x.id, x.establishment, x.is_covered FROM (SELECT r.id, r.establishment, r.opened_at, ",
            "EXISTS (SELECT 1 FROM contract c WHERE ",
            covers!(),
            ") AS is_covered, EXISTS (SELECT 1 FROM situation s WHERE s.establishment = r.establishment ",
            "AND s.opened_at <= r.opened_at AND ",
            is_left!(),
            ") AS is_left FROM review r JOIN establishment e ON e.finess = r.establishment WHERE r.state = 'open') x ",
            "WHERE NOT x.is_covered OR NOT x.is_left ORDER BY x.opened_at, x.id LIMIT $1"
        ))
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(review, establishment, is_covered)| {
            Ok(Finished {
                review: value(&review)?,
                establishment: value(&establishment)?,
                is_covered,
            })
        })
        .collect()
}

/// What people are told of open reviews, each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Announced,
    Reminded,
    /// To the representative.
    Escalated,
}

/// `$sql` with the column of a notice where `COLUMN` is asked: a macro, for SQL is a constant text.
macro_rules! by_notice {
    ($notice:expr, $sql:ident) => {
        match $notice {
            Notice::Announced => $sql!("announced_at"),
            Notice::Reminded => $sql!("reminded_at"),
            Notice::Escalated => $sql!("escalated_at"),
        }
    };
}

macro_rules! next_contract {
    ($column:literal) => {
        concat!(
            "SELECT c.id, c.legal_entity, c.establishment FROM review r ",
            "JOIN establishment e ON e.finess = r.establishment JOIN contract c ON ",
            covers!(),
            " WHERE r.state = 'open' AND r.opened_at <= $1 AND r.",
            $column,
            " IS NULL ORDER BY r.opened_at, r.id LIMIT 1"
        )
    };
}

/// A contract with open reviews, opened at `before` or earlier, of which this was not told yet. As a scope: all of it.
pub async fn next_contract(
    tx: &mut Tx,
    notice: Notice,
    before: Timestamp,
) -> Result<Option<Scope>, StoreError> {
    let row: Option<(String, String, Option<String>)> = on!(tx, |conn| {
        sqlx::query_as(by_notice!(notice, next_contract))
            .bind(time::text(before))
            .fetch_optional(conn)
            .await?
    });
    row.map(|(contract, legal_entity, establishment)| {
        Ok(Scope {
            contract: value(&contract)?,
            legal_entity: value(&legal_entity)?,
            establishment: establishment.as_deref().map(value).transpose()?,
            narrowed_by: None,
        })
    })
    .transpose()
}

macro_rules! holders {
    ($column:literal) => {
        concat!(
            "SELECT g.id, g.kind FROM access_grant g WHERE g.contract = $1 AND g.ended_at IS NULL AND ",
            "(NOT g.narrowed OR EXISTS (SELECT 1 FROM access_grant_establishment n JOIN review r ",
            "ON r.establishment = n.establishment WHERE n.access_grant = g.id AND r.state = 'open' ",
            "AND r.opened_at <= $2 AND r.",
            $column,
            " IS NULL)) ORDER BY g.id"
        )
    };
}

/// Who may answer the reviews that this was not told of, under a contract.
pub async fn holders(
    tx: &mut Tx,
    contract: Id<Contract>,
    notice: Notice,
    before: Timestamp,
) -> Result<Vec<(Id<Grant>, GrantKind)>, StoreError> {
    let rows: Vec<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(by_notice!(notice, holders))
            .bind(contract.to_string())
            .bind(time::text(before))
            .fetch_all(conn)
            .await?
    });
    rows.iter()
        .map(|(grant, kind)| Ok((value(grant)?, value(kind)?)))
        .collect()
}

macro_rules! unattended {
    ($column:literal) => {
        concat!(
            "SELECT COUNT(*) FROM review r JOIN establishment e ON e.finess = r.establishment WHERE ",
            in_scope!("$1", "$2", "$3"),
            " AND r.state = 'open' AND r.opened_at <= $5 AND r.",
            $column,
            " IS NULL AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.contract = $4 AND g.ended_at IS NULL ",
            "AND g.kind IN ('manager', 'delegate') AND (NOT g.narrowed OR EXISTS (SELECT 1 FROM ",
            "access_grant_establishment n WHERE n.access_grant = g.id AND n.establishment = r.establishment)))"
        )
    };
}

/// How many of those reviews have neither manager nor delegate to answer them.
pub async fn unattended(
    tx: &mut Tx,
    contract: &Scope,
    notice: Notice,
    before: Timestamp,
) -> Result<i64, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(contract);
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(by_notice!(notice, unattended))
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(contract.contract.to_string())
            .bind(time::text(before))
            .fetch_one(conn)
            .await?
    }))
}

macro_rules! note {
    ($column:literal) => {
        concat!(
            "UPDATE review SET ",
            $column,
            " = $5, announced_at = COALESCE(announced_at, $5) WHERE state = 'open' AND opened_at <= $4 AND ",
            $column,
            " IS NULL AND establishment IN (SELECT e.finess FROM establishment e WHERE ",
            in_scope!("$1", "$2", "$3"),
            ")"
        )
    };
}

/// Note that this was told of the open reviews of a contract: each is announced too, so that whoever is late is told
/// once. Gives how many.
pub async fn noted(
    tx: &mut Tx,
    contract: &Scope,
    notice: Notice,
    (before, at): (Timestamp, Timestamp),
) -> Result<usize, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(contract);
    let sql = match notice {
        Notice::Announced => {
            concat!(
                "UPDATE review SET announced_at = $5 WHERE state = 'open' AND opened_at <= $4 AND announced_at IS NULL ",
                "AND establishment IN (SELECT e.finess FROM establishment e WHERE ",
                in_scope!("$1", "$2", "$3"),
                ")"
            )
        }
        Notice::Reminded => note!("reminded_at"),
        Notice::Escalated => note!("escalated_at"),
    };
    let written = on!(tx, |conn| {
        sqlx::query(sql)
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(time::text(before))
            .bind(time::text(at))
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(usize::try_from(written).unwrap_or(usize::MAX))
}
