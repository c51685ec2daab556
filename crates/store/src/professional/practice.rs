//! The practice name of a professional, and its changes (R6, M2).

use super::name_key;
use crate::{StoreError, Tx, on, time};
use domain::{
    access::Actor,
    id::Id,
    professional::{PracticeChange, Professional},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The version of the practice name, which a form carries (M4).
pub async fn practice_version(tx: &mut Tx, id: Id<Professional>) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar("SELECT practice_version FROM professional WHERE id = $1")
            .bind(id.to_string())
            .fetch_one(conn)
            .await?
    }))
}

/// Write a change, with what it was (J2). `professional` bears the new name already.
pub async fn set_practice(
    tx: &mut Tx,
    professional: &Professional,
    change: &PracticeChange,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    let PracticeChange { id, old, new } = change;
    on!(&mut *tx, |conn| {
        sqlx::query(
            "UPDATE professional SET practice_name = $1, practice_first_name = $2, name_key = $3, \
             practice_version = practice_version + 1 WHERE id = $4",
        )
        .bind(new.name.as_str())
        .bind(new.first_name.as_str())
        .bind(name_key(professional))
        .bind(professional.id.to_string())
        .execute(conn)
        .await?;
    });
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO practice_change (id, professional, at, changed_by, old_name, new_name, old_first_name, \
             new_first_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.to_string())
        .bind(professional.id.to_string())
        .bind(time::text(at))
        .bind(by.grant.id.to_string())
        .bind(old.name.as_str())
        .bind(new.name.as_str())
        .bind(old.first_name.as_str())
        .bind(new.first_name.as_str())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Old and new name, old and new first name of each change, by its id.
pub async fn practice_changes(
    tx: &mut Tx,
    id: Id<Professional>,
) -> Result<BTreeMap<String, [String; 4]>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, old_name, new_name, old_first_name, new_first_name FROM practice_change WHERE professional = $1",
        )
        .bind(id.to_string())
        .fetch_all(conn)
        .await?
    });
    let kept = rows
        .into_iter()
        .map(|(id, old, new, old_first, new_first)| (id, [old, new, old_first, new_first]));
    Ok(kept.collect())
}
