//! Answers to the questions of the course: the last try, the best count, and how often one tried (T1).

use crate::{Store, StoreError, Tx, on, time};
use domain::{access::Account, id::Id, training::Answered};

#[derive(sqlx::FromRow)]
struct Row {
    module: String,
    choices: String,
    best_right: i64,
    tries: i64,
}

impl TryFrom<Row> for Answered {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            module: row.module,
            choices: serde_json::from_str(&row.choices)?,
            right: usize::try_from(row.best_right).unwrap_or_default(),
            tries: row.tries,
        })
    }
}

/// What an account answered so far, in no order.
pub async fn of(
    tx: &mut Tx,
    account: Id<Account>,
    course: &str,
) -> Result<Vec<Answered>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT module, choices, best_right, tries FROM course_progress WHERE account = $1 AND course = $2",
        )
        .bind(account.to_string())
        .bind(course)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Answered::try_from).collect()
}

/// Keep one more try at the questions of a module.
pub async fn answer(
    store: &Store,
    account: Id<Account>,
    course: &str,
    (module, choices, right): (&str, &[usize], usize),
) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query(
            "INSERT INTO course_progress (account, course, module, choices, best_right, tries, answered_at) \
             VALUES ($1, $2, $3, $4, $5, 1, $6) \
             ON CONFLICT (account, course, module) DO UPDATE SET choices = $4, tries = course_progress.tries + 1, \
             answered_at = $6, best_right = \
             CASE WHEN course_progress.best_right > $5 THEN course_progress.best_right ELSE $5 END",
        )
        .bind(account.to_string())
        .bind(course)
        .bind(module)
        .bind(serde_json::to_string(choices)?)
        .bind(i64::try_from(right).unwrap_or(i64::MAX))
        .bind(time::text(store.clock.now()))
        .execute(conn)
        .await?;
    });
    tx.commit().await
}
