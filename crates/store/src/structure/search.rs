//! The search of establishments: by number, else by words of their name, place or category (S2).

use super::{EstablishmentRow, establishments};
use crate::{StoreError, Tx, after, on, scope, scope::in_scope};
use domain::{
    access::Scope,
    identifiers::{Finess, search_words},
    structure::Establishment,
};
use jiff::civil::Date;
use sqlx::AssertSqlSafe;
use std::fmt::Write as _;

/// Which establishments are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that take a situation on that day (S4).
    OpenOn(Date),
    /// Closed ones too.
    All,
}

impl Which {
    /// An establishment `e` counts if it is open, or closes after this text.
    fn closed_after(self) -> String {
        match self {
            Self::OpenOn(day) => day.to_string(),
            Self::All => String::new(),
        }
    }
}

/// Words beyond these are not looked at.
const MOST_WORDS: usize = 8;
/// How many candidates are put in order: a search that finds more shows some of them.
const CANDIDATES: i64 = 200;

/// The establishments that a typed text tells of, the best first: that of a FINESS number, those of a legal
/// entity's number, else those which have every word, begun or whole, in any order. Within a scope if there is one.
pub async fn search(
    tx: &mut Tx,
    typed: &str,
    which: Which,
    scope: Option<&Scope>,
    limit: usize,
) -> Result<Vec<Establishment>, StoreError> {
    let found = match (typed.parse::<Finess>(), scope) {
        (Ok(finess), _) => by_number(tx, &finess, which, scope).await?,
        (Err(_), Some(scope)) => by_words_in_scope(tx, &words(typed), which, scope).await?,
        (Err(_), None) => by_words(tx, &words(typed), which).await?,
    };
    let mut found: Vec<Establishment> = found
        .into_iter()
        .map(Establishment::try_from)
        .collect::<Result<_, _>>()?;
    rank(&mut found, &words(typed));
    found.truncate(limit);
    Ok(found)
}

fn words(typed: &str) -> Vec<String> {
    let mut words = search_words(typed);
    words.truncate(MOST_WORDS);
    words
}

/// First those whose name has most of the words in full, then by name.
fn rank(found: &mut [Establishment], words: &[String]) {
    found.sort_by_cached_key(|establishment| {
        let name = search_words(&establishment.name);
        let missing = words.iter().filter(|word| !name.contains(word)).count();
        (
            missing,
            establishment.name.clone(),
            establishment.finess.clone(),
        )
    });
}

async fn by_number(
    tx: &mut Tx,
    finess: &Finess,
    which: Which,
    scope: Option<&Scope>,
) -> Result<Vec<EstablishmentRow>, StoreError> {
    let [legal_entity, establishment, grant] = scope.map(scope::parameters).unwrap_or_default();
    let rows = on!(tx, |conn| {
        sqlx::query_as(establishments!(concat!(
            "WHERE (e.finess = $4 OR e.legal_entity = $4) AND (e.closed_on IS NULL OR e.closed_on > $5) \
             AND ($1 = '' OR ",
            in_scope!("$1", "$2", "$3"),
            ") ORDER BY e.finess LIMIT $6"
        )))
        .bind(legal_entity)
        .bind(establishment)
        .bind(grant)
        .bind(finess.as_str())
        .bind(which.closed_after())
        .bind(CANDIDATES)
        .fetch_all(conn)
        .await?
    });
    Ok(rows)
}

/// A scope holds few establishments: each is asked for its words.
async fn by_words_in_scope(
    tx: &mut Tx,
    words: &[String],
    which: Which,
    scope: &Scope,
) -> Result<Vec<EstablishmentRow>, StoreError> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = establishments!(concat!(
        "WHERE ",
        in_scope!("$1", "$2", "$3"),
        " AND (e.closed_on IS NULL OR e.closed_on > $4)"
    ))
    .to_owned();
    has_words(&mut sql, "e.finess", 5, words.len());
    let _ = write!(sql, " ORDER BY e.finess LIMIT {CANDIDATES}");
    let [legal_entity, establishment, grant] = scope::parameters(scope);
    let rows = on!(tx, |conn| {
        let mut query = sqlx::query_as(AssertSqlSafe(sql))
            .bind(legal_entity)
            .bind(establishment)
            .bind(grant)
            .bind(which.closed_after());
        for word in words {
            query = query.bind(word.clone()).bind(after(word));
        }
        query.fetch_all(conn).await?
    });
    Ok(rows)
}

/// How many establishments of the rarest word are walked at first: enough for a page of those that also have the
/// other words, unless two very frequent words seldom meet (`pharmacie ehpad`).
const WALKED: i64 = 1_000;

async fn by_words(
    tx: &mut Tx,
    words: &[String],
    which: Which,
) -> Result<Vec<EstablishmentRow>, StoreError> {
    let (words, rarest) = rarest_first(tx, words).await?;
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = of_words(tx, &words, which, &walk(words.len())).await?;
    if rows.is_empty() && rarest == WALKED {
        rows = of_words(tx, &words, which, &meet(words.len())).await?;
    }
    // `SAINT` finds an establishment by SAINT and by SAINTE.
    rows.sort_by(|a, b| a.finess.cmp(&b.finess));
    rows.dedup_by(|a, b| a.finess == b.finess);
    Ok(rows)
}

/// The establishments of a query for their numbers, which is given [`WALKED`] as `$2` and the ranges of the words
/// from `$3` on.
async fn of_words(
    tx: &mut Tx,
    words: &[String],
    which: Which,
    numbers: &str,
) -> Result<Vec<EstablishmentRow>, StoreError> {
    let mut sql = establishments!("JOIN (").to_owned();
    let _ = write!(
        sql,
        "{numbers} LIMIT $2) c ON c.establishment = e.finess \
         WHERE (e.closed_on IS NULL OR e.closed_on > $1) LIMIT {CANDIDATES}"
    );
    let rows = on!(tx, |conn| {
        let mut query = sqlx::query_as(AssertSqlSafe(sql))
            .bind(which.closed_after())
            .bind(WALKED);
        for word in words {
            query = query.bind(word.clone()).bind(after(word));
        }
        query.fetch_all(conn).await?
    });
    Ok(rows)
}

/// Walks the first establishments of the first of `count` words, in the order of its index, and asks each for the
/// other words.
fn walk(count: usize) -> String {
    let mut sql = "SELECT w.establishment FROM (SELECT establishment FROM establishment_word \
                   WHERE word >= $3 AND word < $4 ORDER BY word, establishment LIMIT $2) w WHERE 1 = 1"
        .to_owned();
    has_words(&mut sql, "w.establishment", 5, count - 1);
    sql
}

/// Lists the establishments of each of `count` words, once, and keeps those of all lists.
fn meet(count: usize) -> String {
    let list = |word: usize| {
        let (from, until) = (3 + 2 * word, 4 + 2 * word);
        format!(
            "SELECT establishment FROM establishment_word WHERE word >= ${from} AND word < ${until}"
        )
    };
    (0..count).map(list).collect::<Vec<_>>().join(" INTERSECT ")
}

/// Asks the establishment of this column for `count` words, each a range of two parameters from `$first` on.
/// PostgreSQL would make a join of `EXISTS`, and list all the establishments of a frequent word.
fn has_words(sql: &mut String, column: &str, first: usize, count: usize) {
    for word in 0..count {
        let (from, until) = (first + 2 * word, first + 1 + 2 * word);
        let _ = write!(
            sql,
            " AND (SELECT 1 FROM establishment_word x WHERE x.establishment = {column} \
             AND x.word >= ${from} AND x.word < ${until} LIMIT 1) = 1"
        );
    }
}

/// With how often the rarest is there, counted up to [`WALKED`]. Empty when a word is nowhere.
async fn rarest_first(tx: &mut Tx, words: &[String]) -> Result<(Vec<String>, i64), StoreError> {
    if let [_] = words {
        return Ok((words.to_vec(), 0));
    }
    let mut counted = Vec::new();
    for word in words {
        let count: i64 = on!(&mut *tx, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM (SELECT 1 FROM establishment_word WHERE word >= $1 AND word < $2 \
                 ORDER BY word, establishment LIMIT $3) AS counted",
            )
            .bind(word)
            .bind(after(word))
            .bind(WALKED)
            .fetch_one(conn)
            .await?
        });
        if count == 0 {
            return Ok(Default::default());
        }
        counted.push((count, word.clone()));
    }
    counted.sort();
    let rarest = counted.first().map_or(0, |(count, _)| *count);
    let words = counted.into_iter().map(|(_, word)| word).collect();
    Ok((words, rarest))
}
