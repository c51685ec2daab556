//! A plan of departures before it is confirmed: written in chunks, ticked and dated page by page; and its end (J3).

use crate::{
    Store, StoreError,
    departure::{Facts, KEPT},
    on, time,
};
use domain::{
    access::{Actor, Scope},
    id::Id,
    nomenclature::EndReason,
    staff::{Plan, PlanKind, PlanState, Proposal, Registered},
};
use jiff::civil::Date;

/// Lines written in one transaction.
const CHUNK: usize = 200;

/// What a plan is made of.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    pub kind: PlanKind,
    /// Of the list, as sent.
    pub name: &'a str,
    /// In words.
    pub establishments: &'a str,
    pub facts: &'a Facts,
    pub proposals: &'a [Proposal],
    pub registered: &'a [Registered],
}

/// Keep a plan and its lines; until the last line is written it proposes nothing.
pub async fn begin(
    store: &Store,
    (actor, scope): (&Actor, &Scope),
    new: New<'_>,
) -> Result<Id<Plan>, StoreError> {
    let now = store.clock.now();
    let id: Id<Plan> = store.ids.draw(now);
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query(
            "INSERT INTO departure_plan (id, owner, contract, kind, state, name, establishments, facts, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(id.to_string())
        .bind(actor.grant.id.to_string())
        .bind(scope.contract.to_string())
        .bind(new.kind.code())
        .bind(PlanState::Preparing.code())
        .bind(new.name)
        .bind(new.establishments)
        .bind(serde_json::to_string(new.facts)?)
        .bind(time::text(now))
        .execute(conn)
        .await?;
    });
    tx.commit().await?;
    for (rank, chunk) in new.proposals.chunks(CHUNK).enumerate() {
        insert(store, id, rank * CHUNK, chunk, new.registered).await?;
    }
    move_to(store, id, PlanState::Proposed).await?;
    Ok(id)
}

struct Row {
    rank: i64,
    list: &'static str,
    why: String,
    written: Option<String>,
    professional: Option<String>,
    situation: Option<String>,
    ticked: bool,
    ends_on: Option<String>,
    reason: Option<&'static str>,
}

async fn insert(
    store: &Store,
    plan: Id<Plan>,
    first: usize,
    chunk: &[Proposal],
    registered: &[Registered],
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(chunk.len());
    for (rank, line) in (first..).zip(chunk) {
        let about = line.registered.and_then(|rank| registered.get(rank));
        rows.push(Row {
            rank: i64::try_from(rank).unwrap_or(i64::MAX),
            list: line.list.code(),
            why: serde_json::to_string(&line.why)?,
            written: line
                .written
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
            professional: about.map(|one| one.professional.to_string()),
            situation: about.map(|one| one.situation.to_string()),
            ticked: line.is_ticked,
            ends_on: line.ends_on.map(|day| day.to_string()),
            reason: line.reason.map(EndReason::code),
        });
    }
    let plan = plan.to_string();
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "INSERT INTO departure_line (plan, rank, list, why, written, professional, situation, ticked, ends_on, reason) ",
        );
        sql.push_values(rows, |mut values, row| {
            values
                .push_bind(plan.clone())
                .push_bind(row.rank)
                .push_bind(row.list)
                .push_bind(row.why)
                .push_bind(row.written)
                .push_bind(row.professional)
                .push_bind(row.situation)
                .push_bind(row.ticked)
                .push_bind(row.ends_on)
                .push_bind(row.reason);
        });
        sql.build().execute(conn).await?;
    });
    tx.commit().await
}

async fn move_to(store: &Store, plan: Id<Plan>, state: PlanState) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("UPDATE departure_plan SET state = $1 WHERE id = $2")
            .bind(state.code())
            .bind(plan.to_string())
            .execute(conn)
            .await?;
    });
    tx.commit().await
}

/// What was chosen for a line of a page.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub rank: i64,
    pub is_ticked: bool,
    pub ends_on: Option<Date>,
    pub reason: Option<EndReason>,
}

/// Keep what was chosen on a page of a plan, while it is proposed; `Changed` when it is not any more. Only the lines
/// of who leaves can be ticked.
pub async fn choose(
    store: &Store,
    plan: Id<Plan>,
    for_all: (Option<Date>, Option<EndReason>),
    chosen: &[Chosen],
) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    let kept = on!(&mut tx, |conn| {
        sqlx::query("UPDATE departure_plan SET ends_on = $1, reason = $2 WHERE id = $3 AND state = 'proposed'")
            .bind(for_all.0.map(|day| day.to_string()))
            .bind(for_all.1.map(EndReason::code))
            .bind(plan.to_string())
            .execute(conn)
            .await?
            .rows_affected()
    });
    if kept == 0 {
        return Err(StoreError::Changed);
    }
    for line in chosen {
        on!(&mut tx, |conn| {
            sqlx::query(
                "UPDATE departure_line SET ticked = $1, ends_on = $2, reason = $3 \
                 WHERE plan = $4 AND rank = $5 AND list = 'gone' AND situation IS NOT NULL",
            )
            .bind(line.is_ticked)
            .bind(line.ends_on.map(|day| day.to_string()))
            .bind(line.reason.map(EndReason::code))
            .bind(plan.to_string())
            .bind(line.rank)
            .execute(conn)
            .await?;
        });
    }
    tx.commit().await
}

/// Tick all those who leave, or none of them, a few hundred lines at a time.
pub async fn tick_all(store: &Store, plan: Id<Plan>, is_ticked: bool) -> Result<(), StoreError> {
    loop {
        let mut tx = store.db.begin().await?;
        let changed = on!(&mut tx, |conn| {
            sqlx::query(
                "UPDATE departure_line SET ticked = $1 WHERE plan = $2 AND rank IN \
                 (SELECT rank FROM departure_line WHERE plan = $2 AND list = 'gone' AND situation IS NOT NULL \
                 AND ticked <> $1 AND EXISTS (SELECT 1 FROM departure_plan d WHERE d.id = $2 AND d.state = 'proposed') \
                 ORDER BY rank LIMIT 400)",
            )
            .bind(is_ticked)
            .bind(plan.to_string())
            .execute(conn)
            .await?
            .rows_affected()
        });
        tx.commit().await?;
        if changed == 0 {
            return Ok(());
        }
    }
}

/// Erase a plan that will not be confirmed; one that was stays until its time.
pub async fn abandon(store: &Store, plan: Id<Plan>) -> Result<bool, StoreError> {
    let mut tx = store.db.begin().await?;
    // Held, so that nobody confirms it meanwhile: an abandoned plan is one that prepares for ever.
    let held = on!(&mut tx, |conn| {
        sqlx::query("UPDATE departure_plan SET state = 'preparing' WHERE id = $1 AND state IN ('preparing', 'proposed')")
            .bind(plan.to_string())
            .execute(conn)
            .await?
            .rows_affected()
    });
    tx.commit().await?;
    if held == 0 {
        return Ok(false);
    }
    erase(store, &plan.to_string()).await?;
    Ok(true)
}

async fn erase(store: &Store, plan: &str) -> Result<(), StoreError> {
    loop {
        let mut tx = store.db.begin().await?;
        let erased = on!(&mut tx, |conn| {
            sqlx::query(
                "DELETE FROM departure_line WHERE plan = $1 AND rank IN \
                 (SELECT rank FROM departure_line WHERE plan = $1 ORDER BY rank LIMIT 400)",
            )
            .bind(plan)
            .execute(conn)
            .await?
            .rows_affected()
        });
        if erased == 0 {
            on!(&mut tx, |conn| {
                sqlx::query("DELETE FROM departure_plan WHERE id = $1")
                    .bind(plan)
                    .execute(conn)
                    .await?;
            });
            return tx.commit().await;
        }
        tx.commit().await?;
    }
}

/// Erase the plans whose time is over, with what their lists said. Returns how many.
pub async fn erase_old(store: &Store) -> Result<u64, StoreError> {
    let mut tx = store.db.read().await?;
    let old: Vec<String> = on!(&mut tx, |conn| {
        sqlx::query_scalar("SELECT id FROM departure_plan WHERE created_at < $1 AND state <> 'confirmed' ORDER BY created_at LIMIT 100")
            .bind(time::text(store.clock.now() - KEPT))
            .fetch_all(conn)
            .await?
    });
    drop(tx);
    for plan in &old {
        erase(store, plan).await?;
    }
    Ok(u64::try_from(old.len()).unwrap_or_default())
}
