//! What is published: versions kept for ever, and the lines that the public search reads (A1).

use crate::{StoreError, Tx, on, professional, time, value};
use domain::{
    id::Id,
    identifiers::{Finess, Rpps, name_words, search_words},
    nomenclature::{PracticeMode, Profession, Role, Title},
    professional::Professional,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the directory says of a professional: public fields only (A1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub rpps: Rpps,
    pub title: Title,
    pub practice_name: String,
    pub practice_first_name: String,
    pub situations: Vec<PublishedSituation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedSituation {
    pub id: String,
    pub establishment: Finess,
    pub profession: Profession,
    pub role: Role,
    pub practice_mode: PracticeMode,
}

/// Publish a professional as they stand, inside the act that changed them.
pub async fn publish(
    tx: &mut Tx,
    professional: &Professional,
    at: Timestamp,
) -> Result<(), StoreError> {
    let published = Published {
        rpps: professional.rpps.clone(),
        title: professional.identity.title,
        practice_name: professional.practice.name.to_string(),
        practice_first_name: professional.practice.first_name.to_string(),
        situations: open_situations(tx, professional.id).await?,
    };
    let document = serde_json::to_string(&published)?;
    let id = professional.id.to_string();
    on!(&mut *tx, |conn| {
        sqlx::query(
            "INSERT INTO directory_version (professional, version, at, document) \
             SELECT $1, COALESCE(MAX(version), 0) + 1, $2, $3 FROM directory_version WHERE professional = $1",
        )
        .bind(&id)
        .bind(time::text(at))
        .bind(document)
        .execute(conn)
        .await?;
    });
    on!(&mut *tx, |conn| {
        sqlx::query("DELETE FROM directory_line WHERE professional = $1")
            .bind(&id)
            .execute(conn)
            .await?;
    });
    let name_key = professional::name_key(professional);
    for situation in &published.situations {
        insert_line(tx, professional, &published, situation, &name_key).await?;
    }
    Ok(())
}

async fn open_situations(
    tx: &mut Tx,
    id: Id<Professional>,
) -> Result<Vec<PublishedSituation>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, establishment, profession, role, practice_mode FROM situation \
             WHERE professional = $1 AND ended_on IS NULL ORDER BY id",
        )
        .bind(id.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(id, establishment, profession, role, practice_mode)| {
            Ok(PublishedSituation {
                id,
                establishment: value(&establishment)?,
                profession: value(&profession)?,
                role: value(&role)?,
                practice_mode: value(&practice_mode)?,
            })
        })
        .collect()
}

async fn insert_line(
    tx: &mut Tx,
    professional: &Professional,
    published: &Published,
    situation: &PublishedSituation,
    name_key: &str,
) -> Result<(), StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query(
            "INSERT INTO directory_line (situation, professional, rpps, title, practice_name, practice_first_name, \
             name_key, establishment, profession, role, practice_mode) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(&situation.id)
        .bind(professional.id.to_string())
        .bind(published.rpps.as_str())
        .bind(published.title.to_string())
        .bind(&published.practice_name)
        .bind(&published.practice_first_name)
        .bind(name_key)
        .bind(situation.establishment.as_str())
        .bind(situation.profession.to_string())
        .bind(situation.role.to_string())
        .bind(situation.practice_mode.to_string())
        .execute(conn)
        .await?;
    });
    let names = [&published.practice_name, &published.practice_first_name];
    let words: BTreeSet<String> = names
        .into_iter()
        .flat_map(|name| name_words(name))
        .collect();
    on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("INSERT INTO directory_word (word, situation) ");
        sql.push_values(&words, |mut row, word| {
            row.push_bind(word).push_bind(&situation.id);
        });
        sql.build().execute(conn).await?;
    });
    Ok(())
}

/// What the public asks for; all that is given must match.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words of the practice names, in any order; each matches a beginning.
    pub words: String,
    pub rpps: Option<Rpps>,
    /// Words of the establishment's name or of its commune.
    pub place: String,
    pub establishment: Option<Finess>,
}

impl Query {
    /// Does it ask for nothing?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            words,
            rpps,
            place,
            establishment,
        } = self;
        rpps.is_none()
            && establishment.is_none()
            && search_words(words).is_empty()
            && search_words(place).is_empty()
    }
}

/// One published situation.
#[derive(Clone, Debug)]
pub struct Line {
    pub rpps: Rpps,
    pub title: Title,
    pub practice_name: String,
    pub practice_first_name: String,
    pub profession: Profession,
    pub role: Role,
    pub practice_mode: PracticeMode,
    pub establishment: Finess,
    pub establishment_name: String,
    pub address: String,
    pub postal_code: String,
    pub town: String,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    rpps: String,
    title: String,
    practice_name: String,
    practice_first_name: String,
    profession: String,
    role: String,
    practice_mode: String,
    establishment: String,
    name: String,
    address: String,
    postal_code: String,
    town: String,
}

impl TryFrom<LineRow> for Line {
    type Error = StoreError;
    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            rpps: value(&row.rpps)?,
            title: value(&row.title)?,
            practice_name: row.practice_name,
            practice_first_name: row.practice_first_name,
            profession: value(&row.profession)?,
            role: value(&row.role)?,
            practice_mode: value(&row.practice_mode)?,
            establishment: value(&row.establishment)?,
            establishment_name: row.name,
            address: row.address,
            postal_code: row.postal_code,
            town: row.town,
        })
    }
}

/// Words beyond these are not looked at.
const MOST_WORDS: usize = 8;

/// The words asked for, each as a range from a text up to another: a word begins so. A lone letter is a whole
/// word (`d'Août`), for it begins a tenth of all names.
fn ranges(text: &str) -> impl Iterator<Item = (String, String)> {
    let words = search_words(text).into_iter().take(MOST_WORDS);
    words.map(|word| {
        let until = match word.chars().count() {
            1 => format!("{word}\u{1}"),
            _ => crate::after(&word),
        };
        (word, until)
    })
}

macro_rules! push_query {
    ($sql:ident, $query:expr) => {{
        $sql.push("FROM directory_line d WHERE 1 = 1");
        if let Some(rpps) = &$query.rpps {
            $sql.push(" AND d.rpps = ").push_bind(rpps.to_string());
        }
        if let Some(establishment) = &$query.establishment {
            $sql.push(" AND d.establishment = ").push_bind(establishment.to_string());
        }
        for (from, until) in ranges(&$query.words) {
            $sql.push(" AND d.situation IN (SELECT w.situation FROM directory_word w WHERE w.word >= ");
            $sql.push_bind(from).push(" AND w.word < ").push_bind(until).push(")");
        }
        for (from, until) in ranges(&$query.place) {
            $sql.push(" AND d.establishment IN (SELECT w.establishment FROM establishment_word w WHERE w.word >= ");
            $sql.push_bind(from).push(" AND w.word < ").push_bind(until).push(")");
        }
    }};
}

/// Published situations by name, `limit` of them after the first `offset`. Costs the lines that bear the
/// words asked for: they are put in order before any establishment is read.
pub async fn search(
    tx: &mut Tx,
    query: &Query,
    offset: i64,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let rows: Vec<LineRow> = on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "SELECT d.rpps, d.title, d.practice_name, d.practice_first_name, d.profession, d.role, d.practice_mode, \
             d.establishment, e.name, e.address, e.postal_code, e.town FROM (SELECT d.situation ",
        );
        push_query!(sql, query);
        sql.push(" ORDER BY d.name_key, d.situation LIMIT ")
            .push_bind(limit);
        sql.push(" OFFSET ").push_bind(offset);
        sql.push(
            ") f JOIN directory_line d ON d.situation = f.situation \
             JOIN establishment e ON e.finess = d.establishment ORDER BY d.name_key, d.situation",
        );
        sql.build_query_as().fetch_all(conn).await?
    });
    rows.into_iter().map(Line::try_from).collect()
}

/// How many lines a search gives in all, counted up to `most`.
pub async fn count(tx: &mut Tx, query: &Query, most: i64) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM (SELECT 1 ");
        push_query!(sql, query);
        sql.push(" LIMIT ").push_bind(most).push(") x");
        sql.build_query_scalar().fetch_one(conn).await?
    }))
}

/// When a professional was first published.
pub async fn first_published(
    tx: &mut Tx,
    id: Id<Professional>,
) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT at FROM directory_version WHERE professional = $1 AND version = 1",
        )
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?
    });
    at.as_deref().map(time::instant).transpose()
}
