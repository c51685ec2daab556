//! A situation as a card: what it is, how it stands, what may be done with it.

use crate::portal::{components::SummaryRow, end_reasons, shell::Tone, words};
use domain::{
    access::{Account, paris_day},
    id::Id,
    professional::UNDONE_WITHIN,
};
use jiff::{Timestamp, civil::Date};
use store::professional::{Dates, SituationLine};

/// What `professionals/situation_cards.html` draws.
pub struct Card {
    pub establishment: String,
    pub state: (&'static str, Tone),
    pub rows: Vec<SummaryRow>,
    /// What must be done about it; empty for nothing.
    pub warning: String,
    /// Address and label of what may be done.
    pub links: Vec<(String, &'static str)>,
}

/// Who looks at the cards of a file, and when.
pub struct Reader<'a> {
    /// Where the file is.
    pub file: &'a str,
    /// None when nothing is done from the page.
    pub account: Option<Id<Account>>,
    pub now: Timestamp,
}

pub fn card(line: &SituationLine, reader: &Reader<'_>) -> Card {
    let today = paris_day(reader.now);
    let mut rows = facts(line);
    rows.extend(line.dates.map(dates).unwrap_or_default());
    Card {
        establishment: line.establishment_name.clone(),
        state: state(line, today),
        rows,
        warning: warning(line, today),
        links: links(line, reader),
    }
}

/// What the directory says of it.
pub fn facts(line: &SituationLine) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new(
            "Profession",
            words::typographic(line.profession.short_label()),
        ),
        SummaryRow::new("Rôle RPPS+", words::typographic(line.role.label())),
        SummaryRow::new("Mode d’exercice", line.practice_mode.label()),
        SummaryRow::new("Commune", line.town.clone()),
        SummaryRow::new("Numéro FINESS", line.establishment.to_string()),
    ]
}

fn dates(dates: Dates) -> Vec<SummaryRow> {
    let mut rows = vec![SummaryRow::new(
        "Prise de fonction",
        words::date(dates.starts_on),
    )];
    if let Some(end) = dates.planned_end {
        rows.push(SummaryRow::new("Fin prévue", words::date(end)));
    }
    if let Some(end) = dates.ended_on {
        rows.push(SummaryRow::new("Fin", words::date(end)));
    }
    if let Some(reason) = dates.reason {
        rows.push(SummaryRow::new(
            "Motif de la fin",
            end_reasons::told(reason),
        ));
    }
    rows
}

fn state(line: &SituationLine, today: Date) -> (&'static str, Tone) {
    match line.dates {
        None => ("Hors de votre périmètre", Tone::Neutral),
        Some(dates) if dates.ended_on.is_some() => ("Close", Tone::Neutral),
        Some(_) if is_to_end(line, today) => ("Établissement fermé", Tone::Warning),
        Some(dates) if dates.starts_on > today => ("À venir", Tone::Info),
        Some(_) => ("En cours", Tone::Success),
    }
}

/// S4: open in an establishment that is closed.
fn is_to_end(line: &SituationLine, today: Date) -> bool {
    line.dates.is_some_and(|dates| dates.ended_on.is_none())
        && line
            .establishment_closed_on
            .is_some_and(|closed| closed <= today)
}

fn warning(line: &SituationLine, today: Date) -> String {
    let closed = line
        .establishment_closed_on
        .filter(|_| is_to_end(line, today));
    closed.map_or_else(String::new, |on| {
        format!(
            "Cet établissement est fermé depuis le {}. Fermez cette situation\u{a0}; si la personne exerce ailleurs chez vous, ajoutez-en une là-bas.",
            words::date(on)
        )
    })
}

fn links(line: &SituationLine, reader: &Reader<'_>) -> Vec<(String, &'static str)> {
    let (Some(dates), Some(account)) = (line.dates, reader.account) else {
        return Vec::new();
    };
    let part = |last: &str| format!("{}/situations/{}/{last}", reader.file, line.id);
    if dates.ended_on.is_none() {
        return vec![(part("modifier"), "Modifier"), (part("fermer"), "Fermer")];
    }
    let is_recent = dates
        .closed_at
        .is_some_and(|at| reader.now.duration_since(at) <= UNDONE_WITHIN);
    if is_recent && dates.closed_by == Some(account) {
        return vec![(part("retablir"), "Rétablir")];
    }
    Vec::new()
}
