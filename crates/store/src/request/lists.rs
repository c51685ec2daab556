//! Lists of requests: the queue of a scope, what one account follows, what a contract that ended leaves.

use super::{Kept, Row, select};
use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::{Account, Scope},
    contract::Contract,
    id::Id,
    identifiers::Finess,
    request::{Request, RequestState},
};
use jiff::Timestamp;

/// Days since the sending by which a queue is filtered.
pub const AGES: [i64; 3] = [7, 15, 25];

/// Which requests of a queue; none of a filter is all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<RequestState>,
    pub establishment: Option<Finess>,
    /// Sent before this moment.
    pub before: Option<Timestamp>,
}

/// A request in a queue.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: Id<Request>,
    pub name: String,
    pub establishment: String,
    pub town: String,
    pub state: RequestState,
    pub sent_at: Timestamp,
}

macro_rules! queue {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM establishment e JOIN request r ON r.establishment = e.finess WHERE ",
            in_scope!("$1", "$2", "$3"),
            " AND ($4 = '' OR r.state = $4) AND ($5 = '' OR e.finess = $5) AND ($6 = '' OR r.sent_at < $6)",
            $rest
        )
    };
}

fn parameters(filter: &Filter) -> [String; 3] {
    [
        filter.state.map_or("", RequestState::code).to_owned(),
        filter
            .establishment
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        filter.before.map(time::text).unwrap_or_default(),
    ]
}

/// How many requests of the scope pass the filter. Costs the establishments of the scope and their requests.
pub async fn count(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<i64, StoreError> {
    let [legal_entity, only, grant] = scope::parameters(scope);
    let [state, establishment, before] = parameters(filter);
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(queue!("COUNT(*)", ""))
            .bind(legal_entity)
            .bind(only)
            .bind(grant)
            .bind(state)
            .bind(establishment)
            .bind(before)
            .fetch_one(conn)
            .await?
    }))
}

/// How many wait for the managers of the scope.
pub async fn waiting(tx: &mut Tx, scope: &Scope) -> Result<i64, StoreError> {
    let filter = Filter {
        state: Some(RequestState::Waiting),
        ..Filter::default()
    };
    count(tx, scope, &filter).await
}

/// Those of the scope that pass the filter, the oldest first.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    (offset, limit): (i64, i64),
) -> Result<Vec<Listed>, StoreError> {
    let [legal_entity, only, grant] = scope::parameters(scope);
    let [state, establishment, before] = parameters(filter);
    let rows: Vec<(String, String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(queue!(
            "r.id, r.name, e.name AS establishment, e.town, r.state, r.sent_at",
            " ORDER BY r.sent_at, r.id LIMIT $7 OFFSET $8"
        ))
        .bind(legal_entity)
        .bind(only)
        .bind(grant)
        .bind(state)
        .bind(establishment)
        .bind(before)
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(id, name, establishment, town, state, sent_at)| {
            Ok(Listed {
                id: value(&id)?,
                name,
                establishment,
                town,
                state: value(&state)?,
                sent_at: time::instant(&sent_at)?,
            })
        })
        .collect()
}

/// One request, if the scope covers its establishment.
pub async fn in_scope(
    tx: &mut Tx,
    scope: &Scope,
    id: Id<Request>,
) -> Result<Option<Kept>, StoreError> {
    let [legal_entity, only, grant] = scope::parameters(scope);
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(concat!(
            "WHERE r.id = $4 AND ",
            in_scope!("$1", "$2", "$3")
        )))
        .bind(legal_entity)
        .bind(only)
        .bind(grant)
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(Kept::try_from).transpose()
}

/// One request of this account's.
pub async fn own(
    tx: &mut Tx,
    account: Id<Account>,
    id: Id<Request>,
) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE r.id = $1 AND r.account = $2"))
            .bind(id.to_string())
            .bind(account.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Kept::try_from).transpose()
}

/// A request as its candidate follows it.
#[derive(Clone, Debug)]
pub struct Followed {
    pub kept: Kept,
    pub establishment: String,
}

/// The requests of an account, the latest first.
pub async fn followed(tx: &mut Tx, account: Id<Account>) -> Result<Vec<Followed>, StoreError> {
    let rows: Vec<Row> = on!(&mut *tx, |conn| {
        sqlx::query_as(select!(
            "WHERE r.account = $1 ORDER BY r.sent_at DESC, r.id DESC LIMIT 50"
        ))
        .bind(account.to_string())
        .fetch_all(conn)
        .await?
    });
    let mut all = Vec::new();
    for row in rows {
        let kept = Kept::try_from(row)?;
        let place = crate::structure::establishment(tx, &kept.request.establishment).await?;
        all.push(Followed {
            kept,
            establishment: place.map(|place| place.name).unwrap_or_default(),
        });
    }
    Ok(all)
}

/// The rights that may settle the requests of the establishment `$1`.
macro_rules! registrars {
    () => {
        "establishment e JOIN contract c ON c.legal_entity = e.covered_under AND c.ended_at IS NULL \
         AND (c.establishment IS NULL OR c.establishment = e.finess) \
         JOIN access_grant g ON g.contract = c.id AND g.ended_at IS NULL \
         WHERE e.finess = $1 AND (NOT g.narrowed OR EXISTS (SELECT 1 FROM access_grant_establishment n \
         WHERE n.access_grant = g.id AND n.establishment = e.finess))"
    };
}
pub(super) use registrars;

/// H3: how many rights, of other accounts than this one, may settle the requests of an establishment.
pub async fn others_who_settle(
    tx: &mut Tx,
    establishment: &Finess,
    account: Id<Account>,
) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(concat!(
            "SELECT COUNT(DISTINCT g.account) FROM ",
            registrars!(),
            " AND g.account <> $2"
        ))
        .bind(establishment.as_str())
        .bind(account.to_string())
        .fetch_one(conn)
        .await?
    }))
}

/// What waits for the establishments of a contract (C8): for which one, and since when. Not who.
pub async fn of_contract(
    tx: &mut Tx,
    contract: &Contract,
) -> Result<Vec<(String, Timestamp)>, StoreError> {
    let only = contract.establishment.as_ref().map_or("", Finess::as_str);
    let rows: Vec<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT e.name, r.sent_at FROM establishment e JOIN request r ON r.establishment = e.finess \
             WHERE e.covered_under = $1 AND ($2 = '' OR e.finess = $2) AND r.state IN ('waiting', 'returned') \
             ORDER BY r.sent_at, r.id LIMIT 200",
        )
        .bind(contract.legal_entity.as_str())
        .bind(only)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(name, at)| Ok((name, time::instant(&at)?)))
        .collect()
}
