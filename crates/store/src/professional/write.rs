//! What registration and a new situation write.

use crate::{StoreError, Tx, on, time, value};
use domain::{
    access::{Actor, Grant},
    duplicate::IdentityKey,
    id::Id,
    identifiers::{CountryCode, Rpps, comparison_key, name_words},
    professional::{BirthPlace, Professional, Situation},
};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Insert a professional, with the words under which they are found.
pub async fn insert(
    tx: &mut Tx,
    professional: &Professional,
    by: &Actor,
) -> Result<(), StoreError> {
    let identity = &professional.identity;
    let (country, commune) = birth_columns(&identity.birth_place);
    let contract = by
        .grant
        .scope
        .as_ref()
        .map(|scope| scope.contract.to_string());
    on!(&mut *tx, |conn| {
        sqlx::query(
            "INSERT INTO professional (id, rpps, title, sex, birth_name, used_name, first_names, birth_date, \
             birth_country, birth_commune, birth_place, identity_document, identity_key, identity_rank, \
             practice_name, practice_first_name, email, mobile, sole_reader, terms_version, registered_at, \
             registered_by, contract, name_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
             $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)",
        )
        .bind(professional.id.to_string())
        .bind(professional.rpps.as_str())
        .bind(identity.title.to_string())
        .bind(identity.sex.to_string())
        .bind(identity.birth_name.as_str())
        .bind(identity.used_name.as_ref().map(ToString::to_string))
        .bind(identity.first_names.to_string())
        .bind(identity.birth_date.to_string())
        .bind(country)
        .bind(commune)
        .bind(identity.birth_place.town())
        .bind(identity.document.to_string())
        .bind(IdentityKey::of(identity).as_str())
        .bind(professional.identity_rank)
        .bind(professional.practice.name.as_str())
        .bind(professional.practice.first_name.as_str())
        .bind(professional.contact.email.as_str())
        .bind(professional.contact.mobile.as_str())
        .bind(professional.contact.sole_reader)
        .bind(&professional.terms_version)
        .bind(time::text(professional.registered_at))
        .bind(by.grant.id.to_string())
        .bind(contract)
        .bind(name_key(professional))
        .execute(conn)
        .await?;
    });
    insert_words(tx, professional).await
}

/// The country of birth, and the commune of a birth in France.
pub(super) fn birth_columns(place: &BirthPlace) -> (String, Option<String>) {
    match place {
        BirthPlace::France { commune, .. } => {
            (CountryCode::france().to_string(), Some(commune.to_string()))
        }
        BirthPlace::Abroad { country, .. } => (country.to_string(), None),
    }
}

/// What orders lists of names: practice name, then practice first name.
pub(crate) fn name_key(professional: &Professional) -> String {
    let practice = &professional.practice;
    format!(
        "{} {}",
        comparison_key(practice.name.as_str()),
        comparison_key(practice.first_name.as_str())
    )
}

pub(super) async fn insert_words(
    tx: &mut Tx,
    professional: &Professional,
) -> Result<(), StoreError> {
    let identity = &professional.identity;
    let used = identity
        .used_name
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let words: BTreeSet<String> = [
        identity.birth_name.to_string(),
        used,
        identity.first_names.to_string(),
    ]
    .iter()
    .flat_map(|name| name_words(name))
    .collect();
    on!(tx, |conn| {
        let mut sql =
            sqlx::QueryBuilder::new("INSERT INTO professional_word (word, professional) ");
        sql.push_values(&words, |mut row, word| {
            row.push_bind(word).push_bind(professional.id.to_string());
        });
        sql.build().execute(conn).await?;
    });
    Ok(())
}

pub async fn insert_situation(
    tx: &mut Tx,
    professional: Id<Professional>,
    situation: &Situation,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO situation (id, professional, establishment, starts_on, planned_end, ended_on, profession, \
             role, practice_mode, opened_at, opened_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(situation.id.to_string())
        .bind(professional.to_string())
        .bind(situation.establishment.as_str())
        .bind(situation.starts_on.to_string())
        .bind(situation.planned_end.map(|day| day.to_string()))
        .bind(situation.ended_on.map(|day| day.to_string()))
        .bind(situation.profession.to_string())
        .bind(situation.role.to_string())
        .bind(situation.practice_mode.to_string())
        .bind(time::text(at))
        .bind(by.grant.id.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Take hold of a professional until the end of the act, so that changes follow one another.
pub async fn lock(tx: &mut Tx, id: Id<Professional>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE professional SET version = version + 1 WHERE id = $1")
            .bind(id.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// R11: the number that the same submission gave before, if it did.
pub async fn submitted(
    tx: &mut Tx,
    grant: Id<Grant>,
    idempotency: &str,
) -> Result<Option<Rpps>, StoreError> {
    let found: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT p.rpps FROM submission s JOIN professional p ON p.id = s.professional \
             WHERE s.access_grant = $1 AND s.idempotency = $2",
        )
        .bind(grant.to_string())
        .bind(idempotency)
        .fetch_optional(conn)
        .await?
    });
    found.as_deref().map(value).transpose()
}

/// R11: the same submission, sent again, will find this professional.
pub async fn remember_submission(
    tx: &mut Tx,
    grant: Id<Grant>,
    idempotency: &str,
    professional: Id<Professional>,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("INSERT INTO submission (access_grant, idempotency, professional, at) VALUES ($1, $2, $3, $4)")
            .bind(grant.to_string())
            .bind(idempotency)
            .bind(professional.to_string())
            .bind(time::text(at))
            .execute(conn)
            .await?;
    });
    Ok(())
}
