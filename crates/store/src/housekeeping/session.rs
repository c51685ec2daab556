//! Open sign-ins. The cookie holds a random token; only its hash is here.

use crate::{
    Act, Store, StoreError, Tx,
    access::{Held, SignedBy},
    on, time, value,
};
use domain::{
    access::{Account, Credential, Grant, Guest, Means, Session},
    card::Card,
    id::Id,
};
use jiff::{SignedDuration, Timestamp};

/// How long a session lives.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Without a request.
    pub idle: SignedDuration,
    /// From the sign-in.
    pub absolute: SignedDuration,
}

/// A session in force.
#[derive(Clone, Debug)]
pub struct Live {
    pub id: Id<Session>,
    pub account: Account,
    pub by: SignedBy,
    /// None until one of several is chosen.
    pub held: Option<Held>,
    /// How many grants in force the account holds, under the card's contract if it signed in by one.
    pub grants: i64,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    session: String,
    holder: String,
    name: String,
    email: String,
    means: String,
    card_contract: Option<String>,
    created_at: String,
    seen_at: String,
    access_grant: Option<String>,
    grants: i64,
}

/// The session of a cookie's token, unless it ended or is over its limits. A grant that ended is as none.
pub async fn live(
    store: &Store,
    token_hash: &str,
    limits: Limits,
) -> Result<Option<Live>, StoreError> {
    let now = store.clock.now();
    let mut tx = store.db.read().await?;
    let row: Option<Row> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT s.id AS session, a.id AS holder, a.name, a.email, k.means, c.contract AS card_contract, s.created_at, \
             s.seen_at, s.access_grant, (SELECT COUNT(*) FROM access_grant g WHERE g.account = a.id \
             AND g.ended_at IS NULL AND (c.contract IS NULL OR g.contract = c.contract)) AS grants \
             FROM session s JOIN account a ON a.id = s.account JOIN credential k ON k.id = s.credential \
             LEFT JOIN card c ON c.id = k.card \
             WHERE s.token_hash = $1 AND s.ended_at IS NULL AND k.ended_at IS NULL \
             AND s.seen_at > $2 AND s.created_at > $3",
        )
        .bind(token_hash)
        .bind(time::text(now - limits.idle))
        .bind(time::text(now - limits.absolute))
        .fetch_optional(conn)
        .await?
    });
    let Some(row) = row else { return Ok(None) };
    let held = match &row.access_grant {
        Some(id) => crate::access::grant(&mut tx, value(id)?).await?,
        None => None,
    };
    Ok(Some(Live {
        id: value(&row.session)?,
        account: Account {
            id: value(&row.holder)?,
            name: row.name,
            email: row.email,
        },
        by: SignedBy {
            means: value(&row.means)?,
            card_contract: row.card_contract.as_deref().map(value).transpose()?,
        },
        held,
        grants: row.grants,
        created_at: time::instant(&row.created_at)?,
        seen_at: time::instant(&row.seen_at)?,
    }))
}

/// The session and the account of a token that was left too long; none when the session was ended by hand, or
/// its credential was.
pub async fn left(
    store: &Store,
    token_hash: &str,
) -> Result<Option<(Id<Session>, Id<Account>)>, StoreError> {
    let mut tx = store.db.read().await?;
    let row: Option<(String, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT s.id, s.account FROM session s JOIN credential k ON k.id = s.credential \
             WHERE s.token_hash = $1 AND s.ended_at IS NULL AND k.ended_at IS NULL",
        )
        .bind(token_hash)
        .fetch_optional(conn)
        .await?
    });
    row.map(|(session, account)| Ok((value(&session)?, value(&account)?)))
        .transpose()
}

/// A session to open.
pub struct Opened<'a> {
    pub id: Id<Session>,
    pub token_hash: &'a str,
    pub account: Id<Account>,
    pub credential: Id<Credential>,
    pub means: Means,
    /// Chosen at once when the account holds one grant only.
    pub grant: Option<Id<Grant>>,
    /// The browser, in words.
    pub agent: &'a str,
}

/// From here on the act is that of who signed in: the journal has their account and their means (J1).
pub async fn insert(act: &mut Act, opened: &Opened<'_>) -> Result<(), StoreError> {
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "INSERT INTO session (id, token_hash, account, credential, access_grant, agent, created_at, seen_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
        )
        .bind(opened.id.to_string())
        .bind(opened.token_hash)
        .bind(opened.account.to_string())
        .bind(opened.credential.to_string())
        .bind(opened.grant.map(|grant| grant.to_string()))
        .bind(opened.agent)
        .bind(at)
        .execute(conn)
        .await?;
    });
    act.context.guest = Some(Guest {
        account: opened.account,
        means: opened.means,
        session: opened.id,
    });
    Ok(())
}

/// Note that the session is in use: once a minute is enough.
pub async fn touch(store: &Store, live: &Live) -> Result<(), StoreError> {
    let now = store.clock.now();
    if now.duration_since(live.seen_at) < SignedDuration::from_mins(1) {
        return Ok(());
    }
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("UPDATE session SET seen_at = $1 WHERE id = $2")
            .bind(time::text(now))
            .bind(live.id.to_string())
            .execute(conn)
            .await?;
    });
    tx.commit().await
}

/// Act in one of the grants of the account, under a new token: the old cookie is worth nothing.
pub async fn choose(
    store: &Store,
    live: &Live,
    grant: Id<Grant>,
    token_hash: &str,
) -> Result<bool, StoreError> {
    let mut tx = store.db.begin().await?;
    let chosen = on!(&mut tx, |conn| {
        sqlx::query(
            "UPDATE session SET access_grant = $1, token_hash = $2 WHERE id = $3 AND EXISTS \
             (SELECT 1 FROM access_grant g WHERE g.id = $1 AND g.account = session.account AND g.ended_at IS NULL)",
        )
        .bind(grant.to_string())
        .bind(token_hash)
        .bind(live.id.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    });
    tx.commit().await?;
    Ok(chosen == 1)
}

/// End one session of an account.
pub async fn end(
    tx: &mut Tx,
    account: Id<Account>,
    session: Id<Session>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query(
            "UPDATE session SET ended_at = $1 WHERE id = $2 AND account = $3 AND ended_at IS NULL",
        )
        .bind(time::text(at))
        .bind(session.to_string())
        .bind(account.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    }) == 1)
}

/// End the sessions that act by a right; the right stays.
pub async fn end_grant(tx: &mut Tx, grant: Id<Grant>, at: Timestamp) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE session SET ended_at = $1 WHERE access_grant = $2 AND ended_at IS NULL",
        )
        .bind(time::text(at))
        .bind(grant.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// End the sessions opened by a card (K4): its credential ends with them.
pub async fn end_card(tx: &mut Tx, card: Id<Card>, at: Timestamp) -> Result<(), StoreError> {
    let at = time::text(at);
    on!(&mut *tx, |conn| {
        sqlx::query(
            "UPDATE session SET ended_at = $1 WHERE ended_at IS NULL \
             AND credential IN (SELECT id FROM credential WHERE card = $2)",
        )
        .bind(&at)
        .bind(card.to_string())
        .execute(conn)
        .await?;
    });
    on!(tx, |conn| {
        sqlx::query("UPDATE credential SET ended_at = $1 WHERE card = $2 AND ended_at IS NULL")
            .bind(&at)
            .bind(card.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// A line of "my sessions".
#[derive(Clone, Debug)]
pub struct Line {
    pub id: Id<Session>,
    pub means: Means,
    pub agent: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
}

/// The sessions in force of an account, the latest seen first.
pub async fn list(
    store: &Store,
    account: Id<Account>,
    limits: Limits,
) -> Result<Vec<Line>, StoreError> {
    let now = store.clock.now();
    let mut tx = store.db.read().await?;
    let rows: Vec<(String, String, String, String, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT s.id, k.means, s.agent, s.created_at, s.seen_at FROM session s \
             JOIN credential k ON k.id = s.credential WHERE s.account = $1 AND s.ended_at IS NULL \
             AND s.seen_at > $2 AND s.created_at > $3 ORDER BY s.seen_at DESC, s.id",
        )
        .bind(account.to_string())
        .bind(time::text(now - limits.idle))
        .bind(time::text(now - limits.absolute))
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(id, means, agent, created_at, seen_at)| {
            Ok(Line {
                id: value(&id)?,
                means: value(&means)?,
                agent,
                created_at: time::instant(&created_at)?,
                seen_at: time::instant(&seen_at)?,
            })
        })
        .collect()
}

/// Erase sessions that ended, or were left, longer than `kept` ago.
pub async fn erase_old(store: &Store, kept: SignedDuration) -> Result<u64, StoreError> {
    super::erase(
        store,
        "DELETE FROM session WHERE seen_at < $1",
        time::text(store.clock.now() - kept),
    )
    .await
}
