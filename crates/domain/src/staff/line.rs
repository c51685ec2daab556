//! A line of a staff list: what is written in its cells, and what can be read of it.

use super::{
    Number,
    day::{Century, read_day},
};
use crate::{
    identifiers::{BirthDate, Finess, comparison_key},
    nomenclature::{EndReason, Profession},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::LazyLock};

/// What stands for a formula whose value the file does not have: the program that wrote it never worked it out.
pub const UNSAVED_FORMULA: &str = "formule sans valeur enregistrée";

/// What is written, cell by cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// In the file, from 1.
    pub number: usize,
    pub rpps: String,
    pub birth_name: String,
    pub used_name: String,
    pub first_names: String,
    pub birth_date: String,
    pub sex: String,
    pub establishment: String,
    pub profession: String,
    pub starts_on: String,
    pub ends_on: String,
    pub reason: String,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// Not the eleven digits of an RPPS number.
    NumberShape,
    NumberKey,
    /// The spreadsheet kept its first digits alone.
    NumberRounded,
    BirthDate,
    StartsOn,
    EndsOn,
    /// Neither a number nor a name with a first name.
    Nobody,
    /// A formula that the spreadsheet could not work out.
    Formula,
    /// [`UNSAVED_FORMULA`]: the cell is not empty, and what it says is not known.
    UnsavedFormula,
}

/// What could be read; what could not is in `wrong`, and read as if it were empty.
#[derive(Clone, Debug)]
pub struct Line {
    pub number: Option<Number>,
    /// In the form of comparison, birth name first.
    pub names: Vec<String>,
    /// The cell, then its first name alone, in the form of comparison.
    pub first_names: Vec<String>,
    pub birth_date: Option<BirthDate>,
    pub establishment: Option<Finess>,
    pub profession: Option<Profession>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub reason: Option<EndReason>,
    pub wrong: Vec<Wrong>,
}

impl Line {
    #[must_use]
    pub fn read(written: &Written) -> Self {
        let mut wrong = Vec::new();
        let number = Number::read(sound(&written.rpps, &mut wrong))
            .map_err(|why| wrong.push(why))
            .ok()
            .flatten();
        let birth_date = born(sound(&written.birth_date, &mut wrong), &mut wrong);
        let starts_on = day(
            sound(&written.starts_on, &mut wrong),
            Wrong::StartsOn,
            &mut wrong,
        );
        let ends_on = day(
            sound(&written.ends_on, &mut wrong),
            Wrong::EndsOn,
            &mut wrong,
        );
        let names = [&written.birth_name, &written.used_name]
            .map(|name| comparison_key(sound(name, &mut wrong)));
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let first_names = first_names(sound(&written.first_names, &mut wrong));
        if number.is_none() && (names.is_empty() || first_names.is_empty()) {
            wrong.push(Wrong::Nobody);
        }
        let establishment = finess(saved(&written.establishment, &mut wrong));
        let profession = profession(saved(&written.profession, &mut wrong));
        let reason = reason(saved(&written.reason, &mut wrong));
        let mut told = Vec::new();
        for why in wrong {
            if !told.contains(&why) {
                told.push(why);
            }
        }
        Self {
            number,
            names,
            first_names,
            birth_date,
            establishment,
            profession,
            starts_on,
            ends_on,
            reason,
            wrong: told,
        }
    }

    /// The day after which none of these lasts: somebody with several contracts stays as long as one does.
    pub(super) fn leaving<'a>(lines: impl Iterator<Item = &'a Self>) -> Option<Date> {
        let ends: Option<Vec<Date>> = lines.map(|line| line.ends_on).collect();
        ends?.into_iter().max()
    }

    #[must_use]
    pub fn has(&self, wrong: Wrong) -> bool {
        self.wrong.contains(&wrong)
    }
}

/// The text of a cell; nothing of one that holds an error such as `#N/A`.
fn sound<'a>(cell: &'a str, wrong: &mut Vec<Wrong>) -> &'a str {
    let cell = saved(cell, wrong);
    let is_error = cell.starts_with('#') && (cell.ends_with(['!', '?']) || cell.ends_with("/A"));
    if is_error {
        wrong.push(Wrong::Formula);
        return "";
    }
    cell
}

/// The text of a cell; nothing of a formula without a value.
fn saved<'a>(cell: &'a str, wrong: &mut Vec<Wrong>) -> &'a str {
    let cell = cell.trim();
    if cell == UNSAVED_FORMULA {
        wrong.push(Wrong::UnsavedFormula);
        return "";
    }
    cell
}

fn first_names(cell: &str) -> Vec<String> {
    let whole = comparison_key(&cell.replace(',', " "));
    let first = cell
        .split([',', ' ', '\u{a0}'])
        .find(|name| !name.is_empty());
    let first = comparison_key(first.unwrap_or_default());
    let mut names = vec![whole];
    if names[0] != first {
        names.push(first);
    }
    names.retain(|name| !name.is_empty());
    names
}

fn born(cell: &str, wrong: &mut Vec<Wrong>) -> Option<BirthDate> {
    if cell.is_empty() {
        return None;
    }
    let full = read_day(cell, Century::Past).and_then(|day| BirthDate::try_from(day).ok());
    let born = full.or_else(|| BirthDate::parse_french(cell).ok());
    if born.is_none() {
        wrong.push(Wrong::BirthDate);
    }
    born
}

fn day(cell: &str, why: Wrong, wrong: &mut Vec<Wrong>) -> Option<Date> {
    if cell.is_empty() || cell.chars().all(|c| c == '-' || c == '/') {
        return None;
    }
    let day = read_day(cell, Century::Present);
    if day.is_none() {
        wrong.push(why);
    }
    day
}

/// An establishment by its number; its leading zero may be lost.
fn finess(cell: &str) -> Option<Finess> {
    let cell = cell.trim();
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    if digits && cell.len() == 8 {
        return format!("0{cell}").parse().ok();
    }
    cell.parse().ok()
}

/// A profession by its code, its label or another name; a job in the words of the structure is none.
fn profession(cell: &str) -> Option<Profession> {
    let wanted = comparison_key(cell);
    if wanted.is_empty() {
        return None;
    }
    PROFESSIONS.get(&wanted).copied()
}

/// Every name of every profession, in the form of comparison; the first to bear a name has it.
static PROFESSIONS: LazyLock<HashMap<String, Profession>> = LazyLock::new(|| {
    let mut named = HashMap::new();
    for profession in Profession::all() {
        let own = [
            profession.code(),
            profession.label(),
            profession.short_label(),
        ];
        for name in own.into_iter().chain(profession.aliases()) {
            named.entry(comparison_key(name)).or_insert(profession);
        }
    }
    named
});

/// A reason by its code or its labels; `AUT` for the end of a contract and all that the table does not name.
fn reason(cell: &str) -> Option<EndReason> {
    let wanted = comparison_key(cell);
    if wanted.is_empty() {
        return None;
    }
    let known = EndReason::all().find(|reason| {
        let own = [reason.code(), reason.label(), reason.short_label()];
        own.into_iter().any(|name| comparison_key(name) == wanted)
    });
    let by_word =
        |word: &str, code: &str| wanted.contains(word).then(|| code.parse().ok()).flatten();
    known
        .or_else(|| by_word("DECE", "DCD"))
        .or_else(|| by_word("RETRAITE", "RS"))
        .or_else(|| by_word("ETRANGER", "ETR"))
        .or_else(|| "AUT".parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written() -> Written {
        Written {
            number: 2,
            birth_name: "LE GOFF".into(),
            first_names: "Marie-Anne, Léa".into(),
            birth_date: "14/03/1985".into(),
            ..Written::default()
        }
    }

    #[test]
    fn l04_what_cannot_be_read_is_told_and_nothing_else_is_lost() {
        let line = Line::read(&Written {
            rpps: "9,97E+10".into(),
            ends_on: "bientôt".into(),
            ..written()
        });
        assert_eq!(line.wrong, [Wrong::NumberRounded, Wrong::EndsOn]);
        assert_eq!(line.names, ["LE GOFF"]);
        assert_eq!(line.first_names, ["MARIE ANNE LEA", "MARIE ANNE"]);
        let formula = Line::read(&Written {
            rpps: "#N/A".into(),
            ..Written::default()
        });
        assert_eq!(formula.wrong, [Wrong::Formula, Wrong::Nobody]);
        let unsaved = Line::read(&Written {
            establishment: UNSAVED_FORMULA.into(),
            ends_on: UNSAVED_FORMULA.into(),
            ..written()
        });
        assert_eq!(unsaved.wrong, [Wrong::UnsavedFormula]);
    }

    #[test]
    fn l04_a_profession_an_establishment_and_a_reason_are_read_by_their_names() {
        let line = Line::read(&Written {
            profession: "AIDE SOIGNANTE".into(),
            establishment: "10001246".into(),
            reason: "Départ à la retraite".into(),
            ..written()
        });
        assert!(line.profession.is_some());
        assert_eq!(line.reason.unwrap().code(), "RS");
        assert_eq!(reason("Fin de CDD").unwrap().code(), "AUT");
        assert_eq!(reason(""), None);
        assert_eq!(profession("chef de rang"), None);
    }

    proptest! {
        #[test]
        fn no_cell_panics(text in any::<String>()) {
            let line = Written { number: 1, rpps: text.clone(), birth_name: text.clone(), used_name: text.clone(),
                first_names: text.clone(), birth_date: text.clone(), sex: text.clone(), establishment: text.clone(),
                profession: text.clone(), starts_on: text.clone(), ends_on: text.clone(), reason: text };
            let _ = Line::read(&line);
        }
    }
}
