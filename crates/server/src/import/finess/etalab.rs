//! The historic exports: `;` between fields, no header of columns, the kind of each line in its first field.

use super::{
    address::{commune, day, department, joined, postal_code_and_town, street},
    fault::{FileFault, Owner, Rejection, RowFault},
    lines::{Line, Lines},
    reading::Item,
};
use domain::{
    identifiers::Finess,
    nomenclature::EstablishmentCategory,
    structure::{Establishment, LegalEntity},
};
use std::io::{self, BufRead};
use store::structure::import::{ListedEstablishment, ListedLegalEntity};

/// One of the two exports.
pub struct Layout {
    label: &'static str,
    fields: usize,
    parse: fn(&[&str]) -> Result<Item, RowFault>,
}

/// `etalab-cs1100502`, and `cs1100507` whose lines `geolocalisation` are left aside.
pub const ESTABLISHMENTS: Layout = Layout {
    label: "structureet",
    fields: 32,
    parse: establishment,
};

/// `etalab-cs1100501`.
pub const LEGAL_ENTITIES: Layout = Layout {
    label: "structureej",
    fields: 23,
    parse: legal_entity,
};

/// Lines that are no structure and no mistake.
const OTHER_LABELS: [&str; 2] = ["finess", "geolocalisation"];

pub fn read(
    reader: impl BufRead,
    layout: &Layout,
    file: &str,
    emit: &mut dyn FnMut(Item) -> io::Result<()>,
) -> Result<(), FileFault> {
    let mut lines = Lines::new(reader);
    while let Some(line) = lines.next()? {
        let fields: Vec<&str> = line.text.split(';').map(unquoted).collect();
        if OTHER_LABELS.contains(&fields[0]) {
            continue;
        }
        if line.is_last && is_cut(&fields, layout) {
            return Err(FileFault::Truncated { line: line.number });
        }
        let item = item(&fields, layout)
            .unwrap_or_else(|fault| Item::Rejected(rejection(file, &line, &fields, fault)));
        emit(item)?;
    }
    Ok(())
}

/// The last line of a download that was cut lacks fields, or even the end of its label.
fn is_cut(fields: &[&str], layout: &Layout) -> bool {
    fields.len() < layout.fields && layout.label.starts_with(fields[0])
}

fn item(fields: &[&str], layout: &Layout) -> Result<Item, RowFault> {
    if fields[0] != layout.label {
        return Err(RowFault::Label(fields[0].chars().take(30).collect()));
    }
    if fields.len() != layout.fields {
        return Err(RowFault::FieldCount {
            expected: layout.fields,
            found: fields.len(),
        });
    }
    if fields.iter().any(|field| field.contains(char::is_control)) {
        return Err(RowFault::ControlCharacter);
    }
    (layout.parse)(fields)
}

fn rejection(file: &str, line: &Line, fields: &[&str], fault: RowFault) -> Rejection {
    Rejection {
        file: file.to_owned(),
        place: format!("ligne {}", line.number),
        finess: fields.get(1).copied().unwrap_or_default().to_owned(),
        fault,
    }
}

/// Spreadsheets put quotes around fields that the export does not have.
fn unquoted(field: &str) -> &str {
    let field = field.trim();
    field
        .strip_prefix('"')
        .and_then(|field| field.strip_suffix('"'))
        .unwrap_or(field)
}

pub(super) fn finess(number: &str, of: Owner) -> Result<Finess, RowFault> {
    number.parse().map_err(|fault| RowFault::Finess {
        of,
        number: number.to_owned(),
        fault,
    })
}

/// The long name, else the short one.
pub(super) fn name(long: &str, short: &str) -> Result<String, RowFault> {
    match (long, short) {
        ("", "") => Err(RowFault::NoName),
        ("", short) => Ok(short.to_owned()),
        (long, _) => Ok(long.to_owned()),
    }
}

/// The label of the file, else ours.
pub(super) fn category_label(label: &str, code: &str) -> String {
    if label.is_empty() {
        let known = code.parse().map(EstablishmentCategory::label);
        known.unwrap_or_default().to_owned()
    } else {
        label.to_owned()
    }
}

fn establishment(fields: &[&str]) -> Result<Item, RowFault> {
    let number = finess(fields[1], Owner::Establishment)?;
    let (postal_code, town) = postal_code_and_town(fields[15]);
    let establishment = Establishment {
        legal_entity: finess(fields[2], Owner::LegalEntity)?,
        name: name(fields[4], fields[3])?,
        category: fields[18].to_owned(),
        category_label: category_label(fields[19], fields[18]),
        siret: fields[22].to_owned(),
        address: street(
            [fields[7], fields[10], fields[8], fields[9]],
            [fields[6], fields[11]],
        ),
        postal_code,
        town,
        commune: commune(fields[12], fields[13]),
        department: department(fields[13], &number),
        phone: fields[16].to_owned(),
        opened_on: day(fields[28]),
        closed_on: None,
        finess: number,
    };
    let other_names = joined(&[fields[3], fields[5]], " ");
    Ok(Item::Establishment(ListedEstablishment::new(
        establishment,
        &other_names,
    )))
}

fn legal_entity(fields: &[&str]) -> Result<Item, RowFault> {
    let number = finess(fields[1], Owner::LegalEntity)?;
    let (postal_code, town) = postal_code_and_town(fields[12]);
    Ok(Item::LegalEntity(ListedLegalEntity::new(LegalEntity {
        name: name(fields[3], fields[2])?,
        siren: fields[20].to_owned(),
        legal_status: fields[16].to_owned(),
        address: street(
            [fields[5], fields[8], fields[6], fields[7]],
            [fields[9], fields[10]],
        ),
        postal_code,
        town,
        department: department(fields[13], &number),
        opened_on: day(fields[22]),
        closed_on: None,
        finess: number,
    })))
}
