//! The contact of a professional: who has it, and its changes (R5, M2).

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::Actor,
    duplicate::Known,
    id::Id,
    identifiers::{Email, Mobile},
    professional::{ContactChange, Professional},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The version of the contact, which a form carries (M4).
pub async fn contact_version(tx: &mut Tx, id: Id<Professional>) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar("SELECT contact_version FROM professional WHERE id = $1")
            .bind(id.to_string())
            .fetch_one(conn)
            .await?
    }))
}

/// Who has this address, for somebody who has no scope: nothing may be told of them.
pub async fn holder_of_email(tx: &mut Tx, email: &Email) -> Result<Option<Known>, StoreError> {
    let sql = "SELECT id, rpps FROM professional WHERE email = $1";
    holder(tx, sql, email.as_str()).await
}

/// The same for a mobile.
pub async fn holder_of_mobile(tx: &mut Tx, mobile: &Mobile) -> Result<Option<Known>, StoreError> {
    let sql = "SELECT id, rpps FROM professional WHERE mobile = $1";
    holder(tx, sql, mobile.as_str()).await
}

async fn holder(
    tx: &mut Tx,
    sql: &'static str,
    value_of: &str,
) -> Result<Option<Known>, StoreError> {
    let row: Option<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(sql)
            .bind(value_of)
            .fetch_optional(conn)
            .await?
    });
    row.map(|(id, rpps)| {
        Ok(Known {
            professional: value(&id)?,
            rpps: value(&rpps)?,
            practice_name: String::new(),
            in_scope: false,
        })
    })
    .transpose()
}

/// Write a change, with what it was (J2). A hold that an earlier change set stays when this one sets none.
pub async fn set_contact(
    tx: &mut Tx,
    professional: Id<Professional>,
    change: &ContactChange,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    let ContactChange { id, old, new, .. } = change;
    on!(&mut *tx, |conn| {
        sqlx::query(
            "UPDATE professional SET email = $1, mobile = $2, sole_reader = $3, \
             activation_not_before = COALESCE($4, activation_not_before), contact_version = contact_version + 1 \
             WHERE id = $5",
        )
        .bind(new.email.as_str())
        .bind(new.mobile.as_str())
        .bind(new.sole_reader)
        .bind(change.activation_not_before.map(time::text))
        .bind(professional.to_string())
        .execute(conn)
        .await?;
    });
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO contact_change (id, professional, at, changed_by, old_email, new_email, old_mobile, new_mobile) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.to_string())
        .bind(professional.to_string())
        .bind(time::text(at))
        .bind(by.grant.id.to_string())
        .bind(old.email.as_str())
        .bind(new.email.as_str())
        .bind(old.mobile.as_str())
        .bind(new.mobile.as_str())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Until when the e-CPS is not to be activated (M2); none when it was never held, or was released.
pub async fn held_until(
    tx: &mut Tx,
    id: Id<Professional>,
) -> Result<Option<Timestamp>, StoreError> {
    let until: Option<Option<String>> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT activation_not_before FROM professional WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    until.flatten().as_deref().map(time::instant).transpose()
}

/// The contact that was has confirmed: the e-CPS waits no longer.
pub async fn release(tx: &mut Tx, id: Id<Professional>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE professional SET activation_not_before = NULL WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The values of one change, as kept apart from the journal.
#[derive(Clone, Debug)]
pub struct KeptContact {
    pub old: (Email, Mobile),
    pub new: (Email, Mobile),
}

/// The changes of somebody's contact, by their id.
pub async fn contact_changes(
    tx: &mut Tx,
    id: Id<Professional>,
) -> Result<BTreeMap<String, KeptContact>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, old_email, old_mobile, new_email, new_mobile FROM contact_change WHERE professional = $1",
        )
        .bind(id.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(id, old_email, old_mobile, new_email, new_mobile)| {
            let kept = KeptContact {
                old: (value(&old_email)?, value(&old_mobile)?),
                new: (value(&new_email)?, value(&new_mobile)?),
            };
            Ok((id, kept))
        })
        .collect()
}
