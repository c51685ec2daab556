//! Files kept in the database, in chunks of 1 MiB: uploads and results.

use crate::{Store, StoreError, Tx, housekeeping, on, time};
use aws_lc_rs::digest::{SHA256, digest};
use domain::{access::Grant, contract::Contract, id::Id};
use jiff::Timestamp;

/// Bytes of one chunk.
const CHUNK: usize = 1024 * 1024;

/// What is said of a file; its bytes are read apart.
#[derive(Clone, Debug)]
pub struct File {
    pub id: Id<File>,
    /// Whose it is; the agency's own when none.
    pub owner: Option<Id<Grant>>,
    pub contract: Option<Id<Contract>>,
    pub name: String,
    pub media_type: String,
    pub expires_at: Timestamp,
}

/// Keep a file, whole in memory.
pub async fn insert(
    tx: &mut Tx,
    file: &File,
    body: &[u8],
    at: Timestamp,
) -> Result<(), StoreError> {
    let size = i64::try_from(body.len()).unwrap_or(i64::MAX);
    on!(&mut *tx, |conn| {
        sqlx::query(
            "INSERT INTO file (id, owner, contract, name, media_type, size, sha256, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(file.id.to_string())
        .bind(file.owner.map(|owner| owner.to_string()))
        .bind(file.contract.map(|contract| contract.to_string()))
        .bind(&file.name)
        .bind(&file.media_type)
        .bind(size)
        .bind(crate::hex(digest(&SHA256, body).as_ref()))
        .bind(time::text(at))
        .bind(time::text(file.expires_at))
        .execute(conn)
        .await?;
    });
    for (rank, chunk) in (0_i64..).zip(body.chunks(CHUNK)) {
        on!(&mut *tx, |conn| {
            sqlx::query("INSERT INTO file_chunk (file, rank, body) VALUES ($1, $2, $3)")
                .bind(file.id.to_string())
                .bind(rank)
                .bind(chunk)
                .execute(conn)
                .await?;
        });
    }
    Ok(())
}

/// The name and the media type of a file.
pub async fn named(tx: &mut Tx, id: Id<File>) -> Result<Option<(String, String)>, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_as("SELECT name, media_type FROM file WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    }))
}

/// The same, for a file of the agency's own alone.
pub async fn named_of_agency(
    tx: &mut Tx,
    id: Id<File>,
) -> Result<Option<(String, String)>, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_as(
            "SELECT name, media_type FROM file WHERE id = $1 AND owner IS NULL AND contract IS NULL",
        )
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    }))
}

/// The bytes of a file, checked against its digest. Who may read it is for the caller to say.
pub async fn body(tx: &mut Tx, id: Id<File>) -> Result<Option<Vec<u8>>, StoreError> {
    let sha256: Option<String> = on!(&mut *tx, |conn| {
        sqlx::query_scalar("SELECT sha256 FROM file WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    let Some(sha256) = sha256 else {
        return Ok(None);
    };
    let chunks: Vec<Vec<u8>> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT body FROM file_chunk WHERE file = $1 ORDER BY rank")
            .bind(id.to_string())
            .fetch_all(conn)
            .await?
    });
    let body = chunks.concat();
    if crate::hex(digest(&SHA256, &body).as_ref()) != sha256 {
        return Err(StoreError::Value(format!("the digest of file {id}")));
    }
    Ok(Some(body))
}

/// Keep a file as long as what it belongs to: it does not expire by itself any more.
pub async fn keep(tx: &mut Tx, id: Id<File>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE file SET expires_at = '9999-12-31T00:00:00.000000Z' WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Erase the files whose time is over. Returns how many.
pub async fn erase_expired(store: &Store) -> Result<u64, StoreError> {
    housekeeping::erase(
        store,
        "DELETE FROM file WHERE expires_at < $1",
        time::text(store.clock.now()),
    )
    .await
}
