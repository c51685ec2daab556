//! Communes of France since 1943.

use crate::{Store, StoreError, Tx, on, time};
use domain::{
    identifiers::{BirthDate, CommuneCode, comparison_key},
    nomenclature::Commune,
};

/// Stands for "still exists", so that dates compare as text.
const OPEN: &str = "9999-12-31";
/// Rows of one statement: SQLite takes 32,766 parameters.
const CHUNK: usize = 500;

/// Replace the whole table in one transaction: readers see the old rows, then the new ones. The one write that
/// takes longer than an act may (42,000 rows, once or twice a year).
pub async fn replace_all(store: &Store, communes: &[Commune]) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("DELETE FROM commune").execute(conn).await?;
    });
    for chunk in communes.chunks(CHUNK) {
        on!(&mut tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new(
                "INSERT INTO commune (code, name, search_key, bare_key, valid_from, valid_until, postal_codes) ",
            );
            sql.push_values(chunk, |mut row, commune| {
                row.push_bind(commune.code.to_string())
                    .push_bind(&commune.name)
                    .push_bind(search_key(&commune.name))
                    .push_bind(bare(&search_key(&commune.name)).to_owned())
                    .push_bind(commune.from.to_string())
                    .push_bind(commune.until.map_or(OPEN.to_owned(), |day| day.to_string()))
                    .push_bind(commune.postal_codes.join(" "));
            });
            sql.build().execute(conn).await?;
        });
    }
    tx.commit().await
}

/// Is there any commune? A new database has none.
pub async fn is_empty(tx: &mut Tx) -> Result<bool, StoreError> {
    let one: Option<i64> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT CAST(1 AS BIGINT) FROM commune LIMIT 1")
            .fetch_optional(conn)
            .await?
    });
    Ok(one.is_none())
}

/// How many communes there are today, and how many rows in all, former ones included.
pub async fn counts(tx: &mut Tx) -> Result<(i64, i64), StoreError> {
    Ok(on!(tx, |conn| {
        sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM commune WHERE valid_until = $1), COUNT(*) FROM commune",
        )
        .bind(OPEN)
        .fetch_one(conn)
        .await?
    }))
}

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    name: String,
    valid_from: String,
    valid_until: String,
    postal_codes: String,
}

impl TryFrom<Row> for Commune {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let until = (row.valid_until != OPEN)
            .then(|| time::day(&row.valid_until))
            .transpose()?;
        Ok(Self {
            code: crate::value(&row.code)?,
            name: row.name,
            from: time::day(&row.valid_from)?,
            until,
            postal_codes: row
                .postal_codes
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
        })
    }
}

/// What bore this code, at any time, oldest first.
pub async fn of_code(tx: &mut Tx, code: &CommuneCode) -> Result<Vec<Commune>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT code, name, valid_from, valid_until, postal_codes FROM commune WHERE code = $1 ORDER BY valid_from",
        )
        .bind(code.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Commune::try_from).collect()
}

/// The communes whose name begins as typed, that existed on the birth date when it is known: exact names
/// first, at most `limit`. Costs the range of the prefix.
pub async fn search(
    tx: &mut Tx,
    typed: &str,
    born: Option<BirthDate>,
    limit: i64,
) -> Result<Vec<Commune>, StoreError> {
    let key = search_key(typed);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    // R2: before 1943, the communes of 1 January 1943.
    let first = |day: jiff::civil::Date| day.to_string().max("1943-01-01".to_owned());
    let (from, to) = born.map_or((String::new(), OPEN.to_owned()), |born| {
        (first(born.earliest()), first(born.latest()))
    });
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT code, name, valid_from, valid_until, postal_codes FROM commune \
             WHERE ((search_key >= $1 AND search_key < $2) OR (bare_key >= $1 AND bare_key < $2)) \
             AND valid_from <= $3 AND valid_until > $4 \
             ORDER BY search_key, code, valid_from LIMIT $5",
        )
        .bind(&key)
        .bind(crate::after(&key))
        .bind(to)
        .bind(from)
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Commune::try_from).collect()
}

/// The name as it is looked for: without accents, SAINT in full.
fn search_key(name: &str) -> String {
    let words = comparison_key(name);
    let words = words.split(' ').map(|word| match word {
        "ST" => "SAINT",
        "STE" => "SAINTE",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The key without the article that it begins with.
fn bare(key: &str) -> &str {
    ["LE ", "LA ", "LES ", "L ", "AUX "]
        .iter()
        .find_map(|article| key.strip_prefix(article))
        .unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_is_found_without_its_article_and_with_saint_in_short() {
        assert_eq!(search_key("St-Étienne"), search_key("Saint Etienne"));
        assert_eq!(bare(&search_key("Le Havre")), "HAVRE");
        assert_eq!(bare(&search_key("L'Haÿ-les-Roses")), "HAY LES ROSES");
        assert_eq!(bare(&search_key("Lens")), "LENS");
    }
}
