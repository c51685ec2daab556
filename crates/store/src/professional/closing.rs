//! Situations that end: read one by one, closed by the act that decided so.

use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::{Actor, Scope},
    id::Id,
    professional::{Closing, Professional, Situation},
};
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    professional: String,
    id: String,
    establishment: String,
    starts_on: String,
    planned_end: Option<String>,
    ended_on: Option<String>,
    profession: String,
    role: String,
    practice_mode: String,
}

/// A situation with whose it is.
pub type Held = (Id<Professional>, Situation);

impl TryFrom<Row> for Situation {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            establishment: value(&row.establishment)?,
            starts_on: time::day(&row.starts_on)?,
            planned_end: row.planned_end.as_deref().map(time::day).transpose()?,
            ended_on: row.ended_on.as_deref().map(time::day).transpose()?,
            profession: value(&row.profession)?,
            role: value(&row.role)?,
            practice_mode: value(&row.practice_mode)?,
        })
    }
}

fn held(row: Row) -> Result<Held, StoreError> {
    Ok((value(&row.professional)?, row.try_into()?))
}

macro_rules! situations {
    ($condition:expr) => {
        concat!(
            "SELECT s.professional, s.id, s.establishment, s.starts_on, s.planned_end, s.ended_on, s.profession, ",
            "s.role, s.practice_mode FROM situation s JOIN professional p ON p.id = s.professional ",
            "JOIN establishment e ON e.finess = s.establishment WHERE ",
            in_scope!("$1", "$2", "$3"),
            $condition
        )
    };
}

/// A situation of the scope.
pub async fn situation(
    tx: &mut Tx,
    scope: &Scope,
    id: Id<Situation>,
) -> Result<Option<Held>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(situations!(" AND s.id = $4"))
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(held).transpose()
}

/// The open situations, in the scope, of the professional who has this mailbox.
pub async fn open_of_email(
    tx: &mut Tx,
    scope: &Scope,
    email: &str,
) -> Result<Vec<Held>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(situations!(
            " AND p.email = $4 AND s.ended_on IS NULL ORDER BY s.id"
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(email)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(held).collect()
}

/// Write the end of a situation. `Changed` when it was closed meanwhile.
pub async fn close_situation(
    tx: &mut Tx,
    id: Id<Situation>,
    closing: Closing,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    let written = on!(tx, |conn| {
        sqlx::query(
            "UPDATE situation SET ended_on = $1, end_reason = $2, closed_at = $3, closed_by = $4, version = version + 1 \
             WHERE id = $5 AND ended_on IS NULL",
        )
        .bind(closing.ended_on.to_string())
        .bind(closing.reason.code())
        .bind(time::text(at))
        .bind(by.grant.id.to_string())
        .bind(id.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    });
    if written == 0 {
        return Err(StoreError::Changed);
    }
    Ok(())
}
