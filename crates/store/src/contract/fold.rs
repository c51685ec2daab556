//! A centralised contract takes in a decentralised one: rights and cards go on under it (C2).

use super::set_state;
use crate::{StoreError, Tx, access, on, value};
use domain::{
    access::Grant,
    contract::{Contract, ContractState},
    id::Id,
};
use jiff::Timestamp;

/// End a contract that a transition takes in. Its managers keep their right, narrowed to the establishment that
/// they had; its delegates, who act for a whole contract, become managers of that establishment. Whoever has a
/// right under the other contract already keeps one right, over both. Gives the rights that changed for their
/// holders: those of former delegates.
pub async fn fold(
    tx: &mut Tx,
    id: Id<Contract>,
    into: Id<Contract>,
    at: Timestamp,
) -> Result<Vec<Id<Grant>>, StoreError> {
    let mut changed = Vec::new();
    for right in rights(tx, id).await? {
        if let Some(kept) = move_right(tx, &right, into, at).await? {
            changed.push(kept);
        }
    }
    move_the_rest(tx, id, into).await?;
    set_state(tx, id, ContractState::Ended, at).await?;
    Ok(changed)
}

#[derive(sqlx::FromRow)]
struct Right {
    id: String,
    account: String,
    kind: String,
    establishment: String,
}

/// The rights of managers and delegates in force under a decentralised contract; managers' first.
async fn rights(tx: &mut Tx, id: Id<Contract>) -> Result<Vec<Right>, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_as(
            "SELECT g.id, g.account, g.kind, c.establishment FROM access_grant g JOIN contract c ON c.id = g.contract \
             WHERE c.id = $1 AND c.establishment IS NOT NULL AND g.ended_at IS NULL \
             AND g.kind IN ('manager', 'delegate') ORDER BY g.kind DESC, g.id",
        )
        .bind(id.to_string())
        .fetch_all(conn)
        .await?
    }))
}

/// Gives the right that a former delegate now has.
async fn move_right(
    tx: &mut Tx,
    right: &Right,
    into: Id<Contract>,
    at: Timestamp,
) -> Result<Option<Id<Grant>>, StoreError> {
    let known: Option<(String, bool)> = on!(&mut *tx, |conn| {
        sqlx::query_as(
            "SELECT id, narrowed FROM access_grant \
             WHERE account = $1 AND contract = $2 AND kind = 'manager' AND ended_at IS NULL",
        )
        .bind(&right.account)
        .bind(into.to_string())
        .fetch_optional(conn)
        .await?
    });
    let (kept, is_narrowed) = match &known {
        Some((kept, narrowed)) => (kept.as_str(), *narrowed),
        None => (right.id.as_str(), true),
    };
    if is_narrowed {
        narrow(tx, kept, &right.establishment).await?;
    }
    if known.is_some() {
        merge(tx, right, kept, at).await?;
    } else {
        on!(&mut *tx, |conn| {
            sqlx::query(
                "UPDATE access_grant SET contract = $1, kind = 'manager', narrowed = TRUE, version = version + 1 \
                 WHERE id = $2",
            )
            .bind(into.to_string())
            .bind(&right.id)
            .execute(conn)
            .await?;
        });
    }
    if right.kind == "delegate" {
        return Ok(Some(value(kept)?));
    }
    Ok(None)
}

/// Add an establishment to the list that narrows a right.
async fn narrow(tx: &mut Tx, grant: &str, establishment: &str) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO access_grant_establishment (access_grant, establishment) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(grant)
        .bind(establishment)
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// A right goes into another of the same holder: its drafts too.
async fn merge(tx: &mut Tx, right: &Right, kept: &str, at: Timestamp) -> Result<(), StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query("UPDATE draft SET owner = $1 WHERE owner = $2")
            .bind(kept)
            .bind(&right.id)
            .execute(conn)
            .await?;
    });
    access::end_grant(tx, value(&right.id)?, at).await?;
    Ok(())
}

/// Cards and drafts. A card on its way, or active, whose holder has one of that state there already, stays behind
/// and ends with its contract.
async fn move_the_rest(
    tx: &mut Tx,
    id: Id<Contract>,
    into: Id<Contract>,
) -> Result<(), StoreError> {
    const STEPS: [&str; 3] = [
        "UPDATE card SET contract = $2, version = version + 1 \
         WHERE contract = $1 AND ended_at IS NULL AND kind = 'cpe' AND NOT EXISTS (SELECT 1 FROM card o \
         WHERE o.contract = $2 AND o.account = card.account AND o.ended_at IS NULL)",
        "UPDATE draft SET contract = $2 WHERE contract = $1",
        "UPDATE contract SET folded_into = $2, version = version + 1 WHERE id = $1",
    ];
    for step in STEPS {
        on!(&mut *tx, |conn| {
            sqlx::query(step)
                .bind(id.to_string())
                .bind(into.to_string())
                .execute(conn)
                .await?;
        });
    }
    Ok(())
}
