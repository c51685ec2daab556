//! Attestations of registration: one a person and day, checked by anyone who has the code (R12).

use crate::{StoreError, Tx, on, time, value};
use domain::{id::Id, professional::Professional, training::CheckCode};
use jiff::civil::Date;

/// The code of the attestation that a person drew up on a day.
pub async fn of_day(
    tx: &mut Tx,
    professional: Id<Professional>,
    day: Date,
) -> Result<Option<CheckCode>, StoreError> {
    let code: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT code FROM registration_attestation WHERE professional = $1 AND issued_on = $2",
        )
        .bind(professional.to_string())
        .bind(day.to_string())
        .fetch_optional(conn)
        .await?
    });
    code.as_deref().map(value).transpose()
}

pub async fn insert(
    tx: &mut Tx,
    code: &CheckCode,
    professional: Id<Professional>,
    day: Date,
) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO registration_attestation (code, professional, issued_on) VALUES ($1, $2, $3)",
        )
        .bind(code.as_str())
        .bind(professional.to_string())
        .bind(day.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Whose attestation bears this code, and of which day.
pub async fn by_code(
    tx: &mut Tx,
    code: &CheckCode,
) -> Result<Option<(Id<Professional>, Date)>, StoreError> {
    let row: Option<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT professional, issued_on FROM registration_attestation WHERE code = $1",
        )
        .bind(code.as_str())
        .fetch_optional(conn)
        .await?
    });
    row.map(|(professional, day)| Ok((value(&professional)?, time::day(&day)?)))
        .transpose()
}
