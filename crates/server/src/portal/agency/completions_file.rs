//! The files of completions: what a spreadsheet sends, and the report that is corrected and sent again (T3).

use super::csv_file;
use crate::{
    portal::spreadsheet::{Kind, Sheet},
    web::Problem,
};
use domain::training::Line;

/// Lines of one file.
pub const MOST: usize = 5_000;

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    TooManyLines,
    /// The headers that were looked for in vain.
    Lacks(Vec<&'static str>),
    /// Quotes that do not end, in this line of the file.
    Broken(u64),
}

/// A line of a report.
#[derive(Clone, Debug, Default)]
pub struct Reported {
    pub line: Line,
    /// In words: "Enregistrée".
    pub outcome: String,
    /// What is wrong, in sentences; empty when nothing is.
    pub why: String,
}

/// The columns: their header in a report, and other names that they go by (in the form of comparison).
const COLUMNS: [(&str, &[&str]); 8] = [
    ("nom", &["NOM DE NAISSANCE", "NOM DE FAMILLE"]),
    ("prénoms", &["PRENOM"]),
    (
        "courriel",
        &[
            "EMAIL",
            "E MAIL",
            "MAIL",
            "ADRESSE ELECTRONIQUE",
            "ADRESSE MAIL",
        ],
    ),
    ("date", &["DATE DE REUSSITE", "REUSSIE LE"]),
    ("score", &["RESULTAT EN %", "NOTE"]),
    ("version", &["VERSION DE LA FORMATION"]),
    ("compte rendu", &[]),
    ("à corriger", &[]),
];
/// The first columns without which a file tells nothing.
const NEEDED: [usize; 4] = [0, 2, 3, 4];

/// Read a file of a spreadsheet, with headers in any order and any case. Empty lines are left out.
pub fn read(bytes: &[u8]) -> Result<Vec<Reported>, Unreadable> {
    let text = csv_file::decode(bytes);
    let mut reader = csv_file::reader(&text);
    let mut records = reader.records();
    let Some(Ok(headers)) = records.next() else {
        return Err(Unreadable::Empty);
    };
    let places = COLUMNS.map(|(name, others)| csv_file::place(&headers, name, others));
    let lacks: Vec<&'static str> = NEEDED
        .into_iter()
        .filter(|rank| places[*rank].is_none())
        .map(|rank| COLUMNS[rank].0)
        .collect();
    if !lacks.is_empty() {
        return Err(Unreadable::Lacks(lacks));
    }
    let mut lines = Vec::new();
    for record in records {
        let record = record
            .map_err(|error| Unreadable::Broken(error.position().map_or(0, csv::Position::line)))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if lines.len() == MOST {
            return Err(Unreadable::TooManyLines);
        }
        lines.push(reported(&record, places));
    }
    if lines.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(lines)
}

fn reported(record: &csv::StringRecord, places: [Option<usize>; 8]) -> Reported {
    let cell = |rank: usize| csv_file::cell(record, places[rank]).to_owned();
    Reported {
        line: Line {
            last_name: cell(0),
            first_names: cell(1),
            email: cell(2),
            date: cell(3),
            score: cell(4),
            version: cell(5),
        },
        outcome: cell(6),
        why: cell(7),
    }
}

/// The report as a file: what was sent, line by line, and what became of it.
pub fn write(lines: &[Reported]) -> Result<Vec<u8>, Problem> {
    let mut sheet = Sheet::begin(Kind::Csv, &COLUMNS.map(|(name, _)| name))?;
    for Reported { line, outcome, why } in lines {
        let cells = [
            &line.last_name,
            &line.first_names,
            &line.email,
            &line.date,
            &line.score,
            &line.version,
            outcome,
            why,
        ];
        sheet.write(cells.into_iter().cloned())?;
    }
    sheet.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(bytes: &[u8]) -> Vec<(String, String)> {
        let lines = read(bytes).unwrap();
        lines
            .into_iter()
            .map(|one| (one.line.last_name, one.line.email))
            .collect()
    }

    #[test]
    fn t03_columns_are_found_by_their_headers_in_any_order_and_case() {
        let text = "SCORE;Prénom;Adresse électronique;Date de réussite;NOM *;autre\r\n\
                    92;Zoé;zoe@exemple.fr;20/11/2026;LEFEBVRE;x\r\n\r\n;;;;;\r\n";
        let lines = read(text.as_bytes()).unwrap();
        assert_eq!(lines.len(), 1);
        let line = &lines[0].line;
        assert_eq!(
            (
                line.first_names.as_str(),
                line.score.as_str(),
                line.date.as_str()
            ),
            ("Zoé", "92", "20/11/2026")
        );
    }

    #[test]
    fn t03_commas_tabulations_marks_and_old_encodings_are_read() {
        let expected = vec![("Lefèvre".to_owned(), "a@exemple.fr".to_owned())];
        for text in [
            "nom,courriel,date,score\nLefèvre,a@exemple.fr,20/11/2026,92\n",
            "nom\tcourriel\tdate\tscore\nLefèvre\ta@exemple.fr\t20/11/2026\t92\n",
            "\u{feff}nom;courriel;date;score\r\n\"Lefèvre\";a@exemple.fr;20/11/2026;92",
        ] {
            assert_eq!(names(text.as_bytes()), expected, "{text}");
        }
        let latin = b"nom;courriel;date;score\nLef\xE8vre;a@exemple.fr;20/11/2026;92\n";
        assert_eq!(names(latin), expected);
    }

    #[test]
    fn a_file_that_tells_nothing_says_why() {
        assert_eq!(read(b"").unwrap_err(), Unreadable::Empty);
        assert_eq!(
            read(b"nom;courriel;date;score\n").unwrap_err(),
            Unreadable::Empty
        );
        assert_eq!(
            read(b"nom;telephone\nA;0\n").unwrap_err(),
            Unreadable::Lacks(vec!["courriel", "date", "score"])
        );
        let long =
            "nom;courriel;date;score\n".to_owned() + &"A;a@b.fr;1/1/2026;90\n".repeat(MOST + 1);
        assert_eq!(read(long.as_bytes()).unwrap_err(), Unreadable::TooManyLines);
    }

    #[test]
    fn t03_a_report_is_read_again_as_it_was_sent() {
        let lines =
            read(b"nom;courriel;date;score;version\n=cmd;a@exemple.fr;20/11/2026;92;\nB;x;;;\n")
                .unwrap();
        let report = write(&lines).unwrap();
        let again = read(&report).unwrap();
        let bare = |lines: Vec<Reported>| lines.into_iter().map(|one| one.line).collect::<Vec<_>>();
        assert_eq!(bare(again), bare(lines));
    }
}
