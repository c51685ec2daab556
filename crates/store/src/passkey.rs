//! Passkeys of the agency's officers; their bodies are written and read by the `WebAuthn` library.

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::{Account, Credential, Means},
    id::Id,
};
use jiff::Timestamp;

/// A passkey as kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub credential: Id<Credential>,
    pub account: Id<Account>,
    /// What its holder calls it.
    pub name: String,
    /// Public key and counter, JSON of the library.
    pub body: String,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

type Row = (String, String, String, String, String, Option<String>);

fn kept((credential, account, name, body, created_at, used_at): Row) -> Result<Kept, StoreError> {
    Ok(Kept {
        credential: value(&credential)?,
        account: value(&account)?,
        name,
        body,
        created_at: time::instant(&created_at)?,
        used_at: used_at.as_deref().map(time::instant).transpose()?,
    })
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT k.id, k.account, p.name, p.body, k.created_at, p.used_at FROM passkey p ",
            "JOIN credential k ON k.id = p.credential WHERE k.ended_at IS NULL AND ",
            $rest
        )
    };
}

/// The passkey that a browser knows by `subject`, base64url.
pub async fn by_subject(tx: &mut Tx, subject: &str) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("k.means = $1 AND k.subject = $2"))
            .bind(Means::Passkey.code())
            .bind(subject)
            .fetch_optional(conn)
            .await?
    });
    row.map(kept).transpose()
}

/// The passkeys of an account, the first one first.
pub async fn of_account(tx: &mut Tx, account: Id<Account>) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("k.account = $1 ORDER BY k.id"))
            .bind(account.to_string())
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(kept).collect()
}

/// Keep the key of a credential just inserted.
pub async fn insert(
    tx: &mut Tx,
    credential: Id<Credential>,
    name: &str,
    body: &str,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("INSERT INTO passkey (credential, name, body) VALUES ($1, $2, $3)")
            .bind(credential.to_string())
            .bind(name)
            .bind(body)
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// End a key, with the sessions that it opened.
pub async fn end(tx: &mut Tx, credential: Id<Credential>, at: Timestamp) -> Result<(), StoreError> {
    for sql in [
        "UPDATE credential SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL",
        "UPDATE session SET ended_at = $1 WHERE credential = $2 AND ended_at IS NULL",
    ] {
        on!(&mut *tx, |conn| {
            sqlx::query(sql)
                .bind(time::text(at))
                .bind(credential.to_string())
                .execute(conn)
                .await?;
        });
    }
    Ok(())
}
