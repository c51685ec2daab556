//! Legal entities and their establishments, known by FINESS (S1–S4).

use crate::identifiers::Finess;
use jiff::civil::Date;

/// The legal person that owns establishments (entité juridique, EJ).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalEntity {
    pub finess: Finess,
    /// Empty while the entity is known only by its number (S1).
    pub name: String,
    pub siren: String,
    /// Code of `TRE_R72`, FINESS "statut juridique".
    pub legal_status: String,
    pub address: String,
    pub postal_code: String,
    pub town: String,
    pub department: String,
    /// ISO day, empty when the file has none.
    pub opened_on: String,
    pub closed_on: Option<Date>,
}

/// One site (entité géographique, EG); belongs to exactly one legal entity (S1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Establishment {
    pub finess: Finess,
    pub legal_entity: Finess,
    pub name: String,
    /// FINESS category, such as `500` for an EHPAD.
    pub category: String,
    pub category_label: String,
    pub siret: String,
    pub address: String,
    pub postal_code: String,
    pub town: String,
    /// INSEE code, empty when the file has none.
    pub commune: String,
    pub department: String,
    pub phone: String,
    /// ISO day, empty when the file has none.
    pub opened_on: String,
    pub closed_on: Option<Date>,
}

impl Establishment {
    /// A closed establishment takes no new situation (S4); the day of closing is its first day closed.
    #[must_use]
    pub fn is_closed_on(&self, day: Date) -> bool {
        self.closed_on.is_some_and(|closed| closed <= day)
    }
}
