//! The file as the professional reads it: all that is held (R12).

use super::read::{Dates, SituationLine, all_situations, by_id};
use crate::{StoreError, Tx, on, value};
use domain::{
    access::{Account, Grant},
    id::Id,
    identifiers::{Email, Rpps},
    professional::{Days, Professional},
};

impl Dates {
    /// As the rules count them.
    #[must_use]
    pub const fn days(self) -> Days {
        Days {
            starts_on: self.starts_on,
            planned_end: self.planned_end,
            ended_on: self.ended_on,
        }
    }
}

/// All that is held of somebody.
#[derive(Clone, Debug)]
pub struct Own {
    pub professional: Professional,
    /// Wherever they are, ended ones too, newest first; each with its dates.
    pub situations: Vec<SituationLine>,
}

/// The file of whoever holds this right; none when it opens no file.
pub async fn own(tx: &mut Tx, grant: &Grant) -> Result<Option<Own>, StoreError> {
    match grant.professional {
        Some(id) => whole(tx, id).await,
        None => Ok(None),
    }
}

/// The file behind an attestation, for the check of its code: the page tells public fields alone.
pub async fn attested(tx: &mut Tx, id: Id<Professional>) -> Result<Option<Own>, StoreError> {
    whole(tx, id).await
}

async fn whole(tx: &mut Tx, id: Id<Professional>) -> Result<Option<Own>, StoreError> {
    let Some(professional) = by_id(tx, id).await? else {
        return Ok(None);
    };
    let situations = all_situations(tx, id).await?;
    Ok(Some(Own {
        professional,
        situations,
    }))
}

/// Whose file the door is asked to open, by its number or its address: told to nobody (R13).
pub async fn behind_door(
    tx: &mut Tx,
    rpps: Option<&Rpps>,
    email: Option<&Email>,
) -> Result<Option<Id<Professional>>, StoreError> {
    let found: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM professional WHERE rpps = $1 OR email = $2")
            .bind(rpps.map_or("", |rpps| rpps.as_str()))
            .bind(email.map_or("", |email| email.as_str()))
            .fetch_optional(conn)
            .await?
    });
    found.as_deref().map(value).transpose()
}

/// The account and the right that a professional has had since they first entered their file.
pub async fn right_of(
    tx: &mut Tx,
    id: Id<Professional>,
) -> Result<Option<(Id<Account>, Id<Grant>)>, StoreError> {
    let found: Option<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT account, id FROM access_grant WHERE professional = $1 AND ended_at IS NULL",
        )
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    });
    found
        .map(|(account, grant)| Ok((value(&account)?, value(&grant)?)))
        .transpose()
}

/// Somebody to try the door as, in the demonstration: the first one registered who still works somewhere.
pub async fn somebody(tx: &mut Tx) -> Result<Option<(Rpps, String)>, StoreError> {
    let row: Option<(String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT p.rpps, p.practice_first_name || ' ' || p.practice_name FROM professional p \
             WHERE EXISTS (SELECT 1 FROM situation s WHERE s.professional = p.id AND s.ended_on IS NULL) \
             ORDER BY p.registered_at, p.id LIMIT 1",
        )
        .fetch_optional(conn)
        .await?
    });
    row.map(|(rpps, name)| Ok((value(&rpps)?, name)))
        .transpose()
}
