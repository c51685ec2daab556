//! The JSON of FINESS+: legal entities (`pmej`), each with its establishments (`ege`).
//!
//! The published schema and the real file spell some names differently, and write a code as an object or as a
//! text: both are read. A real file is hundreds of megabytes: it is read one legal entity at a time.

mod json;

use super::{
    address::{commune, day, department, joined, street},
    etalab::{category_label, finess, name},
    fault::{FileFault, Owner, Rejection, RowFault},
    reading::Item,
};
use domain::{
    identifiers::{CommuneCode, Finess},
    structure::{Establishment, LegalEntity},
};
use jiff::civil::Date;
use json::{Address, Ege, Pmej};
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{
    fmt,
    io::{self, BufRead},
};
use store::structure::import::{ListedEstablishment, ListedLegalEntity};

pub fn read(
    mut reader: impl BufRead,
    file: &str,
    emit: &mut dyn FnMut(Item) -> io::Result<()>,
) -> Result<(), FileFault> {
    if reader.fill_buf()?.starts_with(b"\xEF\xBB\xBF") {
        reader.consume(3);
    }
    let mut json = serde_json::Deserializer::from_reader(reader);
    let found = json
        .deserialize_map(Document { file, emit })
        .and_then(|found| json.end().map(|()| found))
        .map_err(fault)?;
    found.ok_or(FileFault::NotFiness)
}

fn fault(error: serde_json::Error) -> FileFault {
    use serde_json::error::Category;
    match error.classify() {
        Category::Io => FileFault::Unreadable(error.into()),
        Category::Eof => FileFault::Truncated {
            line: error.line() as u64,
        },
        Category::Data => FileFault::NotFiness,
        Category::Syntax => FileFault::MalformedJson {
            line: error.line(),
            column: error.column(),
        },
    }
}

/// The whole file: `{"pmej": […], …}`. Gives whether there was a `pmej`.
struct Document<'a> {
    file: &'a str,
    emit: &'a mut dyn FnMut(Item) -> io::Result<()>,
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = Option<()>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the member pmej")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<()>, A::Error> {
        let Self { file, emit } = self;
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "pmej" {
                let emit = &mut *emit;
                map.next_value_seed(LegalEntities { file, emit })?;
                found = Some(());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// The array `pmej`.
struct LegalEntities<'a> {
    file: &'a str,
    emit: &'a mut dyn FnMut(Item) -> io::Result<()>,
}

impl<'de> DeserializeSeed<'de> for LegalEntities<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for LegalEntities<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of legal entities")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        let mut rank = 0_u64;
        while let Some(json) = array.next_element::<Box<RawValue>>()? {
            rank += 1;
            let place = Place {
                file: self.file,
                text: format!("pmej n° {rank}"),
            };
            for item in items(&json, &place) {
                (self.emit)(item).map_err(A::Error::custom)?;
            }
        }
        Ok(())
    }
}

/// Where in the file, for what is refused.
struct Place<'a> {
    file: &'a str,
    text: String,
}

impl Place<'_> {
    fn rejected(&self, finess: &str, fault: RowFault) -> Item {
        Item::Rejected(Rejection {
            file: self.file.to_owned(),
            place: self.text.clone(),
            finess: finess.to_owned(),
            fault,
        })
    }
}

/// A legal entity and its establishments, or why they are refused.
fn items(json: &RawValue, place: &Place<'_>) -> Vec<Item> {
    let pmej: Pmej = match serde_json::from_str(json.get()) {
        Ok(pmej) => pmej,
        Err(error) => return vec![place.rejected("", shape(&error))],
    };
    let number = pmej.about.number.text();
    let mut items = vec![legal_entity(&pmej).unwrap_or_else(|fault| place.rejected(number, fault))];
    for (rank, json) in (1..).zip(pmej.establishments.iter().flatten()) {
        let place = Place {
            file: place.file,
            text: format!("{}, ege n° {rank}", place.text),
        };
        items.push(match serde_json::from_str::<Ege>(json.get()) {
            Ok(ege) => establishment(&ege, number)
                .unwrap_or_else(|fault| place.rejected(ege.about.number.text(), fault)),
            Err(error) => place.rejected("", shape(&error)),
        });
    }
    items
}

fn shape(error: &serde_json::Error) -> RowFault {
    RowFault::Shape(error.to_string())
}

/// State `I` of `TRE_R386`: the structure is closed.
const INACTIVE: &str = "I";

/// The day of closing; where the file has none, that of the last change of what is closed.
fn closed_on(state: &str, closed: &str, updated: &str) -> Result<Option<Date>, RowFault> {
    if let Ok(closed) = day(closed).parse() {
        return Ok(Some(closed));
    }
    if state != INACTIVE {
        return Ok(None);
    }
    let updated = day(updated).parse();
    updated.map(Some).map_err(|_| RowFault::ClosedWithoutDate)
}

fn legal_entity(pmej: &Pmej<'_>) -> Result<Item, RowFault> {
    let about = &pmej.about;
    let number = finess(about.number.text(), Owner::LegalEntity)?;
    let place = Located::of(pmej.addresses.as_deref(), &number);
    let entity = LegalEntity {
        name: name(about.long_name.text(), about.short_name.text())?,
        siren: about.siren.text().to_owned(),
        legal_status: about.legal_status.text().to_owned(),
        address: place.street,
        postal_code: place.postal_code,
        town: place.town,
        department: place.department,
        opened_on: day(about.opened.text()),
        closed_on: closed_on(
            pmej.state.or(&about.state),
            about.closed.text(),
            pmej.updated.or(&about.updated),
        )?,
        finess: number,
    };
    clean(&[&entity.name, &entity.address, &entity.town, &entity.siren])?;
    Ok(Item::LegalEntity(ListedLegalEntity::new(entity)))
}

fn establishment(ege: &Ege, owner: &str) -> Result<Item, RowFault> {
    let about = &ege.about;
    let number = finess(about.number.text(), Owner::Establishment)?;
    let place = Located::of(ege.addresses.as_deref(), &number);
    let phone = ege.contacts.iter().flatten().find_map(|contact| {
        let phone = contact.telecom.as_ref()?.telephone.text();
        (!phone.is_empty()).then(|| phone.to_owned())
    });
    let category = ege.category.text();
    let establishment = Establishment {
        legal_entity: finess(owner, Owner::LegalEntity)?,
        name: name(about.long_name.text(), about.short_name.text())?,
        category: category.to_owned(),
        category_label: category_label("", category),
        siret: about.siret.or(&ege.siret).to_owned(),
        address: place.street,
        postal_code: place.postal_code,
        town: place.town,
        commune: place.commune,
        department: place.department,
        phone: phone.unwrap_or_default(),
        opened_on: day(about.opened.text()),
        closed_on: closed_on(ege.state.text(), about.closed.text(), ege.updated.text())?,
        finess: number,
    };
    let other_names = joined(&[about.short_name.text(), about.complement.text()], " ");
    clean(&[
        &establishment.name,
        &other_names,
        &establishment.address,
        &establishment.town,
        &establishment.phone,
        &establishment.siret,
        &establishment.category,
    ])?;
    let listed = ListedEstablishment::new(establishment, &other_names);
    Ok(Item::Establishment(listed))
}

fn clean(fields: &[&str]) -> Result<(), RowFault> {
    if fields.iter().any(|field| field.contains(char::is_control)) {
        return Err(RowFault::ControlCharacter);
    }
    Ok(())
}

/// The parts of the first address.
struct Located {
    street: String,
    postal_code: String,
    town: String,
    commune: String,
    department: String,
}

impl Located {
    fn of(addresses: Option<&[Address]>, number: &Finess) -> Self {
        let none = Address::default();
        let address = addresses.and_then(<[Address]>::first).unwrap_or(&none);
        let commune = commune(address.cog_commune.text(), "");
        let department = match commune.parse::<CommuneCode>() {
            Ok(code) => department(code.department_code(), number),
            Err(_) => number.department_code().to_owned(),
        };
        Self {
            street: street(
                [
                    address.numero_voie.text(),
                    address.complement_voie.text(),
                    address.type_voie.text(),
                    address.libelle_voie.text(),
                ],
                [
                    address.complement_point_geographique.text(),
                    address.lieu_dit.text(),
                ],
            ),
            postal_code: address.code_postal.text().to_owned(),
            town: address.ligne_acheminement.text().to_owned(),
            commune,
            department,
        }
    }
}
