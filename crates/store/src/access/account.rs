//! Accounts and the credentials by which their holders sign in.

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::{Account, Credential, GrantKind, Means},
    card::Card,
    contract::Contract,
    id::Id,
};
use jiff::Timestamp;

/// The account that a means of sign-in knows by `subject`, with its credential.
pub async fn by_credential(
    tx: &mut Tx,
    means: Means,
    subject: &str,
) -> Result<Option<(Account, Id<Credential>)>, StoreError> {
    let row: Option<(String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT a.id, a.name, a.email, k.id FROM credential k JOIN account a ON a.id = k.account \
             WHERE k.means = $1 AND k.subject = $2 AND k.ended_at IS NULL",
        )
        .bind(means.code())
        .bind(subject)
        .fetch_optional(conn)
        .await?
    });
    row.map(|(id, name, email, credential)| {
        Ok((
            Account {
                id: value(&id)?,
                name,
                email,
            },
            value(&credential)?,
        ))
    })
    .transpose()
}

/// A credential of this means with its holder, for the list of personas.
pub async fn holders(tx: &mut Tx, means: Means) -> Result<Vec<(String, Account)>, StoreError> {
    let rows: Vec<(String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT k.subject, a.id, a.name, a.email FROM credential k JOIN account a ON a.id = k.account \
             WHERE k.means = $1 AND k.ended_at IS NULL ORDER BY k.id",
        )
        .bind(means.code())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(subject, id, name, email)| {
            Ok((
                subject,
                Account {
                    id: value(&id)?,
                    name,
                    email,
                },
            ))
        })
        .collect()
}

pub async fn insert_account(
    tx: &mut Tx,
    account: &Account,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("INSERT INTO account (id, name, email, created_at) VALUES ($1, $2, $3, $4)")
            .bind(account.id.to_string())
            .bind(&account.name)
            .bind(&account.email)
            .bind(time::text(at))
            .execute(conn)
            .await?;
    });
    Ok(())
}

pub async fn insert_credential(
    tx: &mut Tx,
    credential: &Credential,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("INSERT INTO credential (id, account, means, subject, card, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(credential.id.to_string())
            .bind(credential.account.to_string())
            .bind(credential.means.code())
            .bind(&credential.subject)
            .bind(credential.card.map(|card: Id<Card>| card.to_string()))
            .bind(time::text(at))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The account that has this e-mail under a contract: the holder of a right or of a card.
pub async fn account_under(
    tx: &mut Tx,
    contract: Id<Contract>,
    email: &str,
) -> Result<Option<Id<Account>>, StoreError> {
    let found: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT a.id FROM account a WHERE a.email = $2 AND (\
             EXISTS (SELECT 1 FROM card c WHERE c.account = a.id AND c.contract = $1) \
             OR EXISTS (SELECT 1 FROM access_grant g WHERE g.account = a.id AND g.contract = $1)) ORDER BY a.id LIMIT 1",
        )
        .bind(contract.to_string())
        .bind(email)
        .fetch_optional(conn)
        .await?
    });
    found.as_deref().map(value).transpose()
}

/// The account of this e-mail that represents a structure already, by the agency's acceptance.
pub async fn representative(tx: &mut Tx, email: &str) -> Result<Option<Account>, StoreError> {
    let found: Option<(String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT a.id, a.name, a.email FROM account a JOIN access_grant g ON g.account = a.id \
             WHERE a.email = $1 AND g.kind = $2 AND g.ended_at IS NULL ORDER BY a.id LIMIT 1",
        )
        .bind(email)
        .bind(GrantKind::LegalRepresentative.code())
        .fetch_optional(conn)
        .await?
    });
    found
        .map(|(id, name, email)| {
            Ok(Account {
                id: value(&id)?,
                name,
                email,
            })
        })
        .transpose()
}

/// The e-mail of an account; empty when there is no such account.
pub async fn email_of(tx: &mut Tx, account: Id<Account>) -> Result<String, StoreError> {
    let email: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT email FROM account WHERE id = $1")
            .bind(account.to_string())
            .fetch_optional(conn)
            .await?
    });
    Ok(email.unwrap_or_default())
}

/// An account, by its id.
pub async fn account(tx: &mut Tx, id: Id<Account>) -> Result<Option<Account>, StoreError> {
    let row: Option<(String, String)> = on!(tx, |conn| {
        sqlx::query_as("SELECT name, email FROM account WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    Ok(row.map(|(name, email)| Account { id, name, email }))
}

/// Give an account the name that its holder says.
pub async fn set_name(tx: &mut Tx, account: Id<Account>, name: &str) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE account SET name = $1 WHERE id = $2")
            .bind(name)
            .bind(account.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The name of an account; empty when there is no such account.
pub async fn name_of(tx: &mut Tx, account: Id<Account>) -> Result<String, StoreError> {
    let name: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT name FROM account WHERE id = $1")
            .bind(account.to_string())
            .fetch_optional(conn)
            .await?
    });
    Ok(name.unwrap_or_default())
}
