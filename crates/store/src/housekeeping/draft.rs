//! Registrations being prepared: answers as typed, kept 30 days (R1, J3).

use crate::{Act, Store, StoreError, Tx, on, scope, time, value};
use domain::{
    access::{Actor, Grant},
    id::Id,
    registration::Answers,
};
use jiff::{SignedDuration, Timestamp};

/// How long a draft is kept after its last change (R1).
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Clone, Debug)]
pub struct Draft {
    pub id: Id<Draft>,
    pub owner: Id<Grant>,
    /// Name of the account that began it.
    pub owner_name: String,
    pub answers: Answers,
    pub updated_at: Timestamp,
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    owner: String,
    name: String,
    answers: String,
    updated_at: String,
    version: i64,
}

impl TryFrom<Row> for Draft {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            owner: value(&row.owner)?,
            owner_name: row.name,
            answers: serde_json::from_str(&row.answers)?,
            updated_at: time::instant(&row.updated_at)?,
            version: row.version,
        })
    }
}

/// A draft is its owner's, and the legal representative's of its contract (R1).
macro_rules! drafts {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.owner, a.name, d.answers, d.updated_at, d.version FROM draft d ",
            "JOIN access_grant g ON g.id = d.owner JOIN account a ON a.id = g.account ",
            "WHERE (d.owner = $1 OR d.contract = $2) AND d.updated_at >= $3 ",
            $rest
        )
    };
}

/// One draft, if the actor may see it.
pub async fn by_id(
    store: &Store,
    actor: &Actor,
    id: Id<Draft>,
) -> Result<Option<Draft>, StoreError> {
    let [owner, contract] = scope::owner(actor);
    let since = time::text(store.clock.now() - KEPT);
    let mut tx = store.db.read().await?;
    let row: Option<Row> = on!(&mut tx, |conn| {
        sqlx::query_as(drafts!("AND d.id = $4"))
            .bind(owner)
            .bind(contract)
            .bind(since)
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(Draft::try_from).transpose()
}

/// The drafts that the actor may see, the latest first.
pub async fn list(store: &Store, actor: &Actor) -> Result<Vec<Draft>, StoreError> {
    let [owner, contract] = scope::owner(actor);
    let since = time::text(store.clock.now() - KEPT);
    let mut tx = store.db.read().await?;
    let rows: Vec<Row> = on!(&mut tx, |conn| {
        sqlx::query_as(drafts!("ORDER BY d.updated_at DESC, d.id LIMIT 100"))
            .bind(owner)
            .bind(contract)
            .bind(since)
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Draft::try_from).collect()
}

/// Begin an empty draft; none when the actor has no contract to register under.
pub async fn begin(store: &Store, actor: &Actor) -> Result<Option<Id<Draft>>, StoreError> {
    let Some(scope) = &actor.grant.scope else {
        return Ok(None);
    };
    let now = store.clock.now();
    let id: Id<Draft> = store.ids.draw(now);
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query(
            "INSERT INTO draft (id, owner, contract, answers, created_at, updated_at) VALUES ($1, $2, $3, '{}', $4, $4)",
        )
        .bind(id.to_string())
        .bind(actor.grant.id.to_string())
        .bind(scope.contract.to_string())
        .bind(time::text(now))
        .execute(conn)
        .await?;
    });
    tx.commit().await?;
    Ok(Some(id))
}

/// Save the answers of a draft that was read at `version`; `Changed` when it was saved from elsewhere since.
pub async fn save(store: &Store, draft: &Draft) -> Result<(), StoreError> {
    let answers = serde_json::to_string(&draft.answers)?;
    let mut tx = store.db.begin().await?;
    let saved = on!(&mut tx, |conn| {
        sqlx::query("UPDATE draft SET answers = $1, updated_at = $2, version = version + 1 WHERE id = $3 AND version = $4")
            .bind(answers)
            .bind(time::text(store.clock.now()))
            .bind(draft.id.to_string())
            .bind(draft.version)
            .execute(conn)
            .await?
            .rows_affected()
    });
    tx.commit().await?;
    if saved == 0 {
        return Err(StoreError::Changed);
    }
    Ok(())
}

/// Hold a draft to the end of the act: whoever submits it at the same time waits, then sees what became of it.
pub async fn lock(act: &mut Act, id: Id<Draft>) -> Result<(), StoreError> {
    on!(&mut act.tx, |conn| {
        sqlx::query("UPDATE draft SET version = version + 1 WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// How many drafts a right has begun, those forgotten left out.
pub async fn count(tx: &mut Tx, owner: Id<Grant>, now: Timestamp) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM draft WHERE owner = $1 AND updated_at >= $2")
            .bind(owner.to_string())
            .bind(time::text(now - KEPT))
            .fetch_one(conn)
            .await?
    }))
}

/// Give the drafts of a right that ends to another (H4). Returns how many.
pub async fn hand_over(act: &mut Act, from: Id<Grant>, to: Id<Grant>) -> Result<u64, StoreError> {
    Ok(on!(&mut act.tx, |conn| {
        sqlx::query("UPDATE draft SET owner = $2, version = version + 1 WHERE owner = $1")
            .bind(from.to_string())
            .bind(to.to_string())
            .execute(conn)
            .await?
            .rows_affected()
    }))
}

/// Throw a draft away.
pub async fn delete(store: &Store, id: Id<Draft>) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    delete_in(&mut tx, id).await?;
    tx.commit().await
}

/// The same inside the act that used the draft up.
pub async fn used_up(act: &mut Act, id: Id<Draft>) -> Result<(), StoreError> {
    delete_in(&mut act.tx, id).await
}

async fn delete_in(tx: &mut Tx, id: Id<Draft>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("DELETE FROM draft WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Erase the drafts that nobody touched for 30 days (J3). Returns how many.
pub async fn erase_old(store: &Store) -> Result<u64, StoreError> {
    super::erase(
        store,
        "DELETE FROM draft WHERE updated_at < $1",
        time::text(store.clock.now() - KEPT),
    )
    .await
}
