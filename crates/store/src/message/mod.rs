//! Mails and SMS: a row of the act that calls for them, delivered by a job (N1).

mod facts;
mod list;

pub use facts::{Facts, facts};
pub use list::{Filter, count, list};

use crate::{StoreError, Tx, on, time};
use domain::{
    event::{About, Channel, Job, Message, MessageState, Template},
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
    pub about: About,
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

/// Where the address of a message is read, by what it is about: `$5` is its id.
const fn addressed_to(about: About, channel: Channel) -> &'static str {
    macro_rules! insert {
        ($recipient:literal, $professional:literal, $from:literal) => {
            concat!(
                "INSERT INTO message (id, channel, recipient, template, parameters, professional, about_kind, about, state, ",
                "message_id, created_at) SELECT $1, $2, ", $recipient, ", $3, '{}', ", $professional,
                ", $6, $5, 'waiting', $1, $4 FROM ", $from
            )
        };
    }
    match (about, channel) {
        (About::Professional(_), Channel::Mail) => {
            insert!("p.email", "p.id", "professional p WHERE p.id = $5")
        }
        (About::Professional(_), Channel::Sms) => {
            insert!("p.mobile", "p.id", "professional p WHERE p.id = $5")
        }
        (About::Application(_), _) => insert!("a.email", "NULL", "application a WHERE a.id = $5"),
        (About::Contract(_), _) => insert!(
            "a.email",
            "NULL",
            "account a WHERE a.id = (SELECT g.account FROM access_grant g WHERE g.contract = $5 \
             AND g.kind = 'legal_representative' ORDER BY g.granted_at DESC, g.id DESC LIMIT 1)"
        ),
        (About::Grant(_), _) => {
            insert!(
                "a.email",
                "NULL",
                "access_grant g JOIN account a ON a.id = g.account WHERE g.id = $5"
            )
        }
        (About::Card(_), _) => {
            insert!(
                "a.email",
                "NULL",
                "card c JOIN account a ON a.id = c.account WHERE c.id = $5"
            )
        }
        (About::Link(_), _) => insert!("l.email", "NULL", "link l WHERE l.id = $5"),
        (About::Request(_), _) => insert!("r.email", "NULL", "request r WHERE r.id = $5"),
        (About::Death(_), _) => insert!(
            "a.email",
            "NULL",
            "account a WHERE a.id = (SELECT g.account FROM death_notice n JOIN access_grant g ON g.contract = n.contract \
             WHERE n.id = $5 AND g.kind = 'legal_representative' ORDER BY g.granted_at DESC, g.id DESC LIMIT 1)"
        ),
        (About::ContactChange(_), _) => {
            insert!(
                "c.old_email",
                "c.professional",
                "contact_change c WHERE c.id = $5"
            )
        }
        (About::Code(_), _) => insert!("k.mobile", "NULL", "one_time_code k WHERE k.id = $5"),
    }
}

/// Keep a message, at the address known now. Gives the job that delivers it.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: Id<Message>,
    about: About,
    template: Template,
    at: Timestamp,
) -> Result<Job, StoreError> {
    let (kind, subject) = about.stored();
    on!(tx, |conn| {
        sqlx::query(addressed_to(about, template.channel()))
            .bind(id.to_string())
            .bind(template.channel().code())
            .bind(template.code())
            .bind(time::text(at))
            .bind(subject)
            .bind(kind)
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
    about_kind: String,
    about: String,
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
            about: About::read(&row.about_kind, &row.about)
                .ok_or_else(|| StoreError::Value(row.about_kind.clone()))?,
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
            "SELECT id, channel, recipient, template, about_kind, about, state, message_id, attempts, last_error, ",
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

/// Let a message that stopped wait again; `Changed` when it did not stop, or was restarted meanwhile. The job of before
/// is taken off the queue, so that the next one sends alone; false, and nothing written, while a worker has it in hand.
pub async fn restart(tx: &mut Tx, id: Id<Message>, at: Timestamp) -> Result<bool, StoreError> {
    // Held: the state that is read stays until the end of the act.
    let held = on!(&mut *tx, |conn| {
        sqlx::query(
            "UPDATE message SET state = state WHERE id = $1 AND state IN ('refused', 'given_up')",
        )
        .bind(id.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    });
    if held == 0 {
        return Err(StoreError::Changed);
    }
    if !crate::job::withdraw(&mut *tx, Job::SendMessage { message: id }, at).await? {
        return Ok(false);
    }
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE message SET state = 'waiting', restarted_at = $1, settled_at = NULL WHERE id = $2",
        )
        .bind(time::text(at))
        .bind(id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(true)
}

/// Give up a message that has not left; `Changed` when it left meanwhile, or was given up. The job that would deliver
/// it finds it settled, and sends nothing.
pub async fn give_up(tx: &mut Tx, id: Id<Message>, at: Timestamp) -> Result<(), StoreError> {
    let given_up = on!(tx, |conn| {
        sqlx::query(
            "UPDATE message SET state = 'given_up', settled_at = $1 WHERE id = $2 AND state IN ('waiting', 'refused')",
        )
        .bind(time::text(at))
        .bind(id.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    });
    if given_up == 0 {
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
