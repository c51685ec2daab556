//! Professionals as the agency finds them: every one of the register (R10).

use crate::{StoreError, Tx, on, value};
use domain::{
    duplicate::{IdentityKey, Known},
    id::Id,
    identifiers::{BirthDate, Rpps, search_words},
    professional::Professional,
};

/// One line of a search.
#[derive(Clone, Debug)]
pub struct Found {
    pub rpps: Rpps,
    pub name: String,
    pub first_name: String,
    pub birth_name: String,
    pub birth_date: BirthDate,
    /// Open situations, anywhere.
    pub open_situations: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    rpps: String,
    practice_name: String,
    practice_first_name: String,
    birth_name: String,
    birth_date: String,
    open_situations: i64,
}

impl TryFrom<Row> for Found {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            rpps: value(&row.rpps)?,
            name: row.practice_name,
            first_name: row.practice_first_name,
            birth_name: row.birth_name,
            birth_date: value(&row.birth_date)?,
            open_situations: row.open_situations,
        })
    }
}

macro_rules! push_words {
    ($sql:ident, $words:expr) => {{
        $sql.push(" FROM professional p WHERE 1 = 1");
        for word in search_words($words) {
            $sql.push(
                " AND p.id IN (SELECT w.professional FROM professional_word w WHERE w.word >= ",
            );
            $sql.push_bind(word.clone())
                .push(" AND w.word < ")
                .push_bind(crate::after(&word))
                .push(")");
        }
    }};
}

/// Those whose names begin with these words, by name: `limit` of them after the first `offset`.
pub async fn named(
    tx: &mut Tx,
    words: &str,
    (offset, limit): (i64, i64),
) -> Result<Vec<Found>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new(
            "SELECT p.rpps, p.practice_name, p.practice_first_name, p.birth_name, p.birth_date, \
             (SELECT COUNT(*) FROM situation s WHERE s.professional = p.id AND s.ended_on IS NULL) AS open_situations",
        );
        push_words!(sql, words);
        sql.push(" ORDER BY p.name_key, p.id LIMIT ")
            .push_bind(limit);
        sql.push(" OFFSET ").push_bind(offset);
        sql.build_query_as().fetch_all(conn).await?
    });
    rows.into_iter().map(Found::try_from).collect()
}

/// How many `named` would give in all, counted up to `most`.
pub async fn count_named(tx: &mut Tx, words: &str, most: i64) -> Result<i64, StoreError> {
    Ok(on!(tx, |conn| {
        let mut sql = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM (SELECT 1");
        push_words!(sql, words);
        sql.push(" LIMIT ").push_bind(most).push(") x");
        sql.build_query_scalar().fetch_one(conn).await?
    }))
}

/// Who bears this number.
pub async fn id_of(tx: &mut Tx, rpps: &Rpps) -> Result<Option<Id<Professional>>, StoreError> {
    let id: Option<String> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM professional WHERE rpps = $1")
            .bind(rpps.as_str())
            .fetch_optional(conn)
            .await?
    });
    id.as_deref().map(value).transpose()
}

/// R4: another person who bears this identity.
pub async fn other_bearer(
    tx: &mut Tx,
    key: &IdentityKey,
    but: Id<Professional>,
) -> Result<Option<Known>, StoreError> {
    let row: Option<(String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, rpps, practice_first_name || ' ' || practice_name FROM professional \
             WHERE identity_key = $1 AND id <> $2 ORDER BY identity_rank LIMIT 1",
        )
        .bind(key.as_str())
        .bind(but.to_string())
        .fetch_optional(conn)
        .await?
    });
    row.map(|(id, rpps, practice_name)| {
        Ok(Known {
            professional: value(&id)?,
            rpps: value(&rpps)?,
            practice_name,
            in_scope: true,
        })
    })
    .transpose()
}
