//! The rights given under a contract: who holds them, over which establishments (H5, H7).

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::{Account, Grant, GrantKind},
    contract::Contract,
    id::Id,
    identifiers::Finess,
};
use jiff::{Timestamp, civil::Date};

/// A right in force, as lists show it.
#[derive(Clone, Debug)]
pub struct Right {
    pub id: Id<Grant>,
    pub account: Id<Account>,
    pub kind: GrantKind,
    pub name: String,
    pub email: String,
    pub granted_at: Timestamp,
    /// To how many establishments it is narrowed; none for all of the contract.
    pub narrowed: Option<i64>,
    /// The last time somebody acted by it from a new sign-in.
    pub signed_in_at: Option<Timestamp>,
    pub course_passed_on: Option<Date>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    account: String,
    kind: String,
    name: String,
    email: String,
    granted_at: String,
    narrowed: bool,
    establishments: i64,
    signed_in_at: Option<String>,
    passed_on: Option<String>,
}

impl TryFrom<Row> for Right {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            account: value(&row.account)?,
            kind: value(&row.kind)?,
            name: row.name,
            email: row.email,
            granted_at: time::instant(&row.granted_at)?,
            narrowed: row.narrowed.then_some(row.establishments),
            signed_in_at: row.signed_in_at.as_deref().map(time::instant).transpose()?,
            course_passed_on: row.passed_on.as_deref().map(time::day).transpose()?,
        })
    }
}

/// The rights in force under a contract, the representative's first, then delegates, then managers by name.
pub async fn of_contract(tx: &mut Tx, contract: Id<Contract>) -> Result<Vec<Right>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT g.id, g.account, g.kind, a.name, a.email, g.granted_at, g.narrowed, \
             (SELECT COUNT(*) FROM access_grant_establishment n WHERE n.access_grant = g.id) AS establishments, \
             (SELECT MAX(s.created_at) FROM session s WHERE s.access_grant = g.id) AS signed_in_at, \
             (SELECT MAX(t.passed_on) FROM completion t WHERE t.email = a.email) AS passed_on \
             FROM access_grant g JOIN account a ON a.id = g.account WHERE g.contract = $1 AND g.ended_at IS NULL \
             ORDER BY CASE g.kind WHEN 'legal_representative' THEN 0 WHEN 'delegate' THEN 1 ELSE 2 END, a.name, g.id",
        )
        .bind(contract.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Right::try_from).collect()
}

/// The establishments that narrow a right.
pub async fn establishments(tx: &mut Tx, grant: Id<Grant>) -> Result<Vec<Finess>, StoreError> {
    let rows: Vec<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT establishment FROM access_grant_establishment WHERE access_grant = $1 ORDER BY establishment",
        )
        .bind(grant.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.iter().map(|finess| value(finess)).collect()
}

/// Narrow a right to these establishments; to none of them in particular when the list is empty (H5). `Changed`
/// when the right ended meanwhile.
pub async fn narrow(
    tx: &mut Tx,
    grant: Id<Grant>,
    establishments: &[Finess],
) -> Result<(), StoreError> {
    let written = on!(&mut *tx, |conn| {
        sqlx::query("UPDATE access_grant SET narrowed = $1, version = version + 1 WHERE id = $2 AND ended_at IS NULL")
            .bind(!establishments.is_empty())
            .bind(grant.to_string())
            .execute(conn)
            .await?
            .rows_affected()
    });
    if written == 0 {
        return Err(StoreError::Changed);
    }
    on!(&mut *tx, |conn| {
        sqlx::query("DELETE FROM access_grant_establishment WHERE access_grant = $1")
            .bind(grant.to_string())
            .execute(conn)
            .await?;
    });
    for establishment in establishments {
        on!(&mut *tx, |conn| {
            sqlx::query("INSERT INTO access_grant_establishment (access_grant, establishment) VALUES ($1, $2)")
                .bind(grant.to_string())
                .bind(establishment.as_str())
                .execute(conn)
                .await?;
        });
    }
    Ok(())
}
