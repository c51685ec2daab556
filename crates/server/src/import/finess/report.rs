//! What an import did: some lines for who ran it, and a file with every line for later.

use super::{fault::Rejection, survey::Survey};
use domain::{event::StructureImport, id::Id, identifiers::Finess};
use std::fmt;
use store::{file::File, structure::import::Counts};

/// An import that ended.
#[derive(Debug)]
pub struct Report {
    pub import: Id<StructureImport>,
    /// Where the table of refused rows and closings is kept.
    pub file: Id<File>,
    pub legal_entities: Counts,
    pub establishments: Counts,
    /// Legal entities that own establishments of the files, without a name in any file (S1).
    pub known_by_number: usize,
    pub closed: Vec<Finess>,
    pub rejections: Vec<Rejection>,
}

/// Refused rows that are shown; the file has them all.
const SHOWN: usize = 20;

impl Report {
    pub(super) fn new(
        import: Id<StructureImport>,
        file: Id<File>,
        survey: Survey,
        closed: Vec<Finess>,
    ) -> Self {
        Self {
            import,
            file,
            known_by_number: survey.known_by_number(),
            legal_entities: survey.legal_entities.counts,
            establishments: Counts {
                closed: closed.len() as u64,
                ..survey.establishments.counts
            },
            closed,
            rejections: survey.rejections,
        }
    }

    #[must_use]
    pub fn total(&self) -> Counts {
        let mut total = self.legal_entities;
        total += self.establishments;
        total.rejected = self.rejections.len() as u64;
        total
    }

    /// Every refused row and every closing, as a table for spreadsheets.
    pub fn table(&self) -> Result<Vec<u8>, csv::Error> {
        let mut table = csv::WriterBuilder::new()
            .delimiter(b';')
            .from_writer(Vec::new());
        table.write_record(["suite", "fichier", "endroit", "finess", "motif"])?;
        for rejection in &self.rejections {
            table.write_record([
                "rejetée",
                &rejection.file,
                &rejection.place,
                &rejection.finess,
                &rejection.fault.to_string(),
            ])?;
        }
        for finess in &self.closed {
            table.write_record(["fermée", "", "", finess.as_str(), "absente des fichiers"])?;
        }
        let bytes = table
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        Ok(bytes)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["créées", "modifiées", "fermées", "inchangées"];
        writeln!(
            f,
            "{:24}{:>12}{:>12}{:>12}{:>12}",
            "", heads[0], heads[1], heads[2], heads[3]
        )?;
        for (name, counts) in [
            ("entités juridiques", self.legal_entities),
            ("établissements", self.establishments),
        ] {
            writeln!(
                f,
                "{name:24}{:>12}{:>12}{:>12}{:>12}",
                counts.created, counts.changed, counts.closed, counts.unchanged
            )?;
        }
        if self.known_by_number > 0 {
            writeln!(
                f,
                "Entités juridiques connues par leur seul numéro : {}",
                self.known_by_number
            )?;
        }
        writeln!(f, "Lignes rejetées : {}", self.rejections.len())?;
        for rejection in self.rejections.iter().take(SHOWN) {
            writeln!(f, "  {rejection}")?;
        }
        match self.rejections.len().checked_sub(SHOWN) {
            Some(more @ 1..) => writeln!(f, "  et {more} autres, toutes dans le rapport."),
            _ => Ok(()),
        }
    }
}
