//! The lines of a plan as pages and files show them: who is named inside the scope of who asks, and nobody outside.

use super::Kept;
use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::Scope,
    id::Id,
    identifiers::Rpps,
    nomenclature::EndReason,
    professional::Situation,
    staff::{LineOutcome, List, Plan, Why, Written},
};
use futures_util::TryStreamExt as _;
use jiff::civil::Date;

/// A line of a plan.
#[derive(Clone, Debug)]
pub struct LineOf {
    pub rank: i64,
    pub list: List,
    pub why: Why,
    pub written: Option<Written>,
    pub shown: Option<Shown>,
    pub is_ticked: bool,
    pub ends_on: Option<Date>,
    pub reason: Option<EndReason>,
    pub outcome: Option<LineOutcome>,
    /// Why it was refused.
    pub told: String,
}

/// The situation that a line is about.
#[derive(Clone, Debug)]
pub struct Shown {
    pub situation: Id<Situation>,
    pub rpps: Rpps,
    pub name: String,
    pub first_name: String,
    pub birth_name: String,
    pub establishment_name: String,
    pub profession: String,
    pub starts_on: Date,
    /// Its end, or the one that is planned.
    pub ends_on: Option<Date>,
}

#[derive(sqlx::FromRow)]
struct Row {
    rank: i64,
    list: String,
    why: String,
    written: Option<String>,
    ticked: bool,
    ends_on: Option<String>,
    reason: Option<String>,
    outcome: Option<String>,
    told: String,
    situation: Option<String>,
    rpps: Option<String>,
    practice_name: Option<String>,
    practice_first_name: Option<String>,
    birth_name: Option<String>,
    establishment_name: Option<String>,
    profession: Option<String>,
    starts_on: Option<String>,
    situation_ends_on: Option<String>,
}

impl Row {
    fn shown(&self) -> Result<Option<Shown>, StoreError> {
        let (Some(situation), Some(rpps), Some(starts_on)) =
            (&self.situation, &self.rpps, &self.starts_on)
        else {
            return Ok(None);
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Ok(Some(Shown {
            situation: value(situation)?,
            rpps: value(rpps)?,
            name: text(&self.practice_name),
            first_name: text(&self.practice_first_name),
            birth_name: text(&self.birth_name),
            establishment_name: text(&self.establishment_name),
            profession: text(&self.profession),
            starts_on: time::day(starts_on)?,
            ends_on: self
                .situation_ends_on
                .as_deref()
                .map(time::day)
                .transpose()?,
        }))
    }
}

impl TryFrom<Row> for LineOf {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            shown: row.shown()?,
            rank: row.rank,
            list: value(&row.list)?,
            why: serde_json::from_str(&row.why)?,
            written: row
                .written
                .as_deref()
                .map(serde_json::from_str)
                .transpose()?,
            is_ticked: row.ticked,
            ends_on: row.ends_on.as_deref().map(time::day).transpose()?,
            reason: row.reason.as_deref().map(value).transpose()?,
            outcome: row.outcome.as_deref().map(value).transpose()?,
            told: row.told,
        })
    }
}

/// The situation of a line is told only while it is in the scope of who asks.
macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT d.rank, d.list, d.why, d.written, d.ticked, d.ends_on, d.reason, d.outcome, d.told, ",
            "x.id AS situation, x.rpps, x.practice_name, x.practice_first_name, x.birth_name, ",
            "x.establishment_name, x.profession, x.starts_on, x.situation_ends_on FROM departure_line d LEFT JOIN ",
            "(SELECT s.id, p.rpps, p.practice_name, p.practice_first_name, p.birth_name, e.name AS establishment_name, ",
            "s.profession, s.starts_on, COALESCE(s.ended_on, s.planned_end) AS situation_ends_on FROM situation s JOIN professional p ON p.id = s.professional ",
            "JOIN establishment e ON e.finess = s.establishment WHERE ",
            in_scope!("$1", "$2", "$3"),
            ") x ON x.id = d.situation WHERE d.plan = $4 ",
            $rest
        )
    };
}

/// The lines of one list, `limit` of them after the first `offset`.
pub async fn lines(
    tx: &mut Tx,
    scope: &Scope,
    plan: Id<Plan>,
    list: List,
    (offset, limit): (i64, i64),
) -> Result<Vec<LineOf>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(lines!("AND d.list = $5 ORDER BY d.rank LIMIT $6 OFFSET $7"))
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(plan.to_string())
            .bind(list.code())
            .bind(limit)
            .bind(offset)
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(LineOf::try_from).collect()
}

/// The ticked lines, `limit` at most: those that cannot be confirmed so come first.
pub async fn ticked(
    tx: &mut Tx,
    scope: &Scope,
    kept: &Kept,
    (today, limit): (Date, i64),
) -> Result<Vec<LineOf>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(lines!(
            "AND d.ticked ORDER BY CASE WHEN COALESCE(d.ends_on, $5) IS NULL OR COALESCE(d.reason, $6) IS NULL \
             OR (COALESCE(d.ends_on, $5) < x.starts_on AND x.starts_on <= $7) THEN 0 ELSE 1 END, d.rank LIMIT $8"
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(kept.plan.id.to_string())
        .bind(kept.ends_on.map(|day| day.to_string()))
        .bind(kept.reason.map(EndReason::code))
        .bind(today.to_string())
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(LineOf::try_from).collect()
}

/// How many lines of its list come before this one.
pub async fn before(tx: &mut Tx, plan: Id<Plan>, line: &LineOf) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM departure_line WHERE plan = $1 AND list = $2 AND rank < $3",
        )
        .bind(plan.to_string())
        .bind(line.list.code())
        .bind(line.rank)
        .fetch_one(conn)
        .await?
    }))
}

/// One line.
pub async fn line(
    tx: &mut Tx,
    scope: &Scope,
    plan: Id<Plan>,
    rank: i64,
) -> Result<Option<LineOf>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(lines!("AND d.rank = $5"))
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(plan.to_string())
            .bind(rank)
            .fetch_optional(conn)
            .await?
    });
    row.map(LineOf::try_from).transpose()
}

/// Give every line of a plan to `each`, in its order.
pub async fn each(
    tx: &mut Tx,
    scope: &Scope,
    plan: Id<Plan>,
    mut each: impl FnMut(LineOf),
) -> Result<(), StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    on!(tx, |conn| {
        let mut rows = sqlx::query_as::<_, Row>(lines!("ORDER BY d.rank"))
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(plan.to_string())
            .fetch(conn);
        while let Some(row) = rows.try_next().await? {
            each(row.try_into()?);
        }
    });
    Ok(())
}

/// How many lines each list has, and how many of them are ticked.
pub async fn count(tx: &mut Tx, plan: Id<Plan>) -> Result<Vec<(List, i64, i64)>, StoreError> {
    let rows: Vec<(String, i64, i64)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT list, COUNT(*), CAST(SUM(CASE WHEN ticked THEN 1 ELSE 0 END) AS BIGINT) FROM departure_line \
             WHERE plan = $1 GROUP BY list",
        )
        .bind(plan.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(list, lines, ticked)| Ok((value(&list)?, lines, ticked)))
        .collect()
}

/// How many of the ticked lines came to each end; none for those that wait.
pub async fn outcomes(
    tx: &mut Tx,
    plan: Id<Plan>,
) -> Result<Vec<(Option<LineOutcome>, i64)>, StoreError> {
    let rows: Vec<(Option<String>, i64)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT outcome, COUNT(*) FROM departure_line WHERE plan = $1 AND ticked GROUP BY outcome",
        )
        .bind(plan.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(outcome, lines)| Ok((outcome.as_deref().map(value).transpose()?, lines)))
        .collect()
}
