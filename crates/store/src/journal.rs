//! The journal: an append-only record of every act, its subjects, and its gap-free order.

use crate::{Store, StoreError, Tx, on, time};
use aws_lc_rs::digest::{SHA256, digest};
use domain::{
    access::{Context, GrantKind, Means},
    contract::Contract,
    event::Event,
    id::Id,
    professional::Professional,
};
use jiff::Timestamp;

/// One fact of the journal, as read for a page.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: Id<Entry>,
    pub at: Timestamp,
    /// Name of the account that acted; empty when the system did.
    pub account: String,
    /// The capacity in which it acted; none for a guest and for the system.
    pub capacity: Option<GrantKind>,
    /// Under which contract it acted; none for the agency and the system.
    pub contract: Option<Id<Contract>>,
    /// Name of the structure that signed that contract.
    pub structure: String,
    pub means: Means,
    pub event: Event,
}

pub(crate) async fn append(
    tx: &mut Tx,
    id: Id<Entry>,
    context: &Context,
    event: &Event,
) -> Result<(), StoreError> {
    let body = serde_json::to_string(event)?;
    let (actor, guest) = (context.actor.as_ref(), context.guest.as_ref());
    let means = actor
        .map(|actor| actor.means)
        .or(guest.map(|guest| guest.means));
    let account = actor
        .map(|actor| actor.account)
        .or(guest.map(|guest| guest.account));
    let session = actor
        .map(|actor| actor.session)
        .or(guest.map(|guest| guest.session));
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO journal (id, at, account, access_grant, means, session, kind, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.to_string())
        .bind(time::text(context.at))
        .bind(account.map(|account| account.to_string()))
        .bind(actor.map(|actor| actor.grant.id.to_string()))
        .bind(means.unwrap_or(Means::System).code())
        .bind(session.map(|session| session.to_string()))
        .bind(event.kind())
        .bind(body)
        .execute(conn)
        .await?;
    });
    on!(&mut *tx, |conn| {
        sqlx::query("INSERT INTO journal_pending (entry) VALUES ($1)")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    let subjects = event.subjects();
    if subjects.is_empty() {
        return Ok(());
    }
    on!(tx, |conn| {
        let mut sql =
            sqlx::QueryBuilder::new("INSERT INTO journal_subject (kind, subject, entry) ");
        sql.push_values(&subjects, |mut row, (kind, subject)| {
            row.push_bind(kind)
                .push_bind(subject)
                .push_bind(id.to_string());
        });
        sql.build().execute(conn).await?;
    });
    Ok(())
}

macro_rules! entries {
    ($condition:literal) => {
        concat!(
            "SELECT j.id, j.at, COALESCE(a.name, '') AS account, g.kind AS capacity, g.contract, ",
            "COALESCE(e.name, l.name) AS structure, j.means, j.body FROM journal_subject s ",
            "JOIN journal j ON j.id = s.entry LEFT JOIN account a ON a.id = j.account ",
            "LEFT JOIN access_grant g ON g.id = j.access_grant LEFT JOIN contract c ON c.id = g.contract ",
            "LEFT JOIN establishment e ON e.finess = c.establishment ",
            "LEFT JOIN legal_entity l ON l.finess = c.legal_entity WHERE s.kind = $1 AND s.subject = $2",
            $condition
        )
    };
}

/// The history of one subject, newest first. Costs one index range of `limit` entries.
pub async fn of_subject(
    tx: &mut Tx,
    kind: &'static str,
    subject: &str,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(entries!(" ORDER BY s.entry DESC LIMIT $3"))
            .bind(kind)
            .bind(subject)
            .bind(limit)
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Entry::try_from).collect()
}

/// What the history of a person is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// What was done to the file.
    Acts,
    /// Who opened it, or met the person in a search.
    Openings,
}

macro_rules! looks {
    () => {
        "j.kind IN ('file_opened', 'outside_scope_met')"
    };
}

/// The history of a person, newest first: `limit` entries after the first `offset`.
pub async fn of_professional(
    tx: &mut Tx,
    id: Id<Professional>,
    kinds: Kinds,
    (offset, limit): (i64, i64),
) -> Result<Vec<Entry>, StoreError> {
    const ACTS: &str = concat!(
        entries!(" AND NOT "),
        looks!(),
        " ORDER BY s.entry DESC LIMIT $3 OFFSET $4"
    );
    const OPENINGS: &str = concat!(
        entries!(" AND "),
        looks!(),
        " ORDER BY s.entry DESC LIMIT $3 OFFSET $4"
    );
    let sql = match kinds {
        Kinds::Acts => ACTS,
        Kinds::Openings => OPENINGS,
    };
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(sql)
            .bind("professional")
            .bind(id.to_string())
            .bind(limit)
            .bind(offset)
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Entry::try_from).collect()
}

/// How many entries `of_professional` has in all.
pub async fn count_of_professional(
    tx: &mut Tx,
    id: Id<Professional>,
    kinds: Kinds,
) -> Result<i64, StoreError> {
    let sql = match kinds {
        Kinds::Acts => concat!(
            "SELECT COUNT(*) FROM journal_subject s JOIN journal j ON j.id = s.entry \
             WHERE s.kind = 'professional' AND s.subject = $1 AND NOT ",
            looks!()
        ),
        Kinds::Openings => concat!(
            "SELECT COUNT(*) FROM journal_subject s JOIN journal j ON j.id = s.entry \
             WHERE s.kind = 'professional' AND s.subject = $1 AND ",
            looks!()
        ),
    };
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(sql)
            .bind(id.to_string())
            .fetch_one(conn)
            .await?
    }))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    at: String,
    account: String,
    capacity: Option<String>,
    contract: Option<String>,
    structure: Option<String>,
    means: String,
    body: String,
}

impl TryFrom<Row> for Entry {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(|_| StoreError::Value(row.id))?,
            at: time::instant(&row.at)?,
            account: row.account,
            capacity: row.capacity.as_deref().map(crate::value).transpose()?,
            structure: row.structure.unwrap_or_default(),
            contract: row.contract.as_deref().map(crate::value).transpose()?,
            means: crate::value(&row.means)?,
            event: serde_json::from_str(&row.body)?,
        })
    }
}

/// How many entries one pass places.
const BATCH: i64 = 500;

/// Give committed entries their positions, from 1, without gaps. One sequencer works at a time: the counter's
/// row is its lock. Returns how many entries were placed.
pub async fn place_pending(store: &Store) -> Result<usize, StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query(
            "INSERT INTO sequence (name, next) VALUES ('journal', 1) \
             ON CONFLICT (name) DO UPDATE SET next = sequence.next",
        )
        .execute(conn)
        .await?;
    });
    let entries: Vec<(String, String, String, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT j.id, j.at, j.kind, j.body FROM journal_pending p JOIN journal j ON j.id = p.entry \
             ORDER BY p.entry LIMIT $1",
        )
        .bind(BATCH)
        .fetch_all(conn)
        .await?
    });
    if entries.is_empty() {
        return Ok(0);
    }
    let count = i64::try_from(entries.len()).unwrap_or(BATCH);
    let next: i64 = on!(&mut tx, |conn| {
        sqlx::query_scalar(
            "UPDATE sequence SET next = next + $1 WHERE name = 'journal' RETURNING next",
        )
        .bind(count)
        .fetch_one(conn)
        .await?
    });
    for (position, (id, at, kind, body)) in (next - count..).zip(&entries) {
        on!(&mut tx, |conn| {
            sqlx::query(
                "INSERT INTO journal_position (position, entry, leaf_hash) VALUES ($1, $2, $3)",
            )
            .bind(position)
            .bind(id)
            .bind(leaf_hash([id, at, kind, body]))
            .execute(conn)
            .await?;
        });
        on!(&mut tx, |conn| {
            sqlx::query("DELETE FROM journal_pending WHERE entry = $1")
                .bind(id)
                .execute(conn)
                .await?;
        });
    }
    tx.commit().await?;
    Ok(entries.len())
}

/// The hash of a leaf as RFC 6962 takes it: SHA-256 over a zero byte and the entry, one field a line.
fn leaf_hash(fields: [&String; 4]) -> String {
    let mut leaf = vec![0];
    for field in fields {
        leaf.extend_from_slice(field.as_bytes());
        leaf.push(b'\n');
    }
    crate::hex(digest(&SHA256, &leaf).as_ref())
}
