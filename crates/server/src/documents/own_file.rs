//! All that is held of a professional, for them to keep (R12).

use super::{DocumentError, Letterhead, sheet::Sheet};

#[derive(Clone, Debug)]
pub struct OwnFile {
    pub letterhead: Letterhead,
    pub name: String,
    pub rpps: String,
    /// `12/11/2026 à 14 h 05`.
    pub at: String,
    pub sections: Vec<Section>,
}

/// A part of the file: a table, or a list.
#[derive(Clone, Debug)]
pub struct Section {
    title: &'static str,
    facts: Vec<(String, String)>,
    lines: Vec<String>,
}

impl Section {
    #[must_use]
    pub const fn facts(title: &'static str, facts: Vec<(String, String)>) -> Self {
        Self {
            title,
            facts,
            lines: Vec::new(),
        }
    }

    #[must_use]
    pub const fn lines(title: &'static str, lines: Vec<String>) -> Self {
        Self {
            title,
            facts: Vec::new(),
            lines,
        }
    }
}

pub fn own_file(told: &OwnFile) -> Result<Vec<u8>, DocumentError> {
    let mut sheet = Sheet::new(&told.letterhead, "Mon dossier RPPS")?;
    sheet.shown(&told.name);
    sheet.facts(&[("Numéro RPPS", &told.rpps), ("Établi le", &told.at)]);
    sheet.paragraph("Tout ce que le service garde de vous. Rien d’autre que le numéro, la civilité, les noms d’exercice et les situations en cours n’est publié.");
    for section in &told.sections {
        sheet.section(section.title);
        if section.facts.is_empty() && section.lines.is_empty() {
            sheet.paragraph("Rien.");
        }
        if !section.facts.is_empty() {
            let facts: Vec<_> = section
                .facts
                .iter()
                .map(|(label, value)| (label.as_str(), value.as_str()))
                .collect();
            sheet.facts(&facts);
        }
        if !section.lines.is_empty() {
            let lines: Vec<_> = section.lines.iter().map(String::as_str).collect();
            sheet.list(&lines);
        }
    }
    sheet.finish()
}
