//! Lists of requests: the queue of the agency, and what one person follows.

use super::{Kept, Row};
use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::Account,
    contract::{Application, ApplicationKind, ApplicationState, Contract, ContractMode},
    id::Id,
};
use jiff::Timestamp;

/// Which requests of the queue; none of a filter is all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<ApplicationState>,
    pub kind: Option<ApplicationKind>,
    pub mode: Option<ContractMode>,
    pub owner: Owner,
    /// Handed in before this moment.
    pub before: Option<Timestamp>,
    pub order: Order,
}

/// Who has a request in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Owner {
    #[default]
    Any,
    Nobody,
    One(Id<Account>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those that wait longest.
    #[default]
    OldestFirst,
    NewestFirst,
    ByStructure,
}

/// A request in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: Id<Application>,
    pub reference: String,
    pub kind: ApplicationKind,
    pub state: ApplicationState,
    pub mode: ContractMode,
    /// Name and FINESS of the structure that signs.
    pub structure: String,
    pub finess: String,
    /// Of the representative.
    pub name: String,
    /// Name of the officer who has it in hand; empty for none.
    pub owner: String,
    pub form_came: bool,
    pub submitted_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    id: String,
    reference: String,
    kind: String,
    state: String,
    mode: String,
    structure: String,
    finess: String,
    name: String,
    owner: String,
    form_came_at: Option<String>,
    submitted_at: String,
}

impl TryFrom<ListedRow> for Listed {
    type Error = StoreError;
    fn try_from(row: ListedRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            reference: row.reference,
            kind: value(&row.kind)?,
            state: value(&row.state)?,
            mode: value(&row.mode)?,
            structure: row.structure,
            finess: row.finess,
            name: row.name,
            owner: row.owner,
            form_came: row.form_came_at.is_some(),
            submitted_at: time::instant(&row.submitted_at)?,
        })
    }
}

macro_rules! from {
    ($columns:expr, $rest:expr) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM application x JOIN contract c ON c.id = x.contract ",
            "LEFT JOIN establishment e ON e.finess = c.establishment ",
            "LEFT JOIN legal_entity l ON l.finess = c.legal_entity ",
            "LEFT JOIN account o ON o.id = x.officer ",
            $rest
        )
    };
}

macro_rules! listed {
    ($rest:expr) => {
        from!(
            "x.id, x.reference, x.kind, x.state, c.mode, COALESCE(e.name, l.name, '') AS structure, \
             COALESCE(c.establishment, c.legal_entity) AS finess, x.first_name || ' ' || x.last_name AS name, \
             COALESCE(o.name, '') AS owner, x.form_came_at, x.submitted_at",
            $rest
        )
    };
}

macro_rules! filtered {
    ($rest:literal) => {
        concat!(
            "WHERE ($1 = '' OR x.state = $1) AND ($2 = '' OR x.kind = $2) AND ($3 = '' OR c.mode = $3) ",
            "AND ($4 = '' OR ($4 = 'nobody' AND x.officer IS NULL) OR x.officer = $4) ",
            "AND ($5 = '' OR x.submitted_at < $5) ",
            $rest
        )
    };
}

fn parameters(filter: &Filter) -> [String; 5] {
    [
        filter.state.map_or("", ApplicationState::code).to_owned(),
        filter.kind.map_or("", ApplicationKind::code).to_owned(),
        filter.mode.map_or("", ContractMode::code).to_owned(),
        match filter.owner {
            Owner::Any => String::new(),
            Owner::Nobody => "nobody".to_owned(),
            Owner::One(account) => account.to_string(),
        },
        filter.before.map(time::text).unwrap_or_default(),
    ]
}

/// How many requests pass the filter.
pub async fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, StoreError> {
    let [state, kind, mode, owner, before] = parameters(filter);
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(from!("COUNT(*)", filtered!("")))
            .bind(state)
            .bind(kind)
            .bind(mode)
            .bind(owner)
            .bind(before)
            .fetch_one(conn)
            .await?
    }))
}

/// Those that pass the filter, in its order.
pub async fn queue(
    tx: &mut Tx,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    let [state, kind, mode, owner, before] = parameters(filter);
    let sql = match filter.order {
        Order::OldestFirst => {
            listed!(filtered!(
                "ORDER BY x.submitted_at, x.id LIMIT $6 OFFSET $7"
            ))
        }
        Order::NewestFirst => {
            listed!(filtered!(
                "ORDER BY x.submitted_at DESC, x.id DESC LIMIT $6 OFFSET $7"
            ))
        }
        Order::ByStructure => {
            listed!(filtered!(
                "ORDER BY COALESCE(e.name, l.name, ''), x.id LIMIT $6 OFFSET $7"
            ))
        }
    };
    let rows: Vec<ListedRow> = on!(tx, |conn| {
        sqlx::query_as(sql)
            .bind(state)
            .bind(kind)
            .bind(mode)
            .bind(owner)
            .bind(before)
            .bind(limit)
            .bind(offset)
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Listed::try_from).collect()
}

/// How many requests are in each state.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(ApplicationState, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(tx, |conn| {
        sqlx::query_as("SELECT state, COUNT(*) FROM application GROUP BY state")
            .fetch_all(conn)
            .await?
    });
    rows.into_iter()
        .map(|(state, count)| Ok((value(&state)?, count)))
        .collect()
}

/// Who may follow a request: the account that handed it in, and whoever has just shown that they read the mailbox
/// of the representative; the latter is empty for other ways of signing in.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub account: Id<Account>,
    pub mailbox: &'a str,
}

/// The requests that somebody follows, the latest first.
pub async fn followed(tx: &mut Tx, reader: Reader<'_>) -> Result<Vec<Listed>, StoreError> {
    let rows: Vec<ListedRow> = on!(tx, |conn| {
        sqlx::query_as(listed!(
            "WHERE x.applicant = $1 OR ($2 <> '' AND x.email = $2) ORDER BY x.submitted_at DESC, x.id DESC LIMIT 100"
        ))
        .bind(reader.account.to_string())
        .bind(reader.mailbox)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Listed::try_from).collect()
}

/// A request, for whoever may follow it.
pub async fn for_reader(
    tx: &mut Tx,
    reader: Reader<'_>,
    id: Id<Application>,
) -> Result<Option<Kept>, StoreError> {
    let kept = super::by_id(tx, id).await?;
    Ok(kept.filter(|kept| {
        let request = &kept.application;
        request.applicant == Some(reader.account)
            || (!reader.mailbox.is_empty()
                && request.signatory.person.email.as_str() == reader.mailbox)
    }))
}

/// What a draft became, when it was handed in.
pub async fn of_draft(tx: &mut Tx, draft: &str) -> Result<Option<Kept>, StoreError> {
    one(tx, super::select!("WHERE draft = $1"), draft).await
}

/// The request about a contract that is not settled yet.
pub async fn open_of(tx: &mut Tx, contract: Id<Contract>) -> Result<Option<Kept>, StoreError> {
    let sql = super::select!("WHERE contract = $1 AND state IN ('submitted', 'returned')");
    one(tx, sql, &contract.to_string()).await
}

async fn one(tx: &mut Tx, sql: &'static str, key: &str) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(sql).bind(key).fetch_optional(conn).await?
    });
    row.map(Kept::try_from).transpose()
}

/// The requests about a contract, the latest first.
pub async fn of_contract(tx: &mut Tx, contract: Id<Contract>) -> Result<Vec<Listed>, StoreError> {
    let rows: Vec<ListedRow> = on!(tx, |conn| {
        sqlx::query_as(listed!(
            "WHERE x.contract = $1 ORDER BY x.submitted_at DESC, x.id DESC"
        ))
        .bind(contract.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Listed::try_from).collect()
}
