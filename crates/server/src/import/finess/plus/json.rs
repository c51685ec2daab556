//! The parts of the JSON of FINESS+ that are read, under both spellings of their names.

use serde::Deserialize;
use serde_json::value::RawValue;

/// A legal entity; its establishments are read one by one, so that a wrong one does not hide the others.
#[derive(Deserialize)]
pub struct Pmej<'a> {
    #[serde(
        rename = "informationsGeneralesPMEJ",
        alias = "informationsGeneralesPmej"
    )]
    pub about: AboutPmej,
    #[serde(rename = "adresse")]
    pub addresses: Option<Vec<Address>>,
    #[serde(rename = "ege", borrow)]
    pub establishments: Option<Vec<&'a RawValue>>,
    #[serde(rename = "etatObjet", default)]
    pub state: Coded,
    #[serde(rename = "dateDerniereMaj", default)]
    pub updated: Coded,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct AboutPmej {
    #[serde(rename = "numFinessPm")]
    pub number: Coded,
    #[serde(rename = "denominationPm")]
    pub short_name: Coded,
    #[serde(rename = "denominationLonguePmSmsse")]
    pub long_name: Coded,
    pub siren: Coded,
    #[serde(rename = "statutJuridique")]
    pub legal_status: Coded,
    #[serde(rename = "dateCreation")]
    pub opened: Coded,
    #[serde(rename = "dateFermeture")]
    pub closed: Coded,
    #[serde(rename = "etatObjet")]
    pub state: Coded,
    #[serde(rename = "dateDerniereMaj")]
    pub updated: Coded,
}

#[derive(Deserialize)]
pub struct Ege {
    #[serde(
        rename = "informationsGeneralesEGE",
        alias = "informationsGeneralesEge"
    )]
    pub about: AboutEge,
    #[serde(
        rename = "categorieentiteGeographiqueExercice",
        alias = "categorieEntiteGeographiqueExercice",
        default
    )]
    pub category: Coded,
    #[serde(default)]
    pub siret: Coded,
    #[serde(rename = "adresse")]
    pub addresses: Option<Vec<Address>>,
    #[serde(rename = "contact")]
    pub contacts: Option<Vec<Contact>>,
    #[serde(rename = "etatObjet", default)]
    pub state: Coded,
    #[serde(rename = "dateDerniereMaj", default)]
    pub updated: Coded,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AboutEge {
    #[serde(rename = "numFinessEge")]
    pub number: Coded,
    #[serde(rename = "nomEgeCourt")]
    pub short_name: Coded,
    #[serde(rename = "nomEgeLong")]
    pub long_name: Coded,
    #[serde(rename = "complementDenominationEg")]
    pub complement: Coded,
    pub siret: Coded,
    #[serde(rename = "dateOuverture")]
    pub opened: Coded,
    #[serde(rename = "dateFermeture")]
    pub closed: Coded,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Address {
    pub numero_voie: Coded,
    pub type_voie: Coded,
    pub libelle_voie: Coded,
    pub complement_voie: Coded,
    pub complement_point_geographique: Coded,
    pub lieu_dit: Coded,
    pub cog_commune: Coded,
    pub ligne_acheminement: Coded,
    pub code_postal: Coded,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Contact {
    pub telecom: Option<Telecom>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Telecom {
    pub telephone: Coded,
}

/// A text, alone or as the code (or the date) of an object; perhaps absent.
#[derive(Default, Deserialize)]
#[serde(untagged)]
pub enum Coded {
    Text(String),
    Object {
        #[serde(alias = "dateEvenement")]
        code: Option<String>,
    },
    #[default]
    Absent,
}

impl Coded {
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text.trim(),
            Self::Object { code } => code.as_deref().unwrap_or_default().trim(),
            Self::Absent => "",
        }
    }

    /// The first that says something.
    pub fn or<'a>(&'a self, other: &'a Self) -> &'a str {
        match self.text() {
            "" => other.text(),
            text => text,
        }
    }
}
