//! Contracts in force.

use crate::{StoreError, Tx, on, time, value};
use domain::{contract::Contract, id::Id, identifiers::Finess};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    legal_entity: String,
    establishment: Option<String>,
    opened_at: String,
}

impl TryFrom<Row> for Contract {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            legal_entity: value(&row.legal_entity)?,
            establishment: row.establishment.as_deref().map(value).transpose()?,
            opened_at: time::instant(&row.opened_at)?,
        })
    }
}

/// The contracts in force under a legal entity. Locks the entity first: two contracts cannot be decided on at
/// once (C2).
pub async fn lock_in_force(
    tx: &mut Tx,
    legal_entity: &Finess,
) -> Result<Vec<Contract>, StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query("UPDATE legal_entity SET version = version + 1 WHERE finess = $1")
            .bind(legal_entity.as_str())
            .execute(conn)
            .await?;
    });
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, legal_entity, establishment, opened_at FROM contract \
             WHERE legal_entity = $1 AND ended_at IS NULL ORDER BY id",
        )
        .bind(legal_entity.as_str())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Contract::try_from).collect()
}

pub async fn by_id(tx: &mut Tx, id: Id<Contract>) -> Result<Option<Contract>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, legal_entity, establishment, opened_at FROM contract WHERE id = $1",
        )
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(Contract::try_from).transpose()
}

pub async fn insert(tx: &mut Tx, contract: &Contract) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO contract (id, mode, legal_entity, establishment, opened_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(contract.id.to_string())
        .bind(contract.mode().code())
        .bind(contract.legal_entity.as_str())
        .bind(contract.establishment.as_ref().map(Finess::as_str))
        .bind(time::text(contract.opened_at))
        .execute(conn)
        .await?;
    });
    Ok(())
}
