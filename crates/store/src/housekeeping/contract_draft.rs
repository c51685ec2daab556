//! Requests for a contract being prepared: answers as typed, kept 30 days (C4, J3).

use crate::{Act, Store, StoreError, file::File, on, time, value};
use domain::{access::Account, id::Id, registration::Answers};
use jiff::{SignedDuration, Timestamp};

/// How long a draft is kept after its last change.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Clone, Debug)]
pub struct ContractDraft {
    pub id: Id<ContractDraft>,
    pub account: Id<Account>,
    /// As typed; `proof` holds the name of the file handed in.
    pub answers: Answers,
    pub proof: Option<Id<File>>,
    pub updated_at: Timestamp,
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    account: String,
    answers: String,
    proof: Option<String>,
    updated_at: String,
    version: i64,
}

impl TryFrom<Row> for ContractDraft {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let mut answers: Answers = serde_json::from_str(&row.answers)?;
        if row.proof.is_none() {
            answers.set("proof", "");
        }
        Ok(Self {
            id: value(&row.id)?,
            account: value(&row.account)?,
            answers,
            proof: row.proof.as_deref().map(value).transpose()?,
            updated_at: time::instant(&row.updated_at)?,
            version: row.version,
        })
    }
}

macro_rules! drafts {
    ($rest:literal) => {
        concat!(
            "SELECT id, account, answers, proof, updated_at, version FROM contract_draft ",
            "WHERE account = $1 AND updated_at >= $2 ",
            $rest
        )
    };
}

/// One draft of this account's.
pub async fn by_id(
    store: &Store,
    account: Id<Account>,
    id: Id<ContractDraft>,
) -> Result<Option<ContractDraft>, StoreError> {
    let since = time::text(store.clock.now() - KEPT);
    let mut tx = store.db.read().await?;
    let row: Option<Row> = on!(&mut tx, |conn| {
        sqlx::query_as(drafts!("AND id = $3"))
            .bind(account.to_string())
            .bind(since)
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    row.map(ContractDraft::try_from).transpose()
}

/// The drafts of an account, the latest first.
pub async fn list(store: &Store, account: Id<Account>) -> Result<Vec<ContractDraft>, StoreError> {
    let since = time::text(store.clock.now() - KEPT);
    let mut tx = store.db.read().await?;
    let rows: Vec<Row> = on!(&mut tx, |conn| {
        sqlx::query_as(drafts!("ORDER BY updated_at DESC, id LIMIT 50"))
            .bind(account.to_string())
            .bind(since)
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(ContractDraft::try_from).collect()
}

/// Begin a draft with these answers.
pub async fn begin(
    store: &Store,
    account: Id<Account>,
    answers: &Answers,
) -> Result<Id<ContractDraft>, StoreError> {
    let now = store.clock.now();
    let id: Id<ContractDraft> = store.ids.draw(now);
    let answers = serde_json::to_string(answers)?;
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query(
            "INSERT INTO contract_draft (id, account, answers, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)",
        )
        .bind(id.to_string())
        .bind(account.to_string())
        .bind(answers)
        .bind(time::text(now))
        .execute(conn)
        .await?;
    });
    tx.commit().await?;
    Ok(id)
}

/// Save a draft that was read at `version`; `Changed` when it was saved from elsewhere since.
pub async fn save(store: &Store, draft: &ContractDraft) -> Result<(), StoreError> {
    let answers = serde_json::to_string(&draft.answers)?;
    let mut tx = store.db.begin().await?;
    let saved = on!(&mut tx, |conn| {
        sqlx::query(
            "UPDATE contract_draft SET answers = $1, proof = $2, updated_at = $3, version = version + 1 \
             WHERE id = $4 AND version = $5",
        )
        .bind(answers)
        .bind(draft.proof.map(|file| file.to_string()))
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

/// Hold a draft to the end of the act: whoever hands it in at the same time waits, then sees what became of it.
pub async fn lock(act: &mut Act, id: Id<ContractDraft>) -> Result<(), StoreError> {
    on!(&mut act.tx, |conn| {
        sqlx::query("UPDATE contract_draft SET version = version + 1 WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Throw a draft away.
pub async fn delete(store: &Store, id: Id<ContractDraft>) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("DELETE FROM contract_draft WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    tx.commit().await
}

/// The same inside the act that used the draft up.
pub async fn used_up(act: &mut Act, id: Id<ContractDraft>) -> Result<(), StoreError> {
    on!(&mut act.tx, |conn| {
        sqlx::query("DELETE FROM contract_draft WHERE id = $1")
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
        "DELETE FROM contract_draft WHERE updated_at < $1",
        time::text(store.clock.now() - KEPT),
    )
    .await
}
