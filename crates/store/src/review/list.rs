//! The reviews of a scope with their progress.

use super::{is_left, on_the_list};
use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::Scope,
    id::Id,
    identifiers::Finess,
    review::{Review, ReviewState},
    training::CheckCode,
};
use jiff::{Timestamp, civil::Date};

/// The establishments of a scope where somebody works and no review is open.
macro_rules! planned {
    ($columns:literal) => {
        concat!(
            $columns,
            "FROM establishment e LEFT JOIN review_plan n ON n.establishment = e.finess WHERE ",
            in_scope!("$1", "$2", "$3"),
            " AND EXISTS (SELECT 1 FROM situation s WHERE s.establishment = e.finess AND s.ended_on IS NULL)",
            " AND NOT EXISTS (SELECT 1 FROM review r WHERE r.establishment = e.finess AND r.state = 'open')"
        )
    };
}

/// The counts of the lines of a review `r`: those that ended, those that are left.
macro_rules! counts {
    () => {
        concat!(
            "CAST(COALESCE(SUM(CASE WHEN s.ended_on IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT), ",
            "CAST(COALESCE(SUM(CASE WHEN s.id IS NOT NULL AND r.rest_at IS NULL AND ",
            is_left!(),
            " THEN 1 ELSE 0 END), 0) AS BIGINT)"
        )
    };
}

/// How many lines are answered, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub confirmed: i64,
    pub closed: i64,
    pub left: i64,
}

impl Progress {
    #[must_use]
    pub const fn lines(self) -> i64 {
        self.confirmed + self.closed + self.left
    }

    #[must_use]
    pub const fn answered(self) -> i64 {
        self.confirmed + self.closed
    }
}

/// A review as a list shows it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub review: Review,
    pub place: String,
    pub town: String,
    pub progress: Progress,
    /// Of the certificate, once it is done.
    pub code: Option<CheckCode>,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    review: super::Row,
    name: String,
    town: String,
    code: Option<String>,
    confirmed: i64,
    closed: i64,
}

impl TryFrom<Row> for Listed {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            review: row.review.try_into()?,
            place: row.name,
            town: row.town,
            progress: Progress {
                confirmed: row.confirmed,
                closed: row.closed,
                left: 0,
            },
            code: row.code.as_deref().map(value).transpose()?,
        })
    }
}

macro_rules! listed {
    ($rest:expr) => {
        concat!(
            "SELECT r.id, r.establishment, r.state, r.opened_at, r.ended_at, e.name, e.town, r.code, r.confirmed, ",
            "r.closed FROM review r JOIN establishment e ON e.finess = r.establishment WHERE ",
            $rest
        )
    };
}

/// What an open review has so far; one that ended keeps what was counted then.
async fn measured(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Listed>, StoreError> {
    let mut listed = Vec::with_capacity(rows.len());
    for row in rows {
        let mut one = Listed::try_from(row)?;
        if one.review.state == ReviewState::Open {
            one.progress = progress(&mut *tx, one.review.id).await?;
        }
        listed.push(one);
    }
    Ok(listed)
}

/// The reviews of a scope in a state, `limit` of them after the first `offset`: the open ones oldest first, the others
/// latest first. Costs the reviews of the scope, and the situations of those that are shown.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    state: ReviewState,
    (offset, limit): (i64, i64),
) -> Result<Vec<Listed>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let sql = if state == ReviewState::Open {
        listed!(concat!(
            in_scope!("$1", "$2", "$3"),
            " AND r.state = $4 ORDER BY r.opened_at, r.id LIMIT $5 OFFSET $6"
        ))
    } else {
        listed!(concat!(
            in_scope!("$1", "$2", "$3"),
            " AND r.state = $4 ORDER BY r.ended_at DESC, r.id DESC LIMIT $5 OFFSET $6"
        ))
    };
    let rows: Vec<Row> = on!(&mut *tx, |conn| {
        sqlx::query_as(sql)
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(state.code())
            .bind(limit)
            .bind(offset)
            .fetch_all(conn)
            .await?
    });
    measured(tx, rows).await
}

/// How many `list` would give in all, and how many of them were opened at `before` or earlier.
pub async fn count(
    tx: &mut Tx,
    scope: &Scope,
    state: ReviewState,
    before: Timestamp,
) -> Result<(i64, i64), StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    Ok(on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN r.opened_at <= $5 THEN 1 ELSE 0 END), 0) AS BIGINT) ",
            "FROM review r JOIN establishment e ON e.finess = r.establishment WHERE r.state = $4 AND ",
            in_scope!("$1", "$2", "$3")
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(state.code())
        .bind(time::text(before))
        .fetch_one(conn)
        .await?
    }))
}

/// A review of the scope with its progress.
pub async fn one(tx: &mut Tx, scope: &Scope, id: Id<Review>) -> Result<Option<Listed>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<Row> = on!(&mut *tx, |conn| {
        sqlx::query_as(listed!(concat!(
            in_scope!("$1", "$2", "$3"),
            " AND r.id = $4"
        )))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(id.to_string())
        .fetch_all(conn)
        .await?
    });
    Ok(measured(tx, rows).await?.pop())
}

/// The review that is done and bears this code: for anyone who checks its certificate.
pub async fn by_code(tx: &mut Tx, code: &CheckCode) -> Result<Option<Listed>, StoreError> {
    let rows: Vec<Row> = on!(&mut *tx, |conn| {
        sqlx::query_as(listed!("r.code = $1"))
            .bind(code.as_str())
            .fetch_all(conn)
            .await?
    });
    Ok(measured(tx, rows).await?.pop())
}

/// When the next review of each establishment of the scope is due, the first ones first: FINESS, name, day. Those
/// without anybody to review are left out.
pub async fn planned(
    tx: &mut Tx,
    scope: &Scope,
    (offset, limit): (i64, i64),
) -> Result<Vec<(Finess, String, Option<Date>)>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<(String, String, Option<String>)> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            planned!("SELECT e.finess, e.name, n.due_on "),
            " ORDER BY n.due_on, e.name, e.finess LIMIT $4 OFFSET $5"
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(finess, name, due)| {
            Ok((
                value(&finess)?,
                name,
                due.as_deref().map(time::day).transpose()?,
            ))
        })
        .collect()
}

/// How many `planned` would give in all.
pub async fn count_planned(tx: &mut Tx, scope: &Scope) -> Result<i64, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(planned!("SELECT COUNT(*) "))
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .fetch_one(conn)
            .await?
    }))
}

/// How far one review is. Costs the situations of its establishment.
pub async fn progress(tx: &mut Tx, id: Id<Review>) -> Result<Progress, StoreError> {
    let (lines, closed, left): (i64, i64, i64) = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT COUNT(s.id), ",
            counts!(),
            " FROM review r LEFT JOIN situation s ON ",
            on_the_list!(),
            " WHERE r.id = $1"
        ))
        .bind(id.to_string())
        .fetch_one(conn)
        .await?
    });
    Ok(Progress {
        confirmed: lines - closed - left,
        closed,
        left,
    })
}
