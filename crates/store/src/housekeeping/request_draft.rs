//! Requests being prepared, one per account, kept 30 days; requests that are over, erased in their time (D1, J3).

use crate::{Act, Store, StoreError, on, time, value};
use domain::{access::Account, id::Id, registration::Answers, request::Request};
use jiff::{SignedDuration, Timestamp};

/// How long a draft is kept after its last change, and a request after its end.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Requests erased in one transaction.
const CHUNK: i64 = 200;

#[derive(Clone, Debug)]
pub struct RequestDraft {
    pub account: Id<Account>,
    pub answers: Answers,
    /// The returned request that it corrects.
    pub corrects: Option<Id<Request>>,
    pub updated_at: Timestamp,
    /// 0 before it was ever saved.
    pub version: i64,
}

/// The draft of an account; an empty one when there is none.
pub async fn of(store: &Store, account: Id<Account>) -> Result<RequestDraft, StoreError> {
    let now = store.clock.now();
    let mut tx = store.db.read().await?;
    let row: Option<(String, Option<String>, String, i64)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT answers, corrects, updated_at, version FROM request_draft WHERE account = $1 AND updated_at >= $2",
        )
        .bind(account.to_string())
        .bind(time::text(now - KEPT))
        .fetch_optional(conn)
        .await?
    });
    let Some((answers, corrects, updated_at, version)) = row else {
        return Ok(RequestDraft {
            account,
            answers: Answers::default(),
            corrects: None,
            updated_at: now,
            version: 0,
        });
    };
    Ok(RequestDraft {
        account,
        answers: serde_json::from_str(&answers)?,
        corrects: corrects.as_deref().map(value).transpose()?,
        updated_at: time::instant(&updated_at)?,
        version,
    })
}

/// Save a draft that was read at its version; `Changed` when it was saved from elsewhere since.
pub async fn save(store: &Store, draft: &RequestDraft) -> Result<(), StoreError> {
    let answers = serde_json::to_string(&draft.answers)?;
    let now = store.clock.now();
    let mut tx = store.db.begin().await?;
    let saved = on!(&mut tx, |conn| {
        sqlx::query(
            "INSERT INTO request_draft (account, answers, corrects, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account) DO UPDATE SET answers = $2, corrects = $3, updated_at = $4, \
             version = request_draft.version + 1 WHERE request_draft.version = $5 OR request_draft.updated_at < $6",
        )
        .bind(draft.account.to_string())
        .bind(answers)
        .bind(draft.corrects.map(|request| request.to_string()))
        .bind(time::text(now))
        .bind(draft.version)
        .bind(time::text(now - KEPT))
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

/// Throw the draft of an account away.
pub async fn delete(store: &Store, account: Id<Account>) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("DELETE FROM request_draft WHERE account = $1")
            .bind(account.to_string())
            .execute(conn)
            .await?;
    });
    tx.commit().await
}

/// The same inside the act that used the draft up. `false` when there was none: it was sent already.
pub async fn used_up(act: &mut Act, account: Id<Account>) -> Result<bool, StoreError> {
    Ok(on!(&mut act.tx, |conn| {
        sqlx::query("DELETE FROM request_draft WHERE account = $1")
            .bind(account.to_string())
            .execute(conn)
            .await?
            .rows_affected()
    }) == 1)
}

/// Erase the drafts that nobody touched for 30 days, and the requests that ended 30 days ago (J3). Returns how many.
pub async fn erase_old(store: &Store) -> Result<u64, StoreError> {
    let before = time::text(store.clock.now() - KEPT);
    let drafts = "DELETE FROM request_draft WHERE updated_at < $1";
    let mut erased = super::erase(store, drafts, before.clone()).await?;
    loop {
        let mut tx = store.db.begin().await?;
        let gone = on!(&mut tx, |conn| {
            sqlx::query(
                "DELETE FROM request WHERE id IN (SELECT id FROM request WHERE settled_at < $1 ORDER BY settled_at LIMIT $2)",
            )
            .bind(&before)
            .bind(CHUNK)
            .execute(conn)
            .await?
            .rows_affected()
        });
        tx.commit().await?;
        erased += gone;
        if gone == 0 {
            return Ok(erased);
        }
    }
}
