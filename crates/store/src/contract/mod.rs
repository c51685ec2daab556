//! Contracts, from their submission to their end.

mod fold;
mod held;

pub use fold::fold;
pub use held::{Under, drafts_of, held_under};

use crate::{StoreError, Tx, on, time, value};
use domain::{
    contract::{Contract, ContractState},
    id::Id,
    identifiers::Finess,
};
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    legal_entity: String,
    establishment: Option<String>,
    state: String,
    opened_at: String,
}

impl TryFrom<Row> for Contract {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            legal_entity: value(&row.legal_entity)?,
            establishment: row.establishment.as_deref().map(value).transpose()?,
            state: value(&row.state)?,
            opened_at: time::instant(&row.opened_at)?,
        })
    }
}

/// The contracts that are not over under a legal entity. Locks the entity first: two contracts cannot be decided
/// on at once (C2).
pub async fn lock_under_way(
    tx: &mut Tx,
    legal_entity: &Finess,
) -> Result<Vec<Contract>, StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query("UPDATE legal_entity SET version = version + 1 WHERE finess = $1")
            .bind(legal_entity.as_str())
            .execute(conn)
            .await?;
    });
    under_way(tx, legal_entity).await
}

/// The contracts that are not over under a legal entity, and those of establishments that left it (C9).
pub async fn under_way(tx: &mut Tx, legal_entity: &Finess) -> Result<Vec<Contract>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, legal_entity, establishment, state, opened_at FROM contract \
             WHERE legal_entity = $1 AND ended_at IS NULL ORDER BY id",
        )
        .bind(legal_entity.as_str())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Contract::try_from).collect()
}

/// The legal entity under whose contracts an establishment is covered: its own, until a move is settled (C9).
pub async fn cover_of(tx: &mut Tx, establishment: &Finess) -> Result<Option<Finess>, StoreError> {
    let found: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT covered_under FROM establishment WHERE finess = $1")
            .bind(establishment.as_str())
            .fetch_optional(conn)
            .await?
    });
    found.as_deref().map(value).transpose()
}

/// Hold a contract to the end of the act.
pub async fn lock(tx: &mut Tx, id: Id<Contract>) -> Result<Option<Contract>, StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query("UPDATE contract SET version = version + 1 WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    by_id(tx, id).await
}

pub async fn by_id(tx: &mut Tx, id: Id<Contract>) -> Result<Option<Contract>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, legal_entity, establishment, state, opened_at FROM contract WHERE id = $1",
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
            "INSERT INTO contract (id, mode, legal_entity, establishment, opened_at, state) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(contract.id.to_string())
        .bind(contract.mode().code())
        .bind(contract.legal_entity.as_str())
        .bind(contract.establishment.as_ref().map(Finess::as_str))
        .bind(time::text(contract.opened_at))
        .bind(contract.state.code())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Give a contract another state. Refused and ended contracts cover nothing any more (C2).
pub async fn set_state(
    tx: &mut Tx,
    id: Id<Contract>,
    state: ContractState,
    at: Timestamp,
) -> Result<(), StoreError> {
    let at = time::text(at);
    let over = matches!(state, ContractState::Refused | ContractState::Ended);
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE contract SET state = $1, version = version + 1, in_force_at = COALESCE(in_force_at, $2), \
             ended_at = COALESCE(ended_at, $3) WHERE id = $4",
        )
        .bind(state.code())
        .bind((state == ContractState::InForce).then_some(&at))
        .bind(over.then_some(&at))
        .bind(id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}
