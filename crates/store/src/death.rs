//! Deaths that structures told, and the other structures told of them (L1).

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::Actor,
    contract::Contract,
    id::Id,
    identifiers::Rpps,
    professional::{Death, DeathNotice, Professional},
};
use jiff::{Timestamp, civil::Date};

pub async fn insert(
    tx: &mut Tx,
    death: &Death,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO death (id, professional, died_on, contract, told_at, told_by) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(death.id.to_string())
        .bind(death.professional.to_string())
        .bind(death.on.to_string())
        .bind(death.contract.to_string())
        .bind(time::text(at))
        .bind(by.grant.id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

pub async fn insert_notice(
    tx: &mut Tx,
    (id, death): (Id<DeathNotice>, Id<Death>),
    contract: Id<Contract>,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("INSERT INTO death_notice (id, death, contract) VALUES ($1, $2, $3)")
            .bind(id.to_string())
            .bind(death.to_string())
            .bind(contract.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The contracts in force under which someone still has a situation open.
pub async fn concerned(
    tx: &mut Tx,
    professional: Id<Professional>,
) -> Result<Vec<Id<Contract>>, StoreError> {
    let ids: Vec<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT DISTINCT c.id FROM situation s JOIN establishment e ON e.finess = s.establishment \
             JOIN contract c ON c.legal_entity = e.covered_under AND (c.establishment IS NULL OR c.establishment = e.finess) \
             WHERE s.professional = $1 AND s.ended_on IS NULL AND c.ended_at IS NULL ORDER BY c.id",
        )
        .bind(professional.to_string())
        .fetch_all(conn)
        .await?
    });
    ids.iter().map(|id| value(id)).collect()
}

/// When someone died, by a word that was not withdrawn.
pub async fn of_professional(
    tx: &mut Tx,
    professional: Id<Professional>,
) -> Result<Option<Date>, StoreError> {
    let on: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT died_on FROM death WHERE professional = $1 AND withdrawn_at IS NULL ORDER BY told_at LIMIT 1",
        )
        .bind(professional.to_string())
        .fetch_optional(conn)
        .await?
    });
    on.as_deref().map(time::day).transpose()
}

/// Take back what was told of someone; false when nothing was.
pub async fn withdraw(
    tx: &mut Tx,
    professional: Id<Professional>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let written = on!(tx, |conn| {
        sqlx::query(
            "UPDATE death SET withdrawn_at = $2 WHERE professional = $1 AND withdrawn_at IS NULL",
        )
        .bind(professional.to_string())
        .bind(time::text(at))
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(written > 0)
}

/// A death as the agency's list shows it.
#[derive(Clone, Debug)]
pub struct Told {
    pub rpps: Rpps,
    pub name: String,
    pub on: Date,
    pub at: Timestamp,
    pub by: String,
    pub structure: String,
    /// Situations that are still open.
    pub open: i64,
    pub is_withdrawn: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    rpps: String,
    name: String,
    died_on: String,
    told_at: String,
    told_by: String,
    structure: Option<String>,
    open_situations: i64,
    withdrawn_at: Option<String>,
}

impl TryFrom<Row> for Told {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            rpps: value(&row.rpps)?,
            name: row.name,
            on: time::day(&row.died_on)?,
            at: time::instant(&row.told_at)?,
            by: row.told_by,
            structure: row.structure.unwrap_or_default(),
            open: row.open_situations,
            is_withdrawn: row.withdrawn_at.is_some(),
        })
    }
}

/// For the agency: what was told, latest first.
pub async fn list(tx: &mut Tx, (offset, limit): (i64, i64)) -> Result<Vec<Told>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT p.rpps, p.practice_first_name || ' ' || p.practice_name AS name, d.died_on, d.told_at, \
             a.name AS told_by, COALESCE(e.name, l.name) AS structure, d.withdrawn_at, \
             (SELECT COUNT(*) FROM situation s WHERE s.professional = p.id AND s.ended_on IS NULL) AS open_situations \
             FROM death d JOIN professional p ON p.id = d.professional JOIN access_grant g ON g.id = d.told_by \
             JOIN account a ON a.id = g.account JOIN contract c ON c.id = d.contract \
             LEFT JOIN establishment e ON e.finess = c.establishment LEFT JOIN legal_entity l ON l.finess = c.legal_entity \
             ORDER BY d.told_at DESC, d.id DESC LIMIT $1 OFFSET $2",
        )
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Told::try_from).collect()
}

pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM death")
            .fetch_one(conn)
            .await?
    }))
}
