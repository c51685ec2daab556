//! The words under which an establishment is searched (S2), the same when it is kept and when it is asked for.

use domain::{
    identifiers::search_words,
    nomenclature::{self, Department, EstablishmentCategory},
    structure::Establishment,
};
use std::{collections::HashMap, sync::LazyLock};

/// Names of the communes of today, by code.
static COMMUNES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    nomenclature::builtin()
        .filter(|commune| commune.until.is_none())
        .map(|commune| (commune.code.to_string(), commune.name))
        .collect()
});

/// Written in one way or the other in the official files, and by who searches.
const SAME: [(&str, &str); 2] = [("ST", "SAINT"), ("STE", "SAINTE")];

/// Of the names, the place (town and commune, postal code, department) and the category in short, each once.
pub(super) fn of(establishment: &Establishment, other_names: &str) -> Vec<String> {
    let commune = COMMUNES
        .get(&establishment.commune)
        .map_or("", String::as_str);
    let department = establishment
        .department
        .parse()
        .map_or("", Department::label);
    let category = establishment
        .category
        .parse()
        .map_or("", EstablishmentCategory::short_label);
    let mut words = search_words(&format!(
        "{} {other_names} {} {commune} {} {department} {category}",
        establishment.name, establishment.town, establishment.postal_code,
    ));
    for (short, long) in SAME {
        let has = |word: &str| words.iter().any(|known| known == word);
        match (has(short), has(long)) {
            (true, false) => words.push(long.to_owned()),
            (false, true) => words.push(short.to_owned()),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s02_saint_is_found_in_short_and_in_full() {
        let words = of(&establishment("CLINIQUE ST JOSEPH"), "");
        assert!(words.contains(&"SAINT".to_owned()) && words.contains(&"ST".to_owned()));
        let words = of(&establishment("Clinique Sainte-Anne"), "");
        assert!(words.contains(&"STE".to_owned()) && !words.contains(&"ST".to_owned()));
    }

    #[test]
    fn s02_the_place_and_the_category_are_words() {
        let words = of(&establishment("LES LILAS"), "RES. DU PARC");
        let expected = [
            "LES", "LILAS", "RES", "DU", "PARC", "BOURG", "EN", "BRESSE", "CEDEX", "01012", "AIN",
            "EHPAD",
        ];
        assert_eq!(words, expected);
    }

    fn establishment(name: &str) -> Establishment {
        Establishment {
            finess: "010000024".parse().unwrap(),
            legal_entity: "010780054".parse().unwrap(),
            name: name.to_owned(),
            category: "500".to_owned(),
            category_label: String::new(),
            siret: String::new(),
            address: String::new(),
            postal_code: "01012".to_owned(),
            town: "BOURG EN BRESSE CEDEX".to_owned(),
            commune: "01053".to_owned(),
            department: "01".to_owned(),
            phone: String::new(),
            opened_on: String::new(),
            closed_on: None,
        }
    }
}
