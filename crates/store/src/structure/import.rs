//! Structures of the official files, compared with those that are known, and written in sets (S3).

use super::words;
use crate::{StoreError, Tx, on, time, value};
use aws_lc_rs::digest::{SHA256, digest};
use domain::{
    event::StructureImport,
    id::Id,
    identifiers::Finess,
    structure::{Establishment, LegalEntity},
};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;

/// Short hash of all that an import writes of a structure: the same row gives the same fingerprint for ever.
pub type Fingerprint = u64;

/// An establishment as a file lists it.
#[derive(Clone, Debug)]
pub struct ListedEstablishment {
    pub establishment: Establishment,
    pub fingerprint: Fingerprint,
    words: Vec<String>,
}

impl ListedEstablishment {
    /// `other_names` are searched, not shown.
    #[must_use]
    pub fn new(establishment: Establishment, other_names: &str) -> Self {
        let words = words::of(&establishment, other_names);
        Self {
            fingerprint: fingerprint(&format!("{establishment:?}{words:?}")),
            establishment,
            words,
        }
    }
}

/// A legal entity as a file lists it.
#[derive(Clone, Debug)]
pub struct ListedLegalEntity {
    pub legal_entity: LegalEntity,
    pub fingerprint: Fingerprint,
}

impl ListedLegalEntity {
    #[must_use]
    pub fn new(legal_entity: LegalEntity) -> Self {
        Self {
            fingerprint: fingerprint(&format!("{legal_entity:?}")),
            legal_entity,
        }
    }
}

fn fingerprint(text: &str) -> Fingerprint {
    let hash = digest(&SHA256, text.as_bytes());
    hash.as_ref()
        .iter()
        .take(8)
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// What the register holds of a structure, as far as an import asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// None while it is known by its number alone, or was closed because a file no longer held it.
    pub fingerprint: Option<Fingerprint>,
    pub is_open: bool,
}

type KnownRow = (String, String, Option<String>);

/// Every establishment.
pub async fn known_establishments(
    tx: &mut Tx,
    today: Date,
) -> Result<HashMap<Finess, Known>, StoreError> {
    let rows: Vec<KnownRow> = on!(tx, |conn| {
        sqlx::query_as("SELECT finess, fingerprint, closed_on FROM establishment")
            .fetch_all(conn)
            .await?
    });
    known(rows, today)
}

/// Every legal entity.
pub async fn known_legal_entities(
    tx: &mut Tx,
    today: Date,
) -> Result<HashMap<Finess, Known>, StoreError> {
    let rows: Vec<KnownRow> = on!(tx, |conn| {
        sqlx::query_as("SELECT finess, fingerprint, closed_on FROM legal_entity")
            .fetch_all(conn)
            .await?
    });
    known(rows, today)
}

fn known(rows: Vec<KnownRow>, today: Date) -> Result<HashMap<Finess, Known>, StoreError> {
    rows.into_iter()
        .map(|(finess, fingerprint, closed_on)| {
            let closed_on = closed_on.as_deref().map(time::day).transpose()?;
            let known = Known {
                fingerprint: u64::from_str_radix(&fingerprint, 16).ok(),
                is_open: closed_on.is_none_or(|closed| today < closed),
            };
            Ok((value(&finess)?, known))
        })
        .collect()
}

/// How many structures an import wrote, left, or refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub created: u64,
    pub changed: u64,
    pub closed: u64,
    pub unchanged: u64,
    pub rejected: u64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.created += other.created;
        self.changed += other.changed;
        self.closed += other.closed;
        self.unchanged += other.unchanged;
        self.rejected += other.rejected;
    }
}

/// Insert or overwrite legal entities: those known by their number alone get their name here.
pub(crate) async fn write_legal_entities(
    tx: &mut Tx,
    listed: &[ListedLegalEntity],
) -> Result<(), StoreError> {
    if listed.is_empty() {
        return Ok(());
    }
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "INSERT INTO legal_entity (finess, name, siren, legal_status, address, postal_code, town, department, \
             opened_on, closed_on, fingerprint) ",
        );
        sql.push_values(listed, |mut row, listed| {
            let entity = &listed.legal_entity;
            row.push_bind(entity.finess.as_str())
                .push_bind(&entity.name)
                .push_bind(&entity.siren)
                .push_bind(&entity.legal_status)
                .push_bind(&entity.address)
                .push_bind(&entity.postal_code)
                .push_bind(&entity.town)
                .push_bind(&entity.department)
                .push_bind(&entity.opened_on)
                .push_bind(entity.closed_on.map(|day| day.to_string()))
                .push_bind(format!("{:016x}", listed.fingerprint));
        });
        sql.push(
            " ON CONFLICT (finess) DO UPDATE SET name = excluded.name, siren = excluded.siren, \
             legal_status = excluded.legal_status, address = excluded.address, \
             postal_code = excluded.postal_code, town = excluded.town, department = excluded.department, \
             opened_on = excluded.opened_on, closed_on = excluded.closed_on, \
             fingerprint = excluded.fingerprint, version = legal_entity.version + 1",
        );
        sql.build().execute(conn).await?;
    });
    Ok(())
}

/// Insert or overwrite establishments and their words. Their legal entities are made known by number where no
/// file tells more (S1).
pub(crate) async fn write_establishments(
    tx: &mut Tx,
    listed: &[ListedEstablishment],
) -> Result<(), StoreError> {
    if listed.is_empty() {
        return Ok(());
    }
    name_owners(tx, listed).await?;
    on!(&mut *tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "INSERT INTO establishment (finess, legal_entity, name, category, category_label, siret, address, \
             postal_code, town, commune, department, phone, opened_on, closed_on, fingerprint, covered_under) ",
        );
        sql.push_values(listed, |mut row, listed| {
            let establishment = &listed.establishment;
            row.push_bind(establishment.finess.as_str())
                .push_bind(establishment.legal_entity.as_str())
                .push_bind(&establishment.name)
                .push_bind(&establishment.category)
                .push_bind(&establishment.category_label)
                .push_bind(&establishment.siret)
                .push_bind(&establishment.address)
                .push_bind(&establishment.postal_code)
                .push_bind(&establishment.town)
                .push_bind(&establishment.commune)
                .push_bind(&establishment.department)
                .push_bind(&establishment.phone)
                .push_bind(&establishment.opened_on)
                .push_bind(establishment.closed_on.map(|day| day.to_string()))
                .push_bind(format!("{:016x}", listed.fingerprint))
                .push_bind(establishment.legal_entity.as_str());
        });
        // C9: under a contract, it stays where it was until the agency settles its move.
        sql.push(
            " ON CONFLICT (finess) DO UPDATE SET covered_under = CASE WHEN EXISTS (SELECT 1 FROM contract c \
             WHERE c.legal_entity = establishment.covered_under AND c.ended_at IS NULL \
             AND (c.establishment IS NULL OR c.establishment = establishment.finess)) \
             THEN establishment.covered_under ELSE excluded.covered_under END, \
             legal_entity = excluded.legal_entity, name = excluded.name, \
             category = excluded.category, category_label = excluded.category_label, siret = excluded.siret, \
             address = excluded.address, postal_code = excluded.postal_code, town = excluded.town, \
             commune = excluded.commune, department = excluded.department, phone = excluded.phone, \
             opened_on = excluded.opened_on, closed_on = excluded.closed_on, \
             fingerprint = excluded.fingerprint, version = establishment.version + 1",
        );
        sql.build().execute(conn).await?;
    });
    write_words(tx, listed).await
}

async fn name_owners(tx: &mut Tx, listed: &[ListedEstablishment]) -> Result<(), StoreError> {
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "INSERT INTO legal_entity (finess, name, siren, legal_status, address, postal_code, town, department, \
             opened_on, fingerprint) ",
        );
        sql.push_values(listed, |mut row, listed| {
            let owner = &listed.establishment.legal_entity;
            row.push_bind(owner.as_str())
                .push("'', '', '', '', '', ''")
                .push_bind(owner.department_code())
                .push("'', ''");
        });
        sql.push(" ON CONFLICT (finess) DO NOTHING");
        sql.build().execute(conn).await?;
    });
    Ok(())
}

/// Words of one statement: SQLite takes 32,766 parameters.
const WORDS: usize = 8_000;

async fn write_words(tx: &mut Tx, listed: &[ListedEstablishment]) -> Result<(), StoreError> {
    on!(&mut *tx, |conn| {
        let mut sql =
            sqlx::QueryBuilder::new("DELETE FROM establishment_word WHERE establishment IN (");
        let mut numbers = sql.separated(", ");
        for listed in listed {
            numbers.push_bind(listed.establishment.finess.as_str());
        }
        sql.push(")");
        sql.build().execute(conn).await?;
    });
    let words: Vec<(&str, &str)> = listed
        .iter()
        .flat_map(|listed| {
            let finess = listed.establishment.finess.as_str();
            listed.words.iter().map(move |word| (word.as_str(), finess))
        })
        .collect();
    for words in words.chunks(WORDS) {
        on!(&mut *tx, |conn| {
            let mut sql =
                sqlx::QueryBuilder::new("INSERT INTO establishment_word (word, establishment) ");
            sql.push_values(words, |mut row, (word, finess)| {
                row.push_bind(*word).push_bind(*finess);
            });
            // Each has its own number of words: such statements are not worth keeping.
            sql.build().persistent(false).execute(conn).await?;
        });
    }
    Ok(())
}

/// Close establishments that a file no longer holds. Without a fingerprint, they open again when they come back.
pub(crate) async fn close(tx: &mut Tx, gone: &[Finess], day: Date) -> Result<(), StoreError> {
    if gone.is_empty() {
        return Ok(());
    }
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("UPDATE establishment SET closed_on = ");
        sql.push_bind(day.to_string());
        sql.push(", fingerprint = '', version = version + 1 WHERE finess IN (");
        let mut numbers = sql.separated(", ");
        for finess in gone {
            numbers.push_bind(finess.as_str());
        }
        sql.push(")");
        sql.build().execute(conn).await?;
    });
    Ok(())
}

/// The end of an import, in the act that tells of it: what it did, and the file that says so in full.
pub async fn finish(
    tx: &mut Tx,
    import: Id<StructureImport>,
    counts: Counts,
    report: Id<crate::file::File>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    on!(tx, |conn| {
        sqlx::query(
            "UPDATE structure_import SET finished_at = $1, created = $2, changed = $3, closed = $4, \
             unchanged = $5, rejected = $6, report = $7 WHERE id = $8",
        )
        .bind(time::text(at))
        .bind(number(counts.created))
        .bind(number(counts.changed))
        .bind(number(counts.closed))
        .bind(number(counts.unchanged))
        .bind(number(counts.rejected))
        .bind(report.to_string())
        .bind(import.to_string())
        .execute(conn)
        .await?;
    });
    Ok(())
}
