//! Legal entities and what they own, for whoever looks for the structure to sign for (C1, S1).

use super::{EstablishmentRow, LegalEntityRow, establishments};
use crate::{StoreError, Tx, after, on};
use domain::{
    identifiers::Finess,
    structure::{Establishment, LegalEntity},
};

/// Legal entities whose name begins so, in the capital letters of the official files, open ones alone.
pub async fn legal_entities_named(
    tx: &mut Tx,
    beginning: &str,
    limit: i64,
) -> Result<Vec<LegalEntity>, StoreError> {
    if beginning.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<LegalEntityRow> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT finess, name, siren, legal_status, address, postal_code, town, department, opened_on, closed_on \
             FROM legal_entity WHERE name >= $1 AND name < $2 AND closed_on IS NULL ORDER BY name, finess LIMIT $3",
        )
        .bind(beginning)
        .bind(after(beginning))
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(LegalEntity::try_from).collect()
}

/// The establishments of a legal entity that are not closed, by name. At most `limit`.
pub async fn establishments_of(
    tx: &mut Tx,
    legal_entity: &Finess,
    limit: i64,
) -> Result<Vec<Establishment>, StoreError> {
    let rows: Vec<EstablishmentRow> = on!(tx, |conn| {
        sqlx::query_as(establishments!(
            "WHERE e.legal_entity = $1 AND e.closed_on IS NULL ORDER BY e.name, e.finess LIMIT $2"
        ))
        .bind(legal_entity.as_str())
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Establishment::try_from).collect()
}

/// How many there are.
pub async fn count_of(tx: &mut Tx, legal_entity: &Finess) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM establishment e WHERE e.legal_entity = $1 AND e.closed_on IS NULL",
        )
        .bind(legal_entity.as_str())
        .fetch_one(conn)
        .await?
    }))
}
