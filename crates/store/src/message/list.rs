//! The messages that the agency looks for: by state, recipient, channel, text and day.

use super::{Kept, Row};
use crate::{StoreError, Tx, after, on, time};
use domain::event::{Channel, MessageState, Template};
use jiff::Timestamp;

/// What a list of messages is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<MessageState>,
    pub channel: Option<Channel>,
    pub template: Option<Template>,
    /// Beginning of an address or a number, as kept: lower case, E.164.
    pub recipient: String,
    /// Made at this instant or later.
    pub from: Option<Timestamp>,
    /// Made before this instant.
    pub before: Option<Timestamp>,
}

macro_rules! push_matches {
    ($sql:ident, $filter:expr) => {{
        $sql.push("FROM message WHERE 1 = 1");
        if let Some(state) = $filter.state {
            $sql.push(" AND state = ").push_bind(state.code());
        }
        if let Some(channel) = $filter.channel {
            $sql.push(" AND channel = ").push_bind(channel.code());
        }
        if let Some(template) = $filter.template {
            $sql.push(" AND template = ").push_bind(template.code());
        }
        if !$filter.recipient.is_empty() {
            $sql.push(" AND recipient >= ")
                .push_bind($filter.recipient.clone());
            $sql.push(" AND recipient < ")
                .push_bind(after(&$filter.recipient));
        }
        if let Some(from) = $filter.from {
            $sql.push(" AND created_at >= ").push_bind(time::text(from));
        }
        if let Some(before) = $filter.before {
            $sql.push(" AND created_at < ")
                .push_bind(time::text(before));
        }
    }};
}

/// How many match, counted up to `most`: a state, a recipient or a text is found by its index; a channel alone reads
/// until enough are found.
pub async fn count(tx: &mut Tx, filter: &Filter, most: i64) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM (SELECT 1 ");
        push_matches!(sql, filter);
        sql.push(" LIMIT ").push_bind(most).push(") x");
        sql.build_query_scalar().fetch_one(conn).await?
    }))
}

/// Those that match, newest first, `limit` of them after the first `offset`.
pub async fn list(
    tx: &mut Tx,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "SELECT id, channel, recipient, template, about_kind, about, state, message_id, attempts, last_error, \
             created_at, restarted_at, settled_at ",
        );
        push_matches!(sql, filter);
        sql.push(" ORDER BY created_at DESC, id DESC LIMIT ")
            .push_bind(limit);
        sql.push(" OFFSET ").push_bind(offset);
        sql.build_query_as().fetch_all(conn).await?
    });
    rows.into_iter().map(Kept::try_from).collect()
}
