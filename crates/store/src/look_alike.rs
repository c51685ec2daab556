//! Those registered who resemble an identity (R4), as far as a scope may see them.
//!
//! Candidates need no table of their own: whoever is alike at all bears the same birth date, or the one with its day and
//! month exchanged, or exactly the same names, which begin the identity key. A property test of `domain::duplicate` holds
//! the two together.

use crate::{StoreError, Tx, after, on, professional, time, value};
use domain::{
    access::{Grant, Scope},
    duplicate::{Grade, IdentityKey, Known, grade},
    id::Id,
    identifiers::Rpps,
    professional::{CivilIdentity, Professional},
};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

/// Somebody registered who resembles an identity.
#[derive(Clone, Debug)]
pub struct LookAlike {
    pub known: Known,
    pub grade: Grade,
    /// The whole file, inside the scope; none outside, where nobody learns in what the two agree.
    pub inside: Option<Box<Professional>>,
}

/// Those who resemble an identity, the surest first. Costs those born on one day or two, and those of the same names:
/// some ten in a register of 100,000.
pub async fn look_alikes(
    tx: &mut Tx,
    scope: &Scope,
    identity: &CivilIdentity,
    today: Date,
) -> Result<Vec<LookAlike>, StoreError> {
    let mut found = Vec::new();
    for candidate in candidates(tx, identity).await? {
        let Some(grade) = grade(identity, &candidate.identity) else {
            continue;
        };
        let known = professional::known_by_rpps(tx, scope, &candidate.rpps, today).await?;
        if let Some(known) = known {
            let inside = known.in_scope.then(|| Box::new(candidate));
            found.push(LookAlike {
                known,
                grade,
                inside,
            });
        }
    }
    found.sort_by_key(|one| (one.grade.level() as u8, one.known.rpps.to_string()));
    Ok(found)
}

/// Whoever may be graded at all, judged or not.
pub async fn candidates(
    tx: &mut Tx,
    identity: &CivilIdentity,
) -> Result<Vec<Professional>, StoreError> {
    let born = identity.birth_date;
    let exchanged = born.exchanged().unwrap_or(born);
    let key = IdentityKey::of(identity);
    let by_date = [born.to_string(), exchanged.to_string()];
    professional::born_or_named(tx, &by_date, (key.names(), &after(key.names()))).await
}

/// Keep why a manager registered somebody who probably was registered already (R4).
pub async fn keep_decision(
    tx: &mut Tx,
    id: Id<LookAlike>,
    (professional, other): (Id<Professional>, &LookAlike),
    reason: &str,
    (by, at): (Id<Grant>, Timestamp),
) -> Result<(), StoreError> {
    let likeness: Vec<&str> = other.grade.why().iter().map(|why| why.code()).collect();
    on!(tx, |conn| {
        sqlx::query(
            "INSERT INTO duplicate_decision (id, professional, known, likeness, reason, decided_at, decided_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.to_string())
        .bind(professional.to_string())
        .bind(other.known.professional.to_string())
        .bind(likeness.join(" "))
        .bind(reason)
        .bind(time::text(at))
        .bind(by.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Those from whom a person was told apart: the other's id, their number, and the reason as it was given.
pub async fn decisions(
    tx: &mut Tx,
    professional: Id<Professional>,
) -> Result<BTreeMap<String, (Rpps, String)>, StoreError> {
    let rows: Vec<(String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT d.known, p.rpps, d.reason FROM duplicate_decision d JOIN professional p ON p.id = d.known \
             WHERE d.professional = $1",
        )
        .bind(professional.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(id, rpps, reason)| Ok((id, (value(&rpps)?, reason))))
        .collect()
}
