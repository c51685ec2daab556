//! What is held under a contract: rights, and what is being prepared, for the agency (C8).

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::{Grant, GrantKind},
    contract::Contract,
    id::Id,
};
use jiff::Timestamp;

/// A right in force under a contract.
#[derive(Clone, Debug)]
pub struct Under {
    pub grant: Id<Grant>,
    pub kind: GrantKind,
    pub name: String,
    /// Of the establishments that it is narrowed to; none when it covers all of the contract.
    pub narrowed_to: Option<i64>,
    pub since: Timestamp,
}

/// The rights in force under a contract: the representative's first, then the oldest.
pub async fn held_under(tx: &mut Tx, contract: Id<Contract>) -> Result<Vec<Under>, StoreError> {
    let rows: Vec<(String, String, String, bool, i64, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT g.id, g.kind, a.name, g.narrowed, \
             (SELECT COUNT(*) FROM access_grant_establishment n WHERE n.access_grant = g.id), g.granted_at \
             FROM access_grant g JOIN account a ON a.id = g.account \
             WHERE g.contract = $1 AND g.ended_at IS NULL \
             ORDER BY CASE g.kind WHEN 'legal_representative' THEN 0 WHEN 'delegate' THEN 1 ELSE 2 END, g.id",
        )
        .bind(contract.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(grant, kind, name, narrowed, count, since)| {
            Ok(Under {
                grant: value(&grant)?,
                kind: value(&kind)?,
                name,
                narrowed_to: narrowed.then_some(count),
                since: time::instant(&since)?,
            })
        })
        .collect()
}

/// Whose registrations are being prepared under a contract, and when they were last touched. Not what they say.
pub async fn drafts_of(
    tx: &mut Tx,
    contract: Id<Contract>,
) -> Result<Vec<(String, Timestamp)>, StoreError> {
    let rows: Vec<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT a.name, d.updated_at FROM draft d JOIN access_grant g ON g.id = d.owner \
             JOIN account a ON a.id = g.account WHERE d.contract = $1 ORDER BY d.updated_at DESC, d.id",
        )
        .bind(contract.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(name, at)| Ok((name, time::instant(&at)?)))
        .collect()
}
