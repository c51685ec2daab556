//! The agency's queues of cards, with the structure of each.

use super::Row;
use crate::{StoreError, Tx, on, time};
use domain::{
    card::{Card, Queue},
    id::Id,
};
use jiff::Timestamp;

/// Which cards are asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    pub queue: Queue,
    /// A card's number or a structure's FINESS number, whole; empty for all.
    pub number: String,
}

/// A card with the structure that signed its contract.
#[derive(Clone, Debug)]
pub struct Line {
    pub card: Card,
    pub structure: String,
    pub finess: String,
    /// Its signed form was handed in on line.
    pub has_form: bool,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    card: Row,
    structure: String,
    finess: String,
    has_form: bool,
}

impl TryFrom<LineRow> for Line {
    type Error = StoreError;
    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            card: row.card.try_into()?,
            structure: row.structure,
            finess: row.finess,
            has_form: row.has_form,
        })
    }
}

/// The state, whether the form is awaited, and the number asked for are $1, $2 and $3.
macro_rules! queue {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM card k JOIN contract c ON c.id = k.contract ",
            "LEFT JOIN establishment e ON e.finess = c.establishment ",
            "JOIN legal_entity l ON l.finess = c.legal_entity WHERE k.state = $1 ",
            "AND (k.state <> 'ordered' OR (k.origin = 'form' AND k.form_came_at IS NULL) = $2) ",
            "AND ($3 = '' OR k.number = $3 OR COALESCE(c.establishment, c.legal_entity) = $3) ",
            $rest
        )
    };
}

/// How many cards a queue holds.
pub async fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(queue!("COUNT(*)", ""))
            .bind(filter.queue.state().code())
            .bind(filter.queue == Queue::AwaitingForm)
            .bind(&filter.number)
            .fetch_one(conn)
            .await?
    }))
}

/// The cards of a queue, the oldest order first: `limit` of them after the first `offset`.
pub async fn list(
    tx: &mut Tx,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let rows: Vec<LineRow> = on!(tx, |conn| {
        sqlx::query_as(queue!(
            "k.id, k.contract, k.kind, k.account, k.last_name, k.first_name, k.job, k.origin, k.state, k.number, \
             k.readers, k.ordered_at, k.form_came_at, k.sent_at, k.expires_on, k.version, \
             COALESCE(e.name, l.name) AS structure, COALESCE(c.establishment, c.legal_entity) AS finess, \
             k.signed_form IS NOT NULL AS has_form",
            "ORDER BY k.ordered_at, k.id LIMIT $4 OFFSET $5"
        ))
        .bind(filter.queue.state().code())
        .bind(filter.queue == Queue::AwaitingForm)
        .bind(&filter.number)
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Line::try_from).collect()
}

/// How many sessions opened by a card are not ended, and were seen since.
pub async fn open_sessions(
    tx: &mut Tx,
    card: Id<Card>,
    since: Timestamp,
) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM session s JOIN credential k ON k.id = s.credential \
             WHERE k.card = $1 AND s.ended_at IS NULL AND s.seen_at > $2",
        )
        .bind(card.to_string())
        .bind(time::text(since))
        .fetch_one(conn)
        .await?
    }))
}
