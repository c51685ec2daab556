//! Situations changed: what they were before and after, out of the journal (M2, J2).

use crate::{StoreError, Tx, on, time, value};
use domain::{
    id::Id,
    professional::{Professional, Situation, SituationChange, SituationTerms},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// How often a situation was written: whoever changes it says which state they saw (M4).
pub async fn version(tx: &mut Tx, id: Id<Situation>) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar("SELECT version FROM situation WHERE id = $1")
            .bind(id.to_string())
            .fetch_one(conn)
            .await?
    }))
}

/// Write the new terms of an open situation. `Taken` when the same profession and role are open there already, `Changed`
/// when it was closed meanwhile.
pub async fn update_terms(
    tx: &mut Tx,
    id: Id<Situation>,
    terms: &SituationTerms,
) -> Result<(), StoreError> {
    let written = on!(tx, |conn| {
        sqlx::query(
            "UPDATE situation SET starts_on = $1, planned_end = $2, profession = $3, role = $4, practice_mode = $5, \
             version = version + 1 WHERE id = $6 AND ended_on IS NULL",
        )
        .bind(terms.starts_on.to_string())
        .bind(terms.planned_end.map(|day| day.to_string()))
        .bind(terms.profession.to_string())
        .bind(terms.role.to_string())
        .bind(terms.practice_mode.to_string())
        .bind(id.to_string())
        .execute(conn)
        .await?
        .rows_affected()
    });
    if written == 0 {
        return Err(StoreError::Changed);
    }
    Ok(())
}

/// Keep what a change changed.
pub async fn insert_change(
    tx: &mut Tx,
    (professional, situation): (Id<Professional>, Id<Situation>),
    change: &SituationChange,
    at: Timestamp,
) -> Result<(), StoreError> {
    let before = serde_json::to_string(&change.before)?;
    let after = serde_json::to_string(&change.after)?;
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO situation_change (id, situation, professional, at, old_terms, new_terms) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(change.id.to_string())
        .bind(situation.to_string())
        .bind(professional.to_string())
        .bind(time::text(at))
        .bind(before)
        .bind(after)
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Every change of someone's situations, by id. Which of them may be told is for the caller to say.
pub async fn changes(
    tx: &mut Tx,
    professional: Id<Professional>,
) -> Result<BTreeMap<String, SituationChange>, StoreError> {
    let rows: Vec<(String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, old_terms, new_terms FROM situation_change WHERE professional = $1",
        )
        .bind(professional.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(id, before, after)| {
            let change = SituationChange {
                id: value(&id)?,
                before: serde_json::from_str(&before)?,
                after: serde_json::from_str(&after)?,
            };
            Ok((id, change))
        })
        .collect()
}
