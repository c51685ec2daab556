//! Mails and SMS: a row of the act that calls for them, delivered by a job (N1).

use crate::{StoreError, Tx, on, time};
use domain::{
    event::{Channel, Job, Message, MessageState, Template},
    id::Id,
    professional::Professional,
};
use jiff::Timestamp;

/// A message as kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: Id<Message>,
    pub channel: Channel,
    /// As of the moment of the act.
    pub recipient: String,
    pub template: Template,
    pub professional: Option<Id<Professional>>,
    pub state: MessageState,
    /// The local part of the Message-ID, drawn once: a mail sent twice bears the same.
    pub message_id: String,
    pub attempts: i64,
    pub last_error: String,
    pub created_at: Timestamp,
    /// By an officer, after it was refused or given up.
    pub restarted_at: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
}

/// Keep a message to a professional, at the address known now. Gives the job that delivers it.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: Id<Message>,
    professional: Id<Professional>,
    template: Template,
    at: Timestamp,
) -> Result<Job, StoreError> {
    let sql = match template.channel() {
        Channel::Mail => {
            "INSERT INTO message (id, channel, recipient, template, parameters, professional, state, message_id, created_at) \
             SELECT $1, $2, email, $3, '{}', id, 'waiting', $1, $4 FROM professional WHERE id = $5"
        }
        Channel::Sms => {
            "INSERT INTO message (id, channel, recipient, template, parameters, professional, state, message_id, created_at) \
             SELECT $1, $2, mobile, $3, '{}', id, 'waiting', $1, $4 FROM professional WHERE id = $5"
        }
    };
    on!(tx, |conn| {
        sqlx::query(sql)
            .bind(id.to_string())
            .bind(template.channel().code())
            .bind(template.code())
            .bind(time::text(at))
            .bind(professional.to_string())
            .execute(conn)
            .await?;
    });
    Ok(Job::SendMessage { message: id })
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    channel: String,
    recipient: String,
    template: String,
    professional: Option<String>,
    state: String,
    message_id: String,
    attempts: i64,
    last_error: String,
    created_at: String,
    restarted_at: Option<String>,
    settled_at: Option<String>,
}

impl TryFrom<Row> for Kept {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: crate::value(&row.id)?,
            channel: crate::value(&row.channel)?,
            recipient: row.recipient,
            template: crate::value(&row.template)?,
            professional: row.professional.as_deref().map(crate::value).transpose()?,
            state: crate::value(&row.state)?,
            message_id: row.message_id,
            attempts: row.attempts,
            last_error: row.last_error,
            created_at: time::instant(&row.created_at)?,
            restarted_at: row.restarted_at.as_deref().map(time::instant).transpose()?,
            settled_at: row.settled_at.as_deref().map(time::instant).transpose()?,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, channel, recipient, template, professional, state, message_id, attempts, last_error, ",
            "created_at, restarted_at, settled_at FROM message ",
            $rest
        )
    };
}

pub async fn by_id(tx: &mut Tx, id: Id<Message>) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE id = $1"))
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Kept::try_from).transpose()
}

/// The messages to one professional, oldest first.
pub async fn of_professional(tx: &mut Tx, id: Id<Professional>) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE professional = $1 ORDER BY created_at, id"))
            .bind(id.to_string())
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Kept::try_from).collect()
}

/// The messages in a state, newest first, `limit` of them after the first `offset`.
pub async fn in_state(
    tx: &mut Tx,
    state: MessageState,
    offset: i64,
    limit: i64,
) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(
            "WHERE state = $1 ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3"
        ))
        .bind(state.code())
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Kept::try_from).collect()
}

/// Let a message that stopped wait again; `Changed` when it did not stop, or was restarted meanwhile.
pub async fn restart(tx: &mut Tx, id: Id<Message>, at: Timestamp) -> Result<(), StoreError> {
    let restarted = on!(tx, |conn| {
        sqlx::query(
            "UPDATE message SET state = 'waiting', restarted_at = $1, settled_at = NULL \
             WHERE id = $2 AND state IN ('refused', 'given_up')",
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

/// How many messages are in each state. Costs a pass over the index of states.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(MessageState, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(tx, |conn| {
        sqlx::query_as("SELECT state, COUNT(*) FROM message GROUP BY state")
            .fetch_all(conn)
            .await?
    });
    let mut counts = Vec::new();
    for &state in MessageState::ALL {
        let found = rows.iter().find(|(code, _)| code == state.code());
        counts.push((state, found.map_or(0, |(_, count)| *count)));
    }
    Ok(counts)
}

/// How many messages this recipient was sent or is due since an instant (N1: SMS are limited).
pub async fn count_to(tx: &mut Tx, recipient: &str, since: Timestamp) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM message WHERE recipient = $1 AND created_at >= $2 AND state = 'sent'")
            .bind(recipient)
            .bind(time::text(since))
            .fetch_one(conn)
            .await?
    }))
}
