//! Civil identities written anew by an officer, with what they were before (R10).

use super::write::{birth_columns, insert_words, name_key};
use crate::{StoreError, Tx, file::File, on, time, value};
use domain::{
    access::Actor,
    duplicate::IdentityKey,
    id::Id,
    professional::{Correction, Professional},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Write the identity, its key and the words under which the person is found. `Taken` when somebody else bears it.
async fn update_identity(tx: &mut Tx, professional: &Professional) -> Result<(), StoreError> {
    let identity = &professional.identity;
    let (country, commune) = birth_columns(&identity.birth_place);
    on!(&mut *tx, |conn| {
        sqlx::query(
            "UPDATE professional SET title = $1, sex = $2, birth_name = $3, used_name = $4, first_names = $5, \
             birth_date = $6, birth_country = $7, birth_commune = $8, birth_place = $9, identity_key = $10, \
             identity_rank = $11, practice_name = $12, practice_first_name = $13, name_key = $14 WHERE id = $15",
        )
        .bind(identity.title.to_string())
        .bind(identity.sex.to_string())
        .bind(identity.birth_name.as_str())
        .bind(identity.used_name.as_ref().map(ToString::to_string))
        .bind(identity.first_names.to_string())
        .bind(identity.birth_date.to_string())
        .bind(country)
        .bind(commune)
        .bind(identity.birth_place.town())
        .bind(IdentityKey::of(identity).as_str())
        .bind(professional.identity_rank)
        .bind(professional.practice.name.as_str())
        .bind(professional.practice.first_name.as_str())
        .bind(name_key(professional))
        .bind(professional.id.to_string())
        .execute(conn)
        .await?;
    });
    on!(&mut *tx, |conn| {
        sqlx::query("DELETE FROM professional_word WHERE professional = $1")
            .bind(professional.id.to_string())
            .execute(conn)
            .await?;
    });
    insert_words(tx, professional).await
}

/// Write a corrected identity and keep the correction, with the document handed in, if one was.
pub async fn correct(
    tx: &mut Tx,
    professional: &Professional,
    correction: &Correction,
    proof: Option<Id<File>>,
    (by, at): (&Actor, Timestamp),
) -> Result<(), StoreError> {
    update_identity(tx, professional).await?;
    let before = serde_json::to_string(&correction.before)?;
    let after = serde_json::to_string(&correction.after)?;
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO identity_correction (id, professional, kind, made_on, reason, proof, file, old_terms, new_terms, \
             at, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(correction.id.to_string())
        .bind(professional.id.to_string())
        .bind(correction.kind.code())
        .bind(correction.on.to_string())
        .bind(&correction.reason)
        .bind(&correction.proof)
        .bind(proof.map(|file| file.to_string()))
        .bind(before)
        .bind(after)
        .bind(time::text(at))
        .bind(by.grant.id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// A correction as kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub correction: Correction,
    pub at: Timestamp,
    /// Name of the officer.
    pub officer: String,
    pub file: Option<Id<File>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    kind: String,
    made_on: String,
    reason: String,
    proof: String,
    file: Option<String>,
    old_terms: String,
    new_terms: String,
    at: String,
    officer: String,
}

impl TryFrom<Row> for Kept {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            correction: Correction {
                id: value(&row.id)?,
                kind: value(&row.kind)?,
                on: time::day(&row.made_on)?,
                reason: row.reason,
                proof: row.proof,
                before: serde_json::from_str(&row.old_terms)?,
                after: serde_json::from_str(&row.new_terms)?,
            },
            at: time::instant(&row.at)?,
            officer: row.officer,
            file: row.file.as_deref().map(value).transpose()?,
        })
    }
}

/// Every correction of someone, by id, which is in the order of time. Which of them may be told is for the caller to say.
pub async fn corrections(
    tx: &mut Tx,
    professional: Id<Professional>,
) -> Result<BTreeMap<String, Kept>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT c.id, c.kind, c.made_on, c.reason, c.proof, c.file, c.old_terms, c.new_terms, c.at, a.name AS officer \
             FROM identity_correction c JOIN access_grant g ON g.id = c.officer JOIN account a ON a.id = g.account \
             WHERE c.professional = $1",
        )
        .bind(professional.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|row| Ok((row.id.clone(), Kept::try_from(row)?)))
        .collect()
}

pub async fn count_corrections(
    tx: &mut Tx,
    professional: Id<Professional>,
) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM identity_correction WHERE professional = $1")
            .bind(professional.to_string())
            .fetch_one(conn)
            .await?
    }))
}
