//! Professionals and their situations.

mod change;
mod closing;
mod contact;
mod correction;
mod export;
mod own;
mod practice;
mod read;
mod search;
mod write;

pub use change::{changes, insert_change, update_terms, version};
pub use closing::{
    Held, close_situation, closed, count_open, open_of, open_of_email, past_their_end,
    planned_reason, reopen_situation, set_planned_reason, situation,
};
pub use contact::{
    KeptContact, contact_changes, contact_version, held_until, holder_of_email, holder_of_mobile,
    release, set_contact,
};
pub use correction::{Kept, correct, corrections, count_corrections};
pub use export::{ExportLine, export};
pub use own::{Own, attested, behind_door, own, right_of, somebody};
pub use practice::{practice_changes, practice_version, set_practice};
pub(crate) use read::born_or_named;
pub use read::{Dates, Seen, SituationLine, all_situations, by_id, see};
pub use search::{
    Filter, Line, Order, count, known_by_email, known_by_identity, known_by_mobile, known_by_rpps,
    list,
};
pub(crate) use write::name_key;
pub use write::{insert, insert_situation, lock, remember_submission, submitted};

use crate::{StoreError, time, value};
use domain::{
    identifiers::CommuneCode,
    nomenclature::Country,
    professional::{BirthPlace, CivilIdentity, Contact, PracticeName, Professional},
};

/// The columns of a whole professional, of the table `p`.
macro_rules! columns {
    () => {
        "p.id, p.rpps, p.title, p.sex, p.birth_name, p.used_name, p.first_names, p.birth_date, p.birth_country, \
         p.birth_commune, p.birth_place, p.identity_document, p.identity_rank, p.practice_name, \
         p.practice_first_name, p.email, p.mobile, p.sole_reader, p.terms_version, p.registered_at"
    };
}
use columns;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    rpps: String,
    title: String,
    sex: String,
    birth_name: String,
    used_name: Option<String>,
    first_names: String,
    birth_date: String,
    birth_country: String,
    birth_commune: Option<String>,
    birth_place: String,
    identity_document: String,
    identity_rank: i64,
    practice_name: String,
    practice_first_name: String,
    email: String,
    mobile: String,
    sole_reader: bool,
    terms_version: String,
    registered_at: String,
}

impl TryFrom<Row> for Professional {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let birth_place = match &row.birth_commune {
            Some(code) => BirthPlace::France {
                commune: value::<CommuneCode>(code)?,
                name: row.birth_place,
            },
            None => BirthPlace::Abroad {
                country: value::<Country>(&row.birth_country)?,
                town: value(&row.birth_place)?,
            },
        };
        Ok(Self {
            id: value(&row.id)?,
            rpps: value(&row.rpps)?,
            identity: CivilIdentity {
                title: value(&row.title)?,
                sex: value(&row.sex)?,
                birth_name: value(&row.birth_name)?,
                used_name: row.used_name.as_deref().map(value).transpose()?,
                first_names: value(&row.first_names)?,
                birth_date: value(&row.birth_date)?,
                birth_place,
                document: value(&row.identity_document)?,
            },
            identity_rank: row.identity_rank,
            practice: PracticeName {
                name: value(&row.practice_name)?,
                first_name: value(&row.practice_first_name)?,
            },
            contact: Contact {
                email: value(&row.email)?,
                mobile: value(&row.mobile)?,
                sole_reader: row.sole_reader,
            },
            terms_version: row.terms_version,
            registered_at: time::instant(&row.registered_at)?,
        })
    }
}
