//! Confirming a plan, then applying it: a few lines an act, with where it is written in the same act.

use crate::{Act, StoreError, Tx, on, time, value};
use domain::{
    access::Actor,
    id::Id,
    nomenclature::EndReason,
    professional::Situation,
    staff::{Gathered, LineOutcome, Plan, PlanState},
};
use jiff::{Timestamp, civil::Date};

/// What the ticked lines of a plan come to.
pub async fn gather(tx: &mut Tx, plan: Id<Plan>, today: Date) -> Result<Gathered, StoreError> {
    let (ticked, undated, unreasoned, early): (i64, i64, i64, i64) = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(*), \
             CAST(COALESCE(SUM(CASE WHEN COALESCE(l.ends_on, d.ends_on) IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT), \
             CAST(COALESCE(SUM(CASE WHEN COALESCE(l.reason, d.reason) IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT), \
             CAST(COALESCE(SUM(CASE WHEN COALESCE(l.ends_on, d.ends_on) < s.starts_on AND s.starts_on <= $2 \
             THEN 1 ELSE 0 END), 0) AS BIGINT) \
             FROM departure_line l JOIN departure_plan d ON d.id = l.plan LEFT JOIN situation s ON s.id = l.situation \
             WHERE l.plan = $1 AND l.ticked",
        )
        .bind(plan.to_string())
        .bind(today.to_string())
        .fetch_one(conn)
        .await?
    });
    Ok(Gathered {
        ticked,
        undated,
        unreasoned,
        early,
    })
}

/// Hold a plan to the end of the act: sent twice, it is confirmed once, and applied once. Gives where it is, if it is
/// still there.
pub async fn lock(tx: &mut Tx, plan: Id<Plan>) -> Result<Option<PlanState>, StoreError> {
    let state: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("UPDATE departure_plan SET next = next WHERE id = $1 RETURNING state")
            .bind(plan.to_string())
            .fetch_optional(conn)
            .await?
    });
    state.as_deref().map(value).transpose()
}

/// A plan is confirmed, by who acts.
pub async fn settle(
    tx: &mut Tx,
    plan: Id<Plan>,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE departure_plan SET state = $1, confirmed_by = $2, session = $3, confirmed_at = $4 WHERE id = $5")
            .bind(PlanState::Confirmed.code())
            .bind(by.grant.id.to_string())
            .bind(by.session.to_string())
            .bind(time::text(at))
            .bind(plan.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// A line to apply.
#[derive(Clone, Debug)]
pub struct Due {
    pub rank: i64,
    pub situation: Id<Situation>,
    pub ends_on: Date,
    pub reason: EndReason,
}

/// The next ticked lines of a confirmed plan, `limit` at most; none when all of them were applied.
pub async fn due(tx: &mut Tx, plan: Id<Plan>, limit: i64) -> Result<Vec<Due>, StoreError> {
    let rows: Vec<(i64, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT l.rank, l.situation, COALESCE(l.ends_on, d.ends_on), COALESCE(l.reason, d.reason) \
             FROM departure_line l JOIN departure_plan d ON d.id = l.plan \
             WHERE l.plan = $1 AND d.state = 'confirmed' AND l.rank >= d.next AND l.ticked \
             AND l.situation IS NOT NULL ORDER BY l.rank LIMIT $2",
        )
        .bind(plan.to_string())
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(rank, situation, ends_on, reason)| {
            Ok(Due {
                rank,
                situation: value(&situation)?,
                ends_on: time::day(&ends_on)?,
                reason: value(&reason)?,
            })
        })
        .collect()
}

/// What became of a line; `told` is the sentence of a refusal.
pub async fn end(
    act: &mut Act,
    plan: Id<Plan>,
    rank: i64,
    outcome: LineOutcome,
    told: &str,
) -> Result<(), StoreError> {
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "UPDATE departure_line SET outcome = $1, told = $2 WHERE plan = $3 AND rank = $4",
        )
        .bind(outcome.code())
        .bind(told)
        .bind(plan.to_string())
        .bind(rank)
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// The plan goes on at the line `next`, or is done when there is none.
pub async fn advance(act: &mut Act, plan: Id<Plan>, next: Option<i64>) -> Result<(), StoreError> {
    let (next, state, finished) = match next {
        Some(next) => (next, PlanState::Confirmed, None),
        None => (i64::MAX, PlanState::Done, Some(time::text(act.context.at))),
    };
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "UPDATE departure_plan SET next = $1, state = $2, finished_at = $3 WHERE id = $4",
        )
        .bind(next)
        .bind(state.code())
        .bind(finished)
        .bind(plan.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Refuse what is left of a plan, a few hundred lines an act; gives how many.
pub async fn refuse(act: &mut Act, plan: Id<Plan>, told: &str) -> Result<u64, StoreError> {
    Ok(on!(&mut act.tx, |conn| {
        sqlx::query(
            "UPDATE departure_line SET outcome = $1, told = $2 WHERE plan = $3 AND rank IN \
             (SELECT rank FROM departure_line WHERE plan = $3 AND ticked AND outcome IS NULL ORDER BY rank LIMIT 400)",
        )
        .bind(LineOutcome::Refused.code())
        .bind(told)
        .bind(plan.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    }))
}
