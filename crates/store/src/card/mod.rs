//! Cards, by holder, by contract and by number.

mod clock;
mod form;
mod list;

pub use clock::{ending, over, set_reminded};
pub use form::{form, set_form};
pub use list::{Filter, Line, count, list, open_sessions};

use crate::{Constraint, StoreError, Tx, on, time, value};
use domain::{
    access::{Account, Grant},
    card::{Card, CardNumber, CardState, RevocationReason},
    contract::Contract,
    id::Id,
};
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    id: String,
    contract: String,
    kind: String,
    account: String,
    last_name: String,
    first_name: String,
    job: String,
    origin: String,
    state: String,
    number: Option<String>,
    readers: i64,
    ordered_at: String,
    form_came_at: Option<String>,
    sent_at: Option<String>,
    expires_on: Option<String>,
    version: i64,
}

impl TryFrom<Row> for Card {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let moment = |text: Option<String>| text.as_deref().map(time::instant).transpose();
        Ok(Self {
            id: value(&row.id)?,
            contract: value(&row.contract)?,
            kind: value(&row.kind)?,
            account: value(&row.account)?,
            last_name: value(&row.last_name)?,
            first_name: value(&row.first_name)?,
            job: row.job,
            origin: value(&row.origin)?,
            state: value(&row.state)?,
            number: row.number.as_deref().map(value).transpose()?,
            readers: row.readers,
            ordered_at: time::instant(&row.ordered_at)?,
            form_came_at: moment(row.form_came_at)?,
            sent_at: moment(row.sent_at)?,
            expires_on: row.expires_on.as_deref().map(value).transpose()?,
            version: row.version,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, contract, kind, account, last_name, first_name, job, origin, state, number, readers, ",
            "ordered_at, form_came_at, sent_at, expires_on, version FROM card ",
            $rest
        )
    };
}
use select;

pub async fn by_id(tx: &mut Tx, id: Id<Card>) -> Result<Option<Card>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE id = $1"))
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Card::try_from).transpose()
}

pub async fn by_number(tx: &mut Tx, number: &CardNumber) -> Result<Option<Card>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE number = $1"))
            .bind(number.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Card::try_from).transpose()
}

/// The cards of a holder under a contract, the latest first.
pub async fn of_holder(
    tx: &mut Tx,
    contract: Id<Contract>,
    account: Id<Account>,
) -> Result<Vec<Card>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(
            "WHERE contract = $1 AND account = $2 ORDER BY ordered_at DESC, id DESC"
        ))
        .bind(contract.to_string())
        .bind(account.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Card::try_from).collect()
}

/// The cards of a contract, the latest first.
pub async fn of_contract(tx: &mut Tx, contract: Id<Contract>) -> Result<Vec<Card>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(
            "WHERE contract = $1 ORDER BY ordered_at DESC, id DESC"
        ))
        .bind(contract.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Card::try_from).collect()
}

pub async fn insert(
    tx: &mut Tx,
    card: &Card,
    ordered_by: Option<Id<Grant>>,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO card (id, contract, kind, account, last_name, first_name, job, origin, state, number, readers, \
             ordered_at, ordered_by, form_came_at, sent_at, expires_on) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(card.id.to_string())
        .bind(card.contract.to_string())
        .bind(card.kind.code())
        .bind(card.account.to_string())
        .bind(card.last_name.as_str())
        .bind(card.first_name.as_str())
        .bind(&card.job)
        .bind(card.origin.code())
        .bind(card.state.code())
        .bind(card.number.as_ref().map(ToString::to_string))
        .bind(card.readers)
        .bind(time::text(card.ordered_at))
        .bind(ordered_by.map(|grant| grant.to_string()))
        .bind(card.form_came_at.map(time::text))
        .bind(card.sent_at.map(time::text))
        .bind(card.expires_on.map(|day| day.to_string()))
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Write where a card stands. `Changed` when somebody else moved it first.
pub async fn update(tx: &mut Tx, card: &Card, at: Timestamp) -> Result<(), StoreError> {
    let at = time::text(at);
    let on = |state: CardState| (card.state == state).then_some(&at);
    let written = on!(tx, |conn| {
        sqlx::query(
            "UPDATE card SET state = $1, number = $2, form_came_at = $3, produced_at = COALESCE(produced_at, $4), \
             sent_at = $5, activated_at = COALESCE(activated_at, $6), expires_on = $7, \
             ended_at = COALESCE(ended_at, $8), version = version + 1 WHERE id = $9 AND version = $10",
        )
        .bind(card.state.code())
        .bind(card.number.as_ref().map(ToString::to_string))
        .bind(card.form_came_at.map(time::text))
        .bind(on(CardState::Produced))
        .bind(card.sent_at.map(time::text))
        .bind(on(CardState::Active))
        .bind(card.expires_on.map(|day| day.to_string()))
        .bind(card.state.is_over().then_some(&at))
        .bind(card.id.to_string())
        .bind(card.version)
        .execute(conn)
        .await?
        .rows_affected()
    });
    if written == 0 {
        return Err(StoreError::Changed);
    }
    Ok(())
}

/// Note why a card is over.
pub async fn set_reason(
    tx: &mut Tx,
    id: Id<Card>,
    reason: RevocationReason,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE card SET end_reason = $1 WHERE id = $2")
            .bind(reason.code())
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Did the number of this card belong to another?
#[must_use]
pub fn is_number_taken(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Taken(Constraint::CardNumberOnce | Constraint::CredentialSubject)
    )
}
