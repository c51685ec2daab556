//! Situations that end, and those opened again: read one by one, written by the act that decided so.

use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::{Grant, Scope},
    id::Id,
    nomenclature::EndReason,
    professional::{Closed, Closing, Professional, Situation},
};
use jiff::{Timestamp, civil::Date};

#[derive(sqlx::FromRow)]
pub(super) struct Row {
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

pub(super) fn held(row: Row) -> Result<Held, StoreError> {
    Ok((value(&row.professional)?, row.try_into()?))
}

macro_rules! held_columns {
    () => {
        "s.professional, s.id, s.establishment, s.starts_on, s.planned_end, s.ended_on, s.profession, s.role, s.practice_mode"
    };
}

macro_rules! situations {
    ($condition:expr) => {
        concat!(
            "SELECT ",
            held_columns!(),
            " FROM situation s JOIN professional p ON p.id = s.professional ",
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

/// The open situations of someone in the scope.
pub async fn open_of(
    tx: &mut Tx,
    scope: &Scope,
    professional: Id<Professional>,
) -> Result<Vec<Situation>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(situations!(
            " AND p.id = $4 AND s.ended_on IS NULL ORDER BY s.starts_on, s.id"
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(professional.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Situation::try_from).collect()
}

/// How many situations of someone are open, anywhere.
pub async fn count_open(tx: &mut Tx, professional: Id<Professional>) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM situation WHERE professional = $1 AND ended_on IS NULL",
        )
        .bind(professional.to_string())
        .fetch_one(conn)
        .await?
    }))
}

/// Open situations whose planned end is past, each with the reason planned; for the clock.
pub async fn past_their_end(
    tx: &mut Tx,
    today: Date,
    limit: i64,
) -> Result<Vec<(Held, EndReason)>, StoreError> {
    let rows: Vec<PlannedRow> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT ",
            held_columns!(),
            ", s.planned_reason FROM situation s WHERE s.ended_on IS NULL AND s.planned_end < $1 ",
            "ORDER BY s.planned_end, s.professional, s.id LIMIT $2"
        ))
        .bind(today.to_string())
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|row| Ok((held(row.row)?, reason(row.planned_reason.as_deref())?)))
        .collect()
}

#[derive(sqlx::FromRow)]
struct PlannedRow {
    #[sqlx(flatten)]
    row: Row,
    planned_reason: Option<String>,
}

fn reason(code: Option<&str>) -> Result<EndReason, StoreError> {
    code.map_or_else(|| Ok(EndReason::other()), value)
}

/// Why the planned end of a situation was planned.
pub async fn planned_reason(tx: &mut Tx, id: Id<Situation>) -> Result<EndReason, StoreError> {
    let code: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT planned_reason FROM situation WHERE id = $1")
            .bind(id.to_string())
            .fetch_one(conn)
            .await?
    });
    reason(code.as_deref())
}

/// Note the reason of a planned end; the day is one of the situation's terms.
pub async fn set_planned_reason(
    tx: &mut Tx,
    id: Id<Situation>,
    reason: EndReason,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE situation SET planned_reason = $1 WHERE id = $2")
            .bind(reason.code())
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Write the end of a situation, by a grant or by the clock. `Changed` when it was closed meanwhile.
pub async fn close_situation(
    tx: &mut Tx,
    id: Id<Situation>,
    closing: Closing,
    by: Option<Id<Grant>>,
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
        .bind(by.map(|grant| grant.to_string()))
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

#[derive(sqlx::FromRow)]
struct ClosedRow {
    closed_at: Option<String>,
    end_reason: Option<String>,
    account: Option<String>,
}

/// How a situation was closed, by whom and when.
pub async fn closed(tx: &mut Tx, situation: Situation) -> Result<Closed, StoreError> {
    let row: ClosedRow = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT s.closed_at, s.end_reason, g.account FROM situation s \
             LEFT JOIN access_grant g ON g.id = s.closed_by WHERE s.id = $1",
        )
        .bind(situation.id.to_string())
        .fetch_one(conn)
        .await?
    });
    let by_death = reason(row.end_reason.as_deref())?.is_death();
    Ok(Closed {
        situation,
        at: row.closed_at.as_deref().map(time::instant).transpose()?,
        by: row.account.as_deref().map(value).transpose()?,
        by_death,
    })
}

/// Write that a closed situation is open again. `Taken` when the same one was opened meanwhile.
pub async fn reopen_situation(tx: &mut Tx, id: Id<Situation>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE situation SET ended_on = NULL, end_reason = NULL, closed_at = NULL, closed_by = NULL, \
             version = version + 1 WHERE id = $1",
        )
        .bind(id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}
