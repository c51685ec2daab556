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
    has_words(&mut sql, "e.finess", words.len());
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
const WALKED: i64 = 2_000;

async fn by_words(
    tx: &mut Tx,
    words: &[String],
    which: Which,
) -> Result<Vec<EstablishmentRow>, StoreError> {
    let (words, rarest) = rarest_first(tx, words).await?;
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = walk(tx, &words, which, Walk::Some).await?;
    if rows.is_empty() && rarest == WALKED {
        rows = walk(tx, &words, which, Walk::All).await?;
    }
    // `SAINT` finds an establishment by SAINT and by SAINTE.
    rows.sort_by(|a, b| a.finess.cmp(&b.finess));
    rows.dedup_by(|a, b| a.finess == b.finess);
    Ok(rows)
}

/// How far the establishments of the rarest word are walked.
#[derive(Clone, Copy)]
enum Walk {
    /// The first [`WALKED`]: each is asked for the other words.
    Some,
    /// To the end: those of the other words are listed once, and met with them.
    All,
}

impl Walk {
    const fn most(self) -> i64 {
        match self {
            Self::Some => WALKED,
            Self::All => i64::MAX,
        }
    }

    fn has_words(self, sql: &mut String, column: &str, count: usize) {
        match self {
            Self::Some => has_words(sql, column, count),
            Self::All => is_of_words(sql, column, count),
        }
    }
}

/// Walks the establishments of the first word, in the order of its index, and keeps those that have the others.
async fn walk(
    tx: &mut Tx,
    words: &[String],
    which: Which,
    walk: Walk,
) -> Result<Vec<EstablishmentRow>, StoreError> {
    let mut sql = establishments!(
        "JOIN (SELECT w.establishment FROM \
         (SELECT establishment FROM establishment_word WHERE word >= $2 AND word < $3 \
         ORDER BY word, establishment LIMIT $4) w WHERE 1 = 1"
    )
    .to_owned();
    walk.has_words(&mut sql, "w.establishment", words.len() - 1);
    // The inner limit keeps PostgreSQL from reading each establishment before its words.
    let _ = write!(
        sql,
        " LIMIT $4) c ON c.establishment = e.finess \
         WHERE (e.closed_on IS NULL OR e.closed_on > $1) LIMIT {CANDIDATES}"
    );
    let rows = on!(tx, |conn| {
        let mut query = sqlx::query_as(AssertSqlSafe(sql))
            .bind(which.closed_after())
            .bind(words[0].clone())
            .bind(after(&words[0]))
            .bind(walk.most());
        for word in &words[1..] {
            query = query.bind(word.clone()).bind(after(word));
        }
        query.fetch_all(conn).await?
    });
    Ok(rows)
}

/// Asks the establishment of this column for `count` words, each a range of two parameters from `$5` on.
fn has_words(sql: &mut String, column: &str, count: usize) {
    for rank in 0..count {
        let (from, until) = (5 + 2 * rank, 6 + 2 * rank);
        let _ = write!(
            sql,
            " AND EXISTS (SELECT 1 FROM establishment_word x WHERE x.establishment = {column} \
             AND x.word >= ${from} AND x.word < ${until})"
        );
    }
}

/// The same question, asked of the list of each word: for many establishments.
fn is_of_words(sql: &mut String, column: &str, count: usize) {
    for rank in 0..count {
        let (from, until) = (5 + 2 * rank, 6 + 2 * rank);
        let _ = write!(
            sql,
            " AND {column} IN (SELECT x.establishment FROM establishment_word x \
             WHERE x.word >= ${from} AND x.word < ${until})"
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
