//! Names indexed before a name with an apostrophe was found without it: `d'Août` under `DAOUT` (A2).

use crate::{Store, StoreError, Tx, on};
use domain::identifiers::name_words;

/// Words that one statement writes.
const AT_ONCE: usize = 500;

/// Write the words that are missing. Costs a pass over the names, and writes nothing when it is run again.
pub async fn index(store: &Store) -> Result<u64, StoreError> {
    let mut tx = store.db.begin().await?;
    let people: Vec<(String, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT id, birth_name || ' ' || COALESCE(used_name, '') || ' ' || first_names AS names FROM professional \
             WHERE birth_name LIKE '%''%' OR used_name LIKE '%''%' OR first_names LIKE '%''%'",
        )
        .fetch_all(conn)
        .await?
    });
    let insert = "INSERT INTO professional_word (professional, word) ";
    let mut written = write(&mut tx, insert, &people).await?;
    let lines: Vec<(String, String)> = on!(&mut tx, |conn| {
        sqlx::query_as(
            "SELECT situation, practice_name || ' ' || practice_first_name AS names FROM directory_line \
             WHERE practice_name LIKE '%''%' OR practice_first_name LIKE '%''%'",
        )
        .fetch_all(conn)
        .await?
    });
    let insert = "INSERT INTO directory_word (situation, word) ";
    written += write(&mut tx, insert, &lines).await?;
    tx.commit().await?;
    Ok(written)
}

/// The words of these names, where they are not yet.
async fn write(
    tx: &mut Tx,
    insert: &'static str,
    names: &[(String, String)],
) -> Result<u64, StoreError> {
    let words: Vec<(&str, String)> = names
        .iter()
        .flat_map(|(id, names)| {
            name_words(names)
                .into_iter()
                .map(|word| (id.as_str(), word))
        })
        .collect();
    let mut written = 0;
    for words in words.chunks(AT_ONCE) {
        written += on!(&mut *tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new(insert);
            sql.push_values(words, |mut row, (id, word)| {
                row.push_bind(*id).push_bind(word);
            });
            sql.push(" ON CONFLICT DO NOTHING");
            sql.build().execute(conn).await?.rows_affected()
        });
    }
    Ok(written)
}
