//! Which column is which: by its header, in any order, without accents, case or marks.

use super::{
    shortened,
    table::{Cell, Row},
};
use domain::{identifiers::comparison_key, staff::Written};

/// Lines among which the headers are looked for: titles come before them.
pub(super) const DEEPEST: usize = 30;

/// What a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Rpps,
    BirthName,
    /// "Nom" alone: the name at birth, unless another column tells it.
    Name,
    UsedName,
    FirstNames,
    FullName,
    BirthDate,
    Sex,
    Finess,
    Place,
    Profession,
    StartsOn,
    EndsOn,
    Reason,
}

/// The headers of each, in the form of [`bare`].
const HEADERS: [(Field, &[&str]); 14] = [
    (
        Field::Rpps,
        &[
            "RPPS",
            "IDENTIFIANT RPPS",
            "ID RPPS",
            "CODE RPPS",
            "IDENTIFIANT NATIONAL",
            "IDNPS",
        ],
    ),
    (
        Field::BirthName,
        &[
            "NOM NAISSANCE",
            "NOM FAMILLE",
            "NOM PATRONYMIQUE",
            "NOM JEUNE FILLE",
            "PATRONYME",
        ],
    ),
    (Field::Name, &["NOM"]),
    (
        Field::UsedName,
        &[
            "NOM USAGE",
            "NOM USUEL",
            "NOM EXERCICE",
            "NOM MARITAL",
            "NOM EPOUSE",
        ],
    ),
    (
        Field::FirstNames,
        &[
            "PRENOM",
            "PRENOMS",
            "PRENOM USUEL",
            "PRENOM USAGE",
            "PRENOM EXERCICE",
            "1ER PRENOM",
            "PREMIER PRENOM",
        ],
    ),
    (
        Field::FullName,
        &[
            "NOM PRENOM",
            "NOM PRENOMS",
            "NOM ET PRENOM",
            "NOM ET PRENOMS",
            "NOMS ET PRENOMS",
            "SALARIE",
            "AGENT",
            "IDENTITE",
        ],
    ),
    (
        Field::BirthDate,
        &[
            "DATE NAISSANCE",
            "NAISSANCE",
            "NE",
            "NEE",
            "NE E",
            "DDN",
            "DATE NAISS",
        ],
    ),
    (Field::Sex, &["SEXE", "GENRE", "CIVILITE"]),
    (
        Field::Finess,
        &[
            "FINESS",
            "FINESS GEOGRAPHIQUE",
            "FINESS ET",
            "FINESS EG",
            "FINESS ETABLISSEMENT",
            "ETABLISSEMENT FINESS",
        ],
    ),
    (
        Field::Place,
        &[
            "ETABLISSEMENT",
            "SITE",
            "STRUCTURE",
            "LIEU TRAVAIL",
            "AFFECTATION",
        ],
    ),
    (
        Field::Profession,
        &[
            "PROFESSION",
            "FONCTION",
            "METIER",
            "EMPLOI",
            "POSTE",
            "LIBELLE EMPLOI",
            "INTITULE POSTE",
            "QUALIFICATION",
        ],
    ),
    (
        Field::StartsOn,
        &[
            "DATE ENTREE",
            "ENTREE",
            "DATE EMBAUCHE",
            "EMBAUCHE",
            "DEBUT CONTRAT",
            "DATE DEBUT CONTRAT",
            "DATE DEBUT",
            "PRISE FONCTION",
            "DATE PRISE FONCTION",
            "DATE ARRIVEE",
            "ARRIVEE",
        ],
    ),
    (
        Field::EndsOn,
        &[
            "DATE SORTIE",
            "SORTIE",
            "FIN CONTRAT",
            "DATE FIN CONTRAT",
            "DATE FIN",
            "FIN",
            "FIN PREVUE",
            "DATE DEPART",
            "DEPART",
        ],
    ),
    (
        Field::Reason,
        &[
            "MOTIF",
            "MOTIF SORTIE",
            "MOTIF DEPART",
            "MOTIF FIN",
            "MOTIF FIN CONTRAT",
            "RAISON",
            "RAISON DEPART",
        ],
    ),
];

/// Words of a header that say nothing.
const IDLE: [&str; 14] = [
    "N", "NO", "NUMERO", "NUM", "DE", "D", "DU", "DES", "LA", "LE", "L", "S", "AU", "EN",
];

/// `N° RPPS *` → `RPPS`, `Prénom(s)` → `PRENOM`, `Date d’entrée :` → `DATE ENTREE`.
fn bare(header: &str) -> String {
    let key: String = comparison_key(header)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let words = key
        .split(' ')
        .filter(|word| !word.is_empty() && !IDLE.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

fn field(header: &str) -> Option<Field> {
    let bare = bare(header);
    let found = HEADERS
        .iter()
        .find(|(_, names)| names.contains(&bare.as_str()));
    found.map(|(field, _)| *field)
}

/// The columns of a list, by the line of its headers.
pub(super) struct Columns {
    /// The rank of that line.
    pub at: usize,
    fields: Vec<Option<Field>>,
    headers: Vec<String>,
    pub ignored: Vec<String>,
}

impl Columns {
    /// The line, among the first, that has most of the headers; none when those that are needed are nowhere.
    pub fn find(rows: &[Row]) -> Option<Self> {
        let lines = rows.iter().take(DEEPEST).enumerate();
        let mut best: Option<Self> = None;
        for found in lines.map(|(at, row)| Self::of(at, row)) {
            // Of two that have as many, the first.
            let is_better = best
                .as_ref()
                .is_none_or(|best| found.known() > best.known());
            if found.is_enough() && is_better {
                best = Some(found);
            }
        }
        best
    }

    fn of(at: usize, row: &Row) -> Self {
        let headers: Vec<String> = row.cells.iter().map(Cell::text).collect();
        let fields: Vec<Option<Field>> = headers.iter().map(|header| field(header)).collect();
        let told = headers.iter().zip(&fields);
        let ignored = told.filter(|(header, field)| field.is_none() && !header.is_empty());
        Self {
            at,
            ignored: ignored.map(|(header, _)| shortened(header)).collect(),
            headers,
            fields,
        }
    }

    pub fn known(&self) -> usize {
        self.fields.iter().flatten().count()
    }

    /// A number, or a name with a first name.
    fn is_enough(&self) -> bool {
        let has = |field| self.fields.contains(&Some(field));
        let named = has(Field::Name) || has(Field::BirthName) || has(Field::UsedName);
        has(Field::Rpps) || has(Field::FullName) || named && has(Field::FirstNames)
    }

    /// The first cell that is filled among the columns of a field.
    fn cell<'a>(&self, row: &'a Row, field: Field) -> Option<&'a Cell> {
        let columns = self.fields.iter().zip(&row.cells);
        let mut cells = columns.filter(|(own, cell)| **own == Some(field) && !cell.is_empty());
        cells.next().map(|(_, cell)| cell)
    }

    pub fn line(&self, row: &Row, is_1904: bool) -> Written {
        let text = |field| {
            let cell = self.cell(row, field).map(Cell::text);
            shortened(&cell.unwrap_or_default())
        };
        let day = |field| {
            let cell = self.cell(row, field).map(|cell| cell.day(is_1904));
            shortened(&cell.unwrap_or_default())
        };
        let or = |first: String, other: Field| if first.is_empty() { text(other) } else { first };
        let mut line = Written {
            number: row.number,
            rpps: text(Field::Rpps),
            birth_name: text(Field::BirthName),
            used_name: text(Field::UsedName),
            first_names: text(Field::FirstNames),
            birth_date: day(Field::BirthDate),
            sex: text(Field::Sex),
            establishment: or(text(Field::Finess), Field::Place),
            profession: text(Field::Profession),
            starts_on: day(Field::StartsOn),
            ends_on: day(Field::EndsOn),
            reason: text(Field::Reason),
        };
        let name = text(Field::Name);
        if line.birth_name.is_empty() {
            line.birth_name = name;
        } else if line.used_name.is_empty() && name != line.birth_name {
            line.used_name = name;
        }
        if line.birth_name.is_empty() && line.used_name.is_empty() && line.first_names.is_empty() {
            (line.birth_name, line.first_names) = parted(&text(Field::FullName));
        }
        line
    }

    /// Headers are repeated at the top of printed pages.
    pub fn is_header_again(&self, line: &Written) -> bool {
        let repeats = |text: &str| !text.is_empty() && self.headers.iter().any(|own| own == text);
        repeats(&line.rpps) || repeats(&line.birth_name) && repeats(&line.first_names)
    }
}

/// `LE GOFF Marie Anne` → the words in capitals, then the others.
fn parted(full: &str) -> (String, String) {
    let words: Vec<&str> = full.split_whitespace().collect();
    let is_capital = |word: &&&str| word.chars().count() > 1 && word.to_uppercase() == **word;
    let capitals = words.iter().take_while(is_capital).count();
    let names = if capitals == 0 || capitals == words.len() {
        1.min(words.len())
    } else {
        capitals
    };
    (words[..names].join(" "), words[names..].join(" "))
}
