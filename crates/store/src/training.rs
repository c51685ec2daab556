//! Courses passed.

use crate::{StoreError, Tx, on, time, value};
use domain::training::Completion;
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    course: String,
    email: String,
    name: String,
    passed_on: String,
    score: i64,
    source: String,
    code: String,
}

impl TryFrom<Row> for Completion {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            course: row.course,
            email: value(&row.email)?,
            name: row.name,
            passed_on: value(&row.passed_on)?,
            score: row.score,
            source: value(&row.source)?,
            code: row.code,
        })
    }
}

/// The latest course that the reader of a mailbox passed.
pub async fn passed(tx: &mut Tx, email: &str) -> Result<Option<Completion>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, course, email, name, passed_on, score, source, code FROM completion \
             WHERE email = $1 ORDER BY passed_on DESC, id DESC LIMIT 1",
        )
        .bind(email)
        .fetch_optional(conn)
        .await?
    });
    row.map(Completion::try_from).transpose()
}

/// Keep a completion; of the same course and mailbox the best score stays.
pub async fn keep(tx: &mut Tx, completion: &Completion, at: Timestamp) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO completion (id, course, email, name, passed_on, score, source, code, recorded_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (course, email) DO UPDATE SET \
             name = excluded.name, passed_on = excluded.passed_on, score = excluded.score, source = excluded.source, \
             recorded_at = excluded.recorded_at WHERE completion.score < excluded.score",
        )
        .bind(completion.id.to_string())
        .bind(&completion.course)
        .bind(completion.email.as_str())
        .bind(&completion.name)
        .bind(completion.passed_on.to_string())
        .bind(completion.score)
        .bind(completion.source.code())
        .bind(&completion.code)
        .bind(time::text(at))
        .execute(conn)
        .await?;
    });
    Ok(())
}
