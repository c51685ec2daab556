//! Establishments under contract that FINESS gave to another legal entity: noticed, shown, settled (C9).

use crate::{Act, StoreError, Tx, on, time, value};
use domain::{
    access::Scope,
    contract::{Contract, MoveOutcome},
    id::Id,
    identifiers::Finess,
};
use jiff::Timestamp;

/// A move that was noticed.
#[derive(Clone, Debug)]
pub struct Move {
    pub id: Id<Move>,
    pub establishment: Finess,
    pub name: String,
    pub left_entity: Finess,
    pub left_name: String,
    pub new_entity: Finess,
    pub new_name: String,
    pub noticed_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    establishment: String,
    name: String,
    left_entity: String,
    left_name: String,
    new_entity: String,
    new_name: String,
    noticed_at: String,
}

impl TryFrom<Row> for Move {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            establishment: value(&row.establishment)?,
            name: row.name,
            left_entity: value(&row.left_entity)?,
            left_name: row.left_name,
            new_entity: value(&row.new_entity)?,
            new_name: row.new_name,
            noticed_at: time::instant(&row.noticed_at)?,
        })
    }
}

macro_rules! moves {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.establishment, e.name, m.left_entity, o.name AS left_name, m.new_entity, ",
            "n.name AS new_name, m.noticed_at FROM establishment_move m ",
            "JOIN establishment e ON e.finess = m.establishment ",
            "JOIN legal_entity o ON o.finess = m.left_entity JOIN legal_entity n ON n.finess = m.new_entity ",
            "WHERE m.settled_at IS NULL ",
            $rest
        )
    };
}

/// The moves that the agency has not settled, the oldest first.
pub async fn open(tx: &mut Tx) -> Result<Vec<Move>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(moves!("ORDER BY m.noticed_at, m.id"))
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Move::try_from).collect()
}

/// Those that concern a scope: its establishments that left, and those that come to its legal entity.
pub async fn moves_of(tx: &mut Tx, scope: &Scope) -> Result<Vec<Move>, StoreError> {
    let only = scope.establishment.as_ref().map_or("", Finess::as_str);
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(moves!(
            "AND (m.left_entity = $1 OR m.new_entity = $1) AND ($2 = '' OR m.establishment = $2) \
             ORDER BY m.noticed_at, m.id"
        ))
        .bind(scope.legal_entity.as_str())
        .bind(only)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Move::try_from).collect()
}

/// A move that is still open, held to the end of the act.
pub async fn lock(act: &mut Act, id: Id<Move>) -> Result<Option<Move>, StoreError> {
    let row: Option<Row> = on!(&mut act.tx, |conn| {
        sqlx::query("UPDATE establishment_move SET noticed_at = noticed_at WHERE id = $1")
            .bind(id.to_string())
            .execute(&mut *conn)
            .await?;
        sqlx::query_as(moves!("AND m.id = $1"))
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Move::try_from).transpose()
}

/// Note the establishments that are covered under one legal entity and belong to another, once each; forget those
/// that came back. Gives those that are new.
pub async fn notice(act: &mut Act) -> Result<Vec<Finess>, StoreError> {
    let at = time::text(act.context.at);
    let moved: Vec<(String, String, String)> = on!(&mut act.tx, |conn| {
        sqlx::query(
            "UPDATE establishment_move SET settled_at = $1, outcome = 'kept' WHERE settled_at IS NULL \
             AND EXISTS (SELECT 1 FROM establishment e WHERE e.finess = establishment_move.establishment \
             AND e.legal_entity <> establishment_move.new_entity)",
        )
        .bind(&at)
        .execute(&mut *conn)
        .await?;
        sqlx::query_as(
            "SELECT e.finess, e.covered_under, e.legal_entity FROM establishment e \
             WHERE e.covered_under <> e.legal_entity AND NOT EXISTS (SELECT 1 FROM establishment_move m \
             WHERE m.establishment = e.finess AND m.new_entity = e.legal_entity \
             AND (m.settled_at IS NULL OR m.outcome = 'kept')) ORDER BY e.finess",
        )
        .fetch_all(conn)
        .await?
    });
    let mut noticed = Vec::new();
    for (establishment, left, new) in moved {
        let id: Id<Move> = act.new_id();
        on!(&mut act.tx, |conn| {
            sqlx::query(
                "INSERT INTO establishment_move (id, establishment, left_entity, new_entity, noticed_at) \
                 VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(id.to_string())
            .bind(&establishment)
            .bind(left)
            .bind(new)
            .bind(&at)
            .execute(conn)
            .await?;
        });
        noticed.push(value(&establishment)?);
    }
    Ok(noticed)
}

/// Write how a move was settled. One that is followed takes the establishment, and its own contract if it has one,
/// under the new legal entity.
pub async fn settle(
    act: &mut Act,
    found: &Move,
    (outcome, own): (MoveOutcome, Option<Id<Contract>>),
) -> Result<(), StoreError> {
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query("UPDATE establishment_move SET settled_at = $1, outcome = $2 WHERE id = $3")
            .bind(at)
            .bind(outcome.code())
            .bind(found.id.to_string())
            .execute(conn)
            .await?;
    });
    if outcome == MoveOutcome::Kept {
        return Ok(());
    }
    on!(&mut act.tx, |conn| {
        sqlx::query("UPDATE establishment SET covered_under = $1 WHERE finess = $2")
            .bind(found.new_entity.as_str())
            .bind(found.establishment.as_str())
            .execute(&mut *conn)
            .await?;
        sqlx::query("UPDATE contract SET legal_entity = $1, version = version + 1 WHERE id = $2")
            .bind(found.new_entity.as_str())
            .bind(own.map(|contract| contract.to_string()))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The contract that held establishments of others is over: they are covered where they belong, unless another
/// contract holds them.
pub async fn release(act: &mut Act, contract: &Contract) -> Result<(), StoreError> {
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "UPDATE establishment SET covered_under = legal_entity WHERE covered_under = $1 AND legal_entity <> $1 \
             AND NOT EXISTS (SELECT 1 FROM contract c WHERE c.legal_entity = $1 AND c.ended_at IS NULL \
             AND (c.establishment IS NULL OR c.establishment = establishment.finess))",
        )
        .bind(contract.legal_entity.as_str())
        .execute(&mut *conn)
        .await?;
        sqlx::query(
            "UPDATE establishment_move SET settled_at = $1, outcome = 'moved' WHERE settled_at IS NULL \
             AND EXISTS (SELECT 1 FROM establishment e WHERE e.finess = establishment_move.establishment \
             AND e.covered_under = e.legal_entity)",
        )
        .bind(time::text(act.context.at))
        .execute(conn)
        .await?;
    });
    Ok(())
}
