//! The queue of jobs, in the database of the data they are about: leased and not locked.

use crate::{Db, Store, StoreError, Tx, on, time};
use domain::{
    event::{Event, Job},
    id::Id,
};
use jiff::{SignedDuration, Timestamp};

/// A job in the hands of one worker, until its lease ends.
#[derive(Clone, Debug)]
pub struct Leased {
    pub id: String,
    /// Fences off a worker whose lease ended: it can finish nothing.
    pub token: String,
    pub job: Job,
    /// This one included.
    pub attempts: i64,
}

/// What became of a job.
#[derive(Clone, Debug)]
pub enum Outcome {
    Done,
    Retry {
        at: Timestamp,
        error: String,
    },
    /// Given up: visible, and can be started again.
    Parked {
        error: String,
    },
}

pub(crate) async fn enqueue(
    tx: &mut Tx,
    jobs: &[(Id<Event>, Job)],
    at: Timestamp,
) -> Result<(), StoreError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(jobs.len());
    for (id, job) in jobs {
        rows.push((id.to_string(), job.kind(), serde_json::to_string(job)?));
    }
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("INSERT INTO job (id, kind, body, run_at) ");
        sql.push_values(&rows, |mut row, (id, kind, body)| {
            row.push_bind(id)
                .push_bind(kind)
                .push_bind(body)
                .push_bind(time::text(at));
        });
        sql.build().execute(conn).await?;
    });
    Ok(())
}

/// Take a job off the queue that no worker has in hand; false when one has. Costs a pass over the jobs.
pub(crate) async fn withdraw(tx: &mut Tx, job: Job, at: Timestamp) -> Result<bool, StoreError> {
    let body = serde_json::to_string(&job)?;
    on!(&mut *tx, |conn| {
        sqlx::query("DELETE FROM job WHERE body = $1 AND leased_until <= $2")
            .bind(&body)
            .bind(time::text(at))
            .execute(conn)
            .await?;
    });
    let left: i64 = on!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM job WHERE body = $1")
            .bind(&body)
            .fetch_one(conn)
            .await?
    });
    Ok(left == 0)
}

/// Is some job due? A read: an idle worker writes nothing.
pub async fn is_due(store: &Store) -> Result<bool, StoreError> {
    let mut tx = store.db.read().await?;
    let due: Option<i64> = on!(&mut tx, |conn| {
        sqlx::query_scalar(
            "SELECT CAST(1 AS BIGINT) FROM job WHERE parked_at IS NULL AND run_at <= $1 AND leased_until <= $1 LIMIT 1",
        )
        .bind(time::text(store.clock.now()))
        .fetch_optional(conn)
        .await?
    });
    Ok(due.is_some())
}

/// Take up to `count` jobs that are due, oldest first. A worker that dies lets its lease end.
pub async fn lease(
    store: &Store,
    count: i64,
    lease: SignedDuration,
) -> Result<Vec<Leased>, StoreError> {
    // The one statement that the engines do not share: PostgreSQL has many writers.
    macro_rules! sql {
        ($lock:literal) => {
            concat!(
                "UPDATE job SET lease_token = $3, leased_until = $2, attempts = attempts + 1 WHERE id IN ",
                "(SELECT id FROM job WHERE parked_at IS NULL AND run_at <= $1 AND leased_until <= $1 ",
                "ORDER BY run_at, id LIMIT $4 ",
                $lock,
                ") RETURNING id, body, attempts"
            )
        };
    }
    let now = store.clock.now();
    let token = store.ids.draw::<Leased>(now).to_string();
    let sql = match store.db {
        Db::Sqlite { .. } => sql!(""),
        Db::Postgres(_) => sql!("FOR UPDATE SKIP LOCKED"),
    };
    let mut tx = store.db.begin().await?;
    let rows: Vec<(String, String, i64)> = on!(&mut tx, |conn| {
        sqlx::query_as(sql)
            .bind(time::text(now))
            .bind(time::text(now + lease))
            .bind(&token)
            .bind(count)
            .fetch_all(conn)
            .await?
    });
    tx.commit().await?;
    rows.into_iter()
        .map(|(id, body, attempts)| {
            Ok(Leased {
                id,
                token: token.clone(),
                job: serde_json::from_str(&body)?,
                attempts,
            })
        })
        .collect()
}

/// Record what became of leased jobs, in one transaction. What another worker took meanwhile is left to it.
pub async fn settle(store: &Store, outcomes: &[(Leased, Outcome)]) -> Result<(), StoreError> {
    let now = time::text(store.clock.now());
    let mut tx = store.db.begin().await?;
    for (job, outcome) in outcomes {
        let (sql, at, error) = match outcome {
            Outcome::Done => (
                "DELETE FROM job WHERE id = $1 AND lease_token = $2",
                None,
                None,
            ),
            Outcome::Retry { at, error } => (
                "UPDATE job SET lease_token = NULL, leased_until = '', run_at = $3, last_error = $4 \
                 WHERE id = $1 AND lease_token = $2",
                Some(time::text(*at)),
                Some(error),
            ),
            Outcome::Parked { error } => (
                "UPDATE job SET lease_token = NULL, leased_until = '', parked_at = $3, last_error = $4 \
                 WHERE id = $1 AND lease_token = $2",
                Some(now.clone()),
                Some(error),
            ),
        };
        on!(&mut tx, |conn| {
            let mut query = sqlx::query(sql).bind(&job.id).bind(&job.token);
            if let (Some(at), Some(error)) = (&at, error) {
                query = query.bind(at).bind(error);
            }
            query.execute(conn).await?;
        });
    }
    tx.commit().await
}

/// Take the slot of a time-driven rule: true for the first to ask, false for everyone after, who write nothing.
pub async fn take_slot(store: &Store, rule: &'static str, slot: &str) -> Result<bool, StoreError> {
    let mut tx = store.db.read().await?;
    let known: Option<i64> = on!(&mut tx, |conn| {
        sqlx::query_scalar("SELECT CAST(1 AS BIGINT) FROM clock_job WHERE rule = $1 AND slot = $2")
            .bind(rule)
            .bind(slot)
            .fetch_optional(conn)
            .await?
    });
    drop(tx);
    if known.is_some() {
        return Ok(false);
    }
    let mut tx = store.db.begin().await?;
    let taken = on!(&mut tx, |conn| {
        sqlx::query(
            "INSERT INTO clock_job (rule, slot, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(rule)
        .bind(slot)
        .bind(time::text(store.clock.now()))
        .execute(conn)
        .await?
        .rows_affected()
    });
    tx.commit().await?;
    Ok(taken == 1)
}

/// A job that failed for good, until an officer restarts it.
#[derive(Clone, Debug)]
pub struct Parked {
    pub id: Id<Job>,
    pub job: Job,
    pub attempts: i64,
    pub parked_at: Timestamp,
    pub last_error: String,
}

/// The parked jobs, the latest first.
pub async fn parked(tx: &mut Tx, limit: i64) -> Result<Vec<Parked>, StoreError> {
    let rows: Vec<(String, String, i64, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, body, attempts, parked_at, last_error FROM job WHERE parked_at IS NOT NULL \
             ORDER BY parked_at DESC, id LIMIT $1",
        )
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(id, body, attempts, parked_at, last_error)| {
            Ok(Parked {
                id: crate::value(&id)?,
                job: serde_json::from_str(&body)?,
                attempts,
                parked_at: time::instant(&parked_at)?,
                last_error,
            })
        })
        .collect()
}

/// Put a parked job back in the queue, with all its tries; `Changed` when it is not parked.
pub async fn restart(tx: &mut Tx, id: Id<Job>, at: Timestamp) -> Result<(), StoreError> {
    let restarted = on!(tx, |conn| {
        sqlx::query(
            "UPDATE job SET parked_at = NULL, attempts = 0, run_at = $1 WHERE id = $2 AND parked_at IS NOT NULL",
        )
        .bind(time::text(at))
        .bind(id.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    });
    if restarted == 0 {
        return Err(StoreError::Changed);
    }
    Ok(())
}

/// How many jobs wait, and how many are parked.
pub async fn counts(store: &Store) -> Result<(i64, i64), StoreError> {
    let mut tx = store.db.read().await?;
    Ok(on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT COALESCE(SUM(CASE WHEN parked_at IS NULL THEN 1 ELSE 0 END), 0), \
             COALESCE(SUM(CASE WHEN parked_at IS NULL THEN 0 ELSE 1 END), 0) FROM job",
        )
        .fetch_one(conn)
        .await?
    }))
}
