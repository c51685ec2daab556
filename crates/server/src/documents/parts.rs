//! What several documents say: the operator, a structure, a person, whoever signs.

use super::sheet::Fact;

/// The operator, on every page.
#[derive(Clone, Debug)]
pub struct Letterhead {
    pub service: String,
    /// An e-mail; empty for none.
    pub contact: String,
}

/// A structure as its contract names it; an empty text is left to be filled in by hand.
#[derive(Clone, Debug)]
pub struct Structure {
    pub finess: String,
    pub name: String,
    pub address: String,
    pub legal_entity: String,
    pub siren: String,
}

/// Someone named in a form.
#[derive(Clone, Debug)]
pub struct Person {
    pub last_name: String,
    pub first_names: String,
    pub function: String,
    pub email: String,
    pub phone: String,
}

impl Structure {
    pub(super) fn facts(&self) -> [Fact<'_>; 5] {
        [
            ("Numéro FINESS", &self.finess),
            ("Nom", &self.name),
            ("Adresse", &self.address),
            ("Entité juridique", &self.legal_entity),
            ("SIREN", &self.siren),
        ]
    }
}

impl Person {
    pub(super) fn facts(&self) -> [Fact<'_>; 5] {
        [
            ("Nom", &self.last_name),
            ("Prénoms", &self.first_names),
            ("Fonction", &self.function),
            ("Adresse électronique", &self.email),
            ("Téléphone", &self.phone),
        ]
    }
}
