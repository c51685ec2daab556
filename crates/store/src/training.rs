//! Who passed the course: read by rule T2, by the agency, and by whoever checks an attestation.

use crate::{StoreError, Tx, after, on, time, value};
use domain::{
    identifiers::{Email, search_words},
    training::{CheckCode, Completion, Score, Source},
};
use jiff::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    course: String,
    email: String,
    name: String,
    passed_on: String,
    score: i64,
    source: String,
    code: String,
}

impl TryFrom<Row> for Completion {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: value(&row.id)?,
            course: row.course,
            email: value(&row.email)?,
            name: row.name,
            passed_on: time::day(&row.passed_on)?,
            score: value::<Score>(&row.score.to_string())?,
            source: value::<Source>(&row.source)?,
            code: value::<CheckCode>(&row.code)?,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, course, email, name, passed_on, score, source, code FROM completion ",
            $rest
        )
    };
}

/// T2: has this person passed a course? The latest, of any version.
pub async fn passed(tx: &mut Tx, email: &str) -> Result<Option<Completion>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!(
            "WHERE email = $1 ORDER BY passed_on DESC, id DESC LIMIT 1"
        ))
        .bind(email)
        .fetch_optional(conn)
        .await?
    });
    row.map(Completion::try_from).transpose()
}

/// What is kept of this person for one version of the course.
pub async fn of(
    tx: &mut Tx,
    email: &Email,
    course: &str,
) -> Result<Option<Completion>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE email = $1 AND course = $2"))
            .bind(email.as_str())
            .bind(course)
            .fetch_optional(conn)
            .await?
    });
    row.map(Completion::try_from).transpose()
}

pub async fn by_code(tx: &mut Tx, code: &CheckCode) -> Result<Option<Completion>, StoreError> {
    let row: Option<Row> = on!(tx, |conn| {
        sqlx::query_as(select!("WHERE code = $1"))
            .bind(code.as_str())
            .fetch_optional(conn)
            .await?
    });
    row.map(Completion::try_from).transpose()
}

/// The condition of a search: each of two words begins a word of the name or of the e-mail.
macro_rules! search {
    ($head:literal, $rest:literal) => {
        concat!(
            $head,
            "WHERE ($1 = '' OR id IN (SELECT completion FROM completion_word WHERE word >= $1 AND word < $2)) \
             AND ($3 = '' OR id IN (SELECT completion FROM completion_word WHERE word >= $3 AND word < $4)) ",
            $rest
        )
    };
}

/// The longest two words of what was typed, or the e-mail that it is, each with the end of its range.
fn ranges(typed: &str) -> [String; 4] {
    let mut words = if typed.contains('@') {
        vec![typed.trim().to_lowercase()]
    } else {
        search_words(typed)
    };
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let mut words = words.into_iter();
    let (one, two) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let (one_end, two_end) = (after(&one), after(&two));
    [one, one_end, two, two_end]
}

/// Completions found by words of the name or the e-mail, the latest day first; all when nothing was typed.
pub async fn list(
    tx: &mut Tx,
    typed: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<Completion>, StoreError> {
    let [one, one_end, two, two_end] = ranges(typed);
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(search!(
            "SELECT id, course, email, name, passed_on, score, source, code FROM completion ",
            "ORDER BY passed_on DESC, id DESC LIMIT $5 OFFSET $6"
        ))
        .bind(one)
        .bind(one_end)
        .bind(two)
        .bind(two_end)
        .bind(limit)
        .bind(offset)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Completion::try_from).collect()
}

pub async fn count(tx: &mut Tx, typed: &str) -> Result<i64, StoreError> {
    let [one, one_end, two, two_end] = ranges(typed);
    Ok(on!(tx, |conn| {
        sqlx::query_scalar(search!("SELECT COUNT(*) FROM completion ", ""))
            .bind(one)
            .bind(one_end)
            .bind(two)
            .bind(two_end)
            .fetch_one(conn)
            .await?
    }))
}

pub async fn insert(tx: &mut Tx, completion: &Completion, at: Timestamp) -> Result<(), StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query(
            "INSERT INTO completion (id, course, email, name, passed_on, score, source, code, recorded_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(completion.id.to_string())
        .bind(&completion.course)
        .bind(completion.email.as_str())
        .bind(&completion.name)
        .bind(completion.passed_on.to_string())
        .bind(i64::from(completion.score.percent()))
        .bind(completion.source.code())
        .bind(completion.code.as_str())
        .bind(time::text(at))
        .execute(conn)
        .await?;
    });
    index(tx, completion).await
}

/// Keep the better of two: its day, score, name and where it came from. The code stays.
pub async fn improve(
    tx: &mut Tx,
    completion: &Completion,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(&mut *tx, |conn| {
        sqlx::query(
            "UPDATE completion SET name = $1, passed_on = $2, score = $3, source = $4, recorded_at = $5 WHERE id = $6",
        )
        .bind(&completion.name)
        .bind(completion.passed_on.to_string())
        .bind(i64::from(completion.score.percent()))
        .bind(completion.source.code())
        .bind(time::text(at))
        .bind(completion.id.to_string())
        .execute(conn)
        .await?;
    });
    on!(&mut *tx, |conn| {
        sqlx::query("DELETE FROM completion_word WHERE completion = $1")
            .bind(completion.id.to_string())
            .execute(conn)
            .await?;
    });
    index(tx, completion).await
}

async fn index(tx: &mut Tx, completion: &Completion) -> Result<(), StoreError> {
    let email = completion.email.to_string();
    let mut words = search_words(&format!("{} {email}", completion.name));
    words.push(email);
    for word in words {
        on!(&mut *tx, |conn| {
            sqlx::query("INSERT INTO completion_word (word, completion) VALUES ($1, $2)")
                .bind(word)
                .bind(completion.id.to_string())
                .execute(conn)
                .await?;
        });
    }
    Ok(())
}
