//! A workbook to fill in: the columns of a staff list, with two lines as examples.

use crate::{
    portal::spreadsheet::{Kind, Sheet},
    web::{Acting, Page},
};

const HEADERS: [&str; 10] = [
    "Numéro RPPS",
    "Nom de naissance",
    "Nom d’usage",
    "Prénoms",
    "Date de naissance",
    "Sexe",
    "FINESS",
    "Profession",
    "Date d’entrée",
    "Date de sortie",
];

/// Nobody's.
const EXAMPLES: [[&str; 10]; 2] = [
    [
        "",
        "EXEMPLE",
        "",
        "Camille",
        "27/03/1985",
        "F",
        "",
        "Aide-soignant",
        "02/11/2026",
        "",
    ],
    [
        "",
        "MODELE",
        "",
        "Claude",
        "14/07/1990",
        "M",
        "",
        "",
        "01/09/2020",
        "31/12/2026",
    ],
];

pub async fn xlsx(_acting: Acting) -> Page {
    let mut sheet = Sheet::begin(Kind::Xlsx, &HEADERS)?;
    for line in EXAMPLES {
        sheet.write(line.into_iter().map(str::to_owned))?;
    }
    sheet.send("modele-liste-du-personnel")
}
