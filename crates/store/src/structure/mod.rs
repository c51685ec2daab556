//! Legal entities and establishments.

pub mod import;
pub mod moves;
mod owners;
mod search;
mod words;

pub use moves::moves_of;
pub use owners::{count_of, establishments_of, legal_entities_named};
pub use search::{Which, search};

use crate::{StoreError, Tx, on, scope, scope::in_scope, time, value};
use domain::{
    access::Scope,
    identifiers::Finess,
    structure::{Establishment, LegalEntity},
};

#[derive(sqlx::FromRow)]
pub(crate) struct EstablishmentRow {
    finess: String,
    legal_entity: String,
    name: String,
    category: String,
    category_label: String,
    siret: String,
    address: String,
    postal_code: String,
    town: String,
    commune: String,
    department: String,
    phone: String,
    opened_on: String,
    closed_on: Option<String>,
}

impl TryFrom<EstablishmentRow> for Establishment {
    type Error = StoreError;
    fn try_from(row: EstablishmentRow) -> Result<Self, StoreError> {
        Ok(Self {
            finess: value(&row.finess)?,
            legal_entity: value(&row.legal_entity)?,
            name: row.name,
            category: row.category,
            category_label: row.category_label,
            siret: row.siret,
            address: row.address,
            postal_code: row.postal_code,
            town: row.town,
            commune: row.commune,
            department: row.department,
            phone: row.phone,
            opened_on: row.opened_on,
            closed_on: row.closed_on.as_deref().map(time::day).transpose()?,
        })
    }
}

macro_rules! establishments {
    ($rest:expr) => {
        establishments!("", $rest)
    };
    ($columns:expr, $rest:expr) => {
        concat!(
            "SELECT e.finess, e.legal_entity, e.name, e.category, e.category_label, e.siret, e.address, ",
            "e.postal_code, e.town, e.commune, e.department, e.phone, e.opened_on, e.closed_on",
            $columns,
            " FROM establishment e ",
            $rest
        )
    };
}
use establishments;

/// An establishment, open or closed, of anyone: structures are public.
pub async fn establishment(
    tx: &mut Tx,
    finess: &Finess,
) -> Result<Option<Establishment>, StoreError> {
    let row: Option<EstablishmentRow> = on!(tx, |conn| {
        sqlx::query_as(establishments!("WHERE e.finess = $1"))
            .bind(finess.as_str())
            .fetch_optional(conn)
            .await?
    });
    row.map(Establishment::try_from).transpose()
}

#[derive(sqlx::FromRow)]
struct CoveredRow {
    #[sqlx(flatten)]
    establishment: EstablishmentRow,
    covered: bool,
}

/// An establishment, and whether the scope covers it.
pub async fn seen_from(
    tx: &mut Tx,
    scope: &Scope,
    finess: &Finess,
) -> Result<Option<(Establishment, bool)>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let row: Option<CoveredRow> = on!(tx, |conn| {
        sqlx::query_as(establishments!(
            concat!(", ", in_scope!("$1", "$2", "$3"), " AS covered"),
            "WHERE e.finess = $4"
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(finess.as_str())
        .fetch_optional(conn)
        .await?
    });
    row.map(|row| Ok((row.establishment.try_into()?, row.covered)))
        .transpose()
}

/// Does the scope cover the establishment?
pub async fn covers(tx: &mut Tx, scope: &Scope, finess: &Finess) -> Result<bool, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let found: Option<i64> = on!(tx, |conn| {
        sqlx::query_scalar(concat!(
            "SELECT CAST(1 AS BIGINT) FROM establishment e WHERE e.finess = $4 AND ",
            in_scope!("$1", "$2", "$3")
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(finess.as_str())
        .fetch_optional(conn)
        .await?
    });
    Ok(found.is_some())
}

/// The establishments of a scope, by name. At most `limit`: a legal entity may own thousands.
pub async fn in_scope(
    tx: &mut Tx,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<Establishment>, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows: Vec<EstablishmentRow> = on!(tx, |conn| {
        sqlx::query_as(establishments!(concat!(
            "WHERE ",
            in_scope!("$1", "$2", "$3"),
            " ORDER BY e.name, e.finess LIMIT $4"
        )))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Establishment::try_from).collect()
}

#[derive(sqlx::FromRow)]
struct LegalEntityRow {
    finess: String,
    name: String,
    siren: String,
    legal_status: String,
    address: String,
    postal_code: String,
    town: String,
    department: String,
    opened_on: String,
    closed_on: Option<String>,
}

impl TryFrom<LegalEntityRow> for LegalEntity {
    type Error = StoreError;
    fn try_from(row: LegalEntityRow) -> Result<Self, StoreError> {
        Ok(Self {
            finess: value(&row.finess)?,
            name: row.name,
            siren: row.siren,
            legal_status: row.legal_status,
            address: row.address,
            postal_code: row.postal_code,
            town: row.town,
            department: row.department,
            opened_on: row.opened_on,
            closed_on: row.closed_on.as_deref().map(time::day).transpose()?,
        })
    }
}

pub async fn legal_entity(tx: &mut Tx, finess: &Finess) -> Result<Option<LegalEntity>, StoreError> {
    let row: Option<LegalEntityRow> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT finess, name, siren, legal_status, address, postal_code, town, department, opened_on, closed_on \
             FROM legal_entity WHERE finess = $1",
        )
        .bind(finess.as_str())
        .fetch_optional(conn)
        .await?
    });
    row.map(LegalEntity::try_from).transpose()
}

/// How many establishments a scope covers.
pub async fn count_in_scope(tx: &mut Tx, scope: &Scope) -> Result<i64, StoreError> {
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(concat!(
            "SELECT COUNT(*) FROM establishment e WHERE ",
            in_scope!("$1", "$2", "$3")
        ))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .fetch_one(conn)
        .await?
    }))
}
