//! Which types of document each role opens: data with versions and dates of effect (rule X1).

use super::Role;
use super::table::{day, nomenclature};
use jiff::civil::Date;
use std::sync::LazyLock;

nomenclature!(
    /// The type of a document of the shared medical record (`JDV_J07`, codes of LOINC or `TRE_A05`).
    DocumentType, "document-type.csv"
);

impl DocumentType {
    /// `LOINC` or `TRE_A05`: which list the code belongs to.
    #[must_use]
    pub fn system(self) -> &'static str {
        self.0.column(0)
    }

    /// The type that replaced a closed one.
    #[must_use]
    pub fn successor(self) -> Option<Self> {
        self.0.column(1).parse().ok()
    }
}

/// One version of the matrix, in force from a day until the next version.
#[derive(Debug, PartialEq, Eq)]
pub struct AccessMatrix {
    version: &'static str,
    from: Date,
    lines: Vec<(DocumentType, Vec<Role>)>,
}

impl AccessMatrix {
    /// The version in force on `day`; none before the first.
    #[must_use]
    pub fn in_force_on(day: Date) -> Option<&'static Self> {
        Self::versions().iter().rfind(|matrix| matrix.from <= day)
    }

    /// Every version, the oldest first.
    #[must_use]
    pub fn versions() -> &'static [Self] {
        static VERSIONS: LazyLock<Vec<AccessMatrix>> = LazyLock::new(|| {
            read(include_str!(
                "../../../../data/nomenclature/access-matrix.csv"
            ))
        });
        &VERSIONS
    }

    /// The date of the text that made it, which names it.
    #[must_use]
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// The first day of effect.
    #[must_use]
    pub fn from(&self) -> Date {
        self.from
    }

    #[must_use]
    pub fn opens(&self, role: Role, document: DocumentType) -> bool {
        self.roles(document).contains(&role)
    }

    /// Who opens this type of document.
    #[must_use]
    pub fn roles(&self, document: DocumentType) -> &[Role] {
        self.lines
            .iter()
            .find(|(own, _)| *own == document)
            .map_or(&[], |(_, roles)| roles)
    }

    /// What this role opens, closed types too: documents of these types remain.
    pub fn documents(&self, role: Role) -> impl Iterator<Item = DocumentType> {
        self.lines
            .iter()
            .filter(move |(_, roles)| roles.contains(&role))
            .map(|(document, _)| *document)
    }

    /// Every type of document that the matrix speaks of.
    pub fn all_documents(&self) -> impl Iterator<Item = DocumentType> {
        self.lines.iter().map(|(document, _)| *document)
    }
}

/// Reads `version;from;document;roles`, the versions from the oldest; a line with an unknown code opens nothing.
fn read(csv: &'static str) -> Vec<AccessMatrix> {
    let mut versions: Vec<AccessMatrix> = Vec::new();
    for line in csv.lines().skip(1) {
        let [version, from, document, roles] = line.splitn(4, ';').collect::<Vec<_>>()[..] else {
            continue;
        };
        let (Some(from), Ok(document)) = (day(from), document.parse()) else {
            continue;
        };
        let roles = roles
            .split(' ')
            .filter_map(|code| code.parse().ok())
            .collect();
        match versions.last_mut() {
            Some(last) if last.version == version => last.lines.push((document, roles)),
            _ => versions.push(AccessMatrix {
                version,
                from,
                lines: vec![(document, roles)],
            }),
        }
    }
    versions
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn document(code: &str) -> DocumentType {
        code.parse().unwrap()
    }

    #[test]
    fn x01_a_version_holds_from_its_day_of_effect() {
        assert_eq!(AccessMatrix::in_force_on(date(2023, 10, 29)), None);
        let matrix = AccessMatrix::in_force_on(date(2023, 10, 30)).unwrap();
        assert_eq!(
            (matrix.version(), matrix.from()),
            ("2023-10-26", date(2023, 10, 30))
        );
        assert!(AccessMatrix::versions().is_sorted_by_key(AccessMatrix::from));
    }

    #[test]
    fn x01_every_line_of_the_file_is_read() {
        let file = include_str!("../../../../data/nomenclature/access-matrix.csv");
        let read: usize = AccessMatrix::versions()
            .iter()
            .map(|matrix| matrix.lines.len())
            .sum();
        assert_eq!(read, file.lines().count() - 1);
        let codes = file
            .lines()
            .skip(1)
            .flat_map(|line| line.rsplit(';').next().unwrap().split(' '));
        assert!(
            codes
                .clone()
                .all(|code| code.parse::<Role>().is_ok_and(Role::is_rpps_plus))
        );
    }

    #[test]
    fn r15_the_open_types_of_document_of_each_role_are_counted() {
        let matrix = AccessMatrix::in_force_on(TODAY).unwrap();
        let open = |code: &str| {
            matrix
                .documents(code.parse().unwrap())
                .filter(|kind| kind.is_open_on(TODAY))
                .count()
        };
        let counts = ["GENR08", "GENR09", "GENR10", "GENR11", "GENR12", "GENR01"].map(open);
        assert_eq!(counts, [34, 5, 9, 26, 13, 0]);
    }

    #[test]
    fn x01_coordination_reads_a_discharge_letter_and_administration_does_not() {
        let matrix = AccessMatrix::in_force_on(TODAY).unwrap();
        let letter = document("11490-0");
        assert!(matrix.opens("GENR08".parse().unwrap(), letter));
        assert!(!matrix.opens("GENR09".parse().unwrap(), letter));
        assert_eq!(matrix.roles(document("83981-1")).len(), 5);
    }

    #[test]
    fn x01_a_closed_type_of_document_has_a_successor_with_the_same_rights() {
        let matrix = AccessMatrix::in_force_on(TODAY).unwrap();
        for closed in matrix
            .all_documents()
            .filter(|kind| !kind.is_open_on(TODAY))
        {
            let successor = closed.successor().unwrap();
            assert_eq!(matrix.roles(closed), matrix.roles(successor), "{closed}");
        }
        assert!(!document("ATTEST-VITALE").is_open_on(TODAY));
    }
}
