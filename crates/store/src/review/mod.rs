//! The reviews of establishments (L5): opened, answered line by line, ended.

mod clock;
mod lines;
mod list;

pub use clock::{Finished, Notice, due, finished, holders, next_contract, noted, plan, unattended};
pub use lines::{Kept, lines};
pub use list::{Listed, Progress, by_code, count, count_planned, list, one, planned, progress};

use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::{Grant, Scope},
    id::Id,
    identifiers::Finess,
    professional::Situation,
    review::{Facts, Review, ReviewState},
    training::CheckCode,
};
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    establishment: String,
    state: String,
    opened_at: String,
    ended_at: Option<String>,
}

impl TryFrom<Row> for Review {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            establishment: value(&row.establishment)?,
            state: value(&row.state)?,
            opened_at: time::instant(&row.opened_at)?,
            ended_at: row.ended_at.as_deref().map(time::instant).transpose()?,
        })
    }
}

/// The lines of a review `r`: the situations `s` of its establishment that were open when it opened. Whoever came
/// later, or had left before, is not part of it.
macro_rules! on_the_list {
    () => {
        "s.establishment = r.establishment AND s.opened_at <= r.opened_at \
         AND (s.ended_on IS NULL OR s.closed_at >= r.opened_at)"
    };
}
use on_the_list;

/// A line that nobody answered, of a review whose rest was not confirmed at once.
macro_rules! is_left {
    () => {
        "s.ended_on IS NULL AND NOT EXISTS (SELECT 1 FROM review_confirmation k WHERE k.review = r.id AND k.situation = s.id)"
    };
}
use is_left;

/// A review of the scope.
pub async fn by_id(
    tx: &mut Tx,
    scope: &Scope,
    id: Id<Review>,
) -> Result<Option<Review>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(concat!(
            "SELECT r.id, r.establishment, r.state, r.opened_at, r.ended_at FROM review r ",
            "JOIN establishment e ON e.finess = r.establishment WHERE r.id = $4 AND ",
            in_scope!("$1", "$2", "$3")
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(Review::try_from).transpose()
}

/// Hold a review to the end of the act: two answers are decided on one after the other.
pub async fn lock(tx: &mut Tx, id: Id<Review>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE review SET version = version + 1 WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// What is known of an establishment when a review is to open. `scope` is that of who asks; none of the clock, for
/// which any contract in force does.
pub async fn facts(
    tx: &mut Tx,
    scope: Option<&Scope>,
    establishment: &Finess,
) -> Result<Facts, StoreError> {
    let is_covered = match scope {
        Some(scope) => crate::structure::covers(&mut *tx, scope, establishment).await?,
        None => covered(&mut *tx, establishment).await?,
    };
    let (open_reviews, open_situations): (i64, i64) = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM review r WHERE r.establishment = $1 AND r.state = 'open'), \
             (SELECT COUNT(*) FROM (SELECT 1 FROM situation s WHERE s.establishment = $1 AND s.ended_on IS NULL LIMIT 1) x)",
        )
        .bind(establishment.as_str())
        .fetch_one(conn)
        .await?
    });
    Ok(Facts {
        is_covered,
        has_open_review: open_reviews > 0,
        has_open_situations: open_situations > 0,
    })
}

/// The contract in force `c` that covers an establishment `e` (C2: one at most).
macro_rules! covers {
    () => {
        "c.legal_entity = e.covered_under AND (c.establishment IS NULL OR c.establishment = e.finess) \
         AND c.state = 'in_force' AND c.ended_at IS NULL"
    };
}
pub(crate) use covers;

async fn covered(tx: &mut Tx, establishment: &Finess) -> Result<bool, StoreError> {
    let found: Option<i64> = on!(tx, |conn| {
        sqlx::query_scalar(concat!(
            "SELECT CAST(1 AS BIGINT) FROM establishment e JOIN contract c ON ",
            covers!(),
            " WHERE e.finess = $1 LIMIT 1"
        ))
        .bind(establishment.as_str())
        .fetch_optional(conn)
        .await?
    });
    Ok(found.is_some())
}

pub async fn insert(tx: &mut Tx, review: &Review, by: Option<Id<Grant>>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO review (id, establishment, opened_at, opened_by, state) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(review.id.to_string())
        .bind(review.establishment.as_str())
        .bind(time::text(review.opened_at))
        .bind(by.map(|by| by.to_string()))
        .bind(review.state.code())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Write that these persons are still there: one statement, whatever their number.
pub async fn confirm(
    tx: &mut Tx,
    id: Id<Review>,
    situations: &[Id<Situation>],
    by: Id<Grant>,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "INSERT INTO review_confirmation (review, situation, confirmed_at, confirmed_by) ",
        );
        sql.push_values(situations, |mut row, situation| {
            row.push_bind(id.to_string())
                .push_bind(situation.to_string())
                .push_bind(time::text(at))
                .push_bind(by.to_string());
        });
        sql.build().execute(conn).await?;
    });
    Ok(())
}

/// Write that all who are left are still there: one row, whatever their number.
pub async fn confirm_rest(
    tx: &mut Tx,
    id: Id<Review>,
    by: Id<Grant>,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE review SET rest_at = $1, rest_by = $2 WHERE id = $3 AND rest_at IS NULL",
        )
        .bind(time::text(at))
        .bind(by.to_string())
        .bind(id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// End a review, with its counts. The code lets anyone check its certificate.
pub async fn end(
    tx: &mut Tx,
    id: Id<Review>,
    state: ReviewState,
    code: Option<&CheckCode>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let counts = progress(&mut *tx, id).await?;
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE review SET state = $1, code = $2, ended_at = $3, confirmed = $4, closed = $5 WHERE id = $6 AND state = 'open'",
        )
        .bind(state.code())
        .bind(code.map(CheckCode::as_str))
        .bind(time::text(at))
        .bind(counts.confirmed)
        .bind(counts.closed)
        .bind(id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}
