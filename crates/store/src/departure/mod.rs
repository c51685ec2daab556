//! Plans of departures: what was proposed of a list, confirmed once, applied line by line (L4).

mod apply;
mod line;
mod registered;

pub use apply::{Due, advance, due, end, gather, lock, refuse, settle};
pub use line::{LineOf, Shown, before, count, each, line, lines, outcomes, ticked};
pub use registered::registered;

use crate::{StoreError, Tx, on, scope, time, value};
use domain::{
    access::{Actor, Grant, Session},
    contract::Contract,
    id::Id,
    nomenclature::EndReason,
    staff::{Plan, PlanKind, PlanState},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// How long a plan is kept, with what the list said.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A plan as its pages show it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub plan: Plan,
    /// Of the list, as sent; empty for what was pasted.
    pub name: String,
    /// In words.
    pub establishments: String,
    pub facts: Facts,
    /// For the lines that have none of their own.
    pub ends_on: Option<Date>,
    pub reason: Option<EndReason>,
    /// Who made it.
    pub owner_name: String,
    pub created_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
}

/// What a comparison came to, in figures.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Lines of the list.
    pub listed: usize,
    /// People registered there.
    pub here: usize,
    /// Of them, those whom the list has.
    pub met: usize,
    pub agreed: usize,
    pub repeated: usize,
    pub elsewhere: usize,
    pub is_doubtful: bool,
    /// Headers of the list that tell nothing.
    pub ignored: Vec<String>,
    pub sheet: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    owner: String,
    contract: String,
    kind: String,
    state: String,
    name: String,
    establishments: String,
    facts: String,
    ends_on: Option<String>,
    reason: Option<String>,
    owner_name: String,
    created_at: String,
    confirmed_at: Option<String>,
    finished_at: Option<String>,
}

impl TryFrom<Row> for Kept {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let instant = |at: &Option<String>| at.as_deref().map(time::instant).transpose();
        Ok(Self {
            plan: Plan {
                id: value(&row.id)?,
                owner: value(&row.owner)?,
                contract: value(&row.contract)?,
                kind: value::<PlanKind>(&row.kind)?,
                state: value::<PlanState>(&row.state)?,
            },
            name: row.name,
            establishments: row.establishments,
            facts: serde_json::from_str(&row.facts)?,
            ends_on: row.ends_on.as_deref().map(time::day).transpose()?,
            reason: row.reason.as_deref().map(value).transpose()?,
            owner_name: row.owner_name,
            created_at: time::instant(&row.created_at)?,
            confirmed_at: instant(&row.confirmed_at)?,
            finished_at: instant(&row.finished_at)?,
        })
    }
}

/// A plan is its owner's, and the legal representative's of its contract, for 30 days.
macro_rules! plans {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.owner, d.contract, d.kind, d.state, d.name, d.establishments, d.facts, d.ends_on, d.reason, ",
            "a.name AS owner_name, d.created_at, d.confirmed_at, d.finished_at FROM departure_plan d ",
            "JOIN access_grant g ON g.id = d.owner JOIN account a ON a.id = g.account ",
            "WHERE (d.owner = $1 OR d.contract = $2) AND d.created_at >= $3 ",
            $rest
        )
    };
}

/// One plan, if the actor may see it.
pub async fn by_id(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Plan>,
    now: Timestamp,
) -> Result<Option<Kept>, StoreError> {
    let [owner, contract] = scope::owner(actor);
    let since = time::text(now - KEPT);
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(plans!("AND d.id = $4"))
            .bind(owner)
            .bind(contract)
            .bind(since)
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Kept::try_from).transpose()
}

/// The plans that the actor may see, the latest first.
pub async fn list(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Vec<Kept>, StoreError> {
    let [owner, contract] = scope::owner(actor);
    let since = time::text(now - KEPT);
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(plans!("ORDER BY d.created_at DESC, d.id DESC LIMIT 50"))
            .bind(owner)
            .bind(contract)
            .bind(since)
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Kept::try_from).collect()
}

/// Who confirmed a plan.
#[derive(Clone, Copy, Debug)]
pub struct Confirmed {
    pub grant: Id<Grant>,
    pub session: Id<Session>,
    pub contract: Id<Contract>,
}

/// By which right, and in which session, a plan was confirmed; none before.
pub async fn confirmed(tx: &mut Tx, id: Id<Plan>) -> Result<Option<Confirmed>, StoreError> {
    let row: Option<(String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT confirmed_by, session, contract FROM departure_plan \
             WHERE id = $1 AND confirmed_by IS NOT NULL AND session IS NOT NULL",
        )
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(|(grant, session, contract)| {
        Ok(Confirmed {
            grant: value(&grant)?,
            session: value(&session)?,
            contract: value(&contract)?,
        })
    })
    .transpose()
}
