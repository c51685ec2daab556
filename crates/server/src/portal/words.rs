//! Dates, times and names as the French read them.

use super::components::Moment;
use domain::{
    access::{GrantKind, Means, paris},
    identifiers::french,
};
use jiff::{Timestamp, civil::Date};

/// `12/11/2026 à 14 h 05`, in Paris.
#[must_use]
pub fn moment(at: Timestamp) -> Moment {
    Moment {
        iso: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        text: date_time(at),
    }
}

/// `12/11/2026 à 14 h 05`, in Paris.
#[must_use]
pub fn date_time(at: Timestamp) -> String {
    at.to_zoned(paris())
        .strftime("%d/%m/%Y à %H h %M")
        .to_string()
}

/// `12/11/2026`.
#[must_use]
pub fn date(day: Date) -> String {
    french(day)
}

/// The capacity in which someone acts.
#[must_use]
pub const fn capacity(kind: GrantKind) -> &'static str {
    match kind {
        GrantKind::LegalRepresentative => "Représentant légal",
        GrantKind::Delegate => "Mandataire",
        GrantKind::Manager => "Gestionnaire RPPS+",
        GrantKind::Officer => "Agent de l’agence",
    }
}

/// How someone signed in.
#[must_use]
pub const fn means(means: Means) -> &'static str {
    match means {
        Means::Card => "Carte CPx",
        Means::Passkey => "Clé d’accès",
        Means::ProSanteConnect => "Pro Santé Connect",
        Means::Persona => "Personnage de démonstration",
        Means::System => "Système",
    }
}

/// `1 dossier`, `2 dossiers`, `0 dossier`.
#[must_use]
pub fn count(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number < 2 { one } else { many })
}

/// A text of the code tables with the apostrophes of print: they hold those of machines.
#[must_use]
pub fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}
