//! The steps of an import of structures: one short transaction each, counted as they go.
//!
//! The import is journaled as one plan, when it ends. Cut short, it is simply run again: what was written is
//! found unchanged.

use crate::{
    Db, Store, StoreError, on,
    structure::import::{
        Counts, ListedEstablishment, ListedLegalEntity, close, write_establishments,
        write_legal_entities,
    },
    time,
};
use domain::{access::paris_day, event::StructureImport, id::Id, identifiers::Finess};

/// Structures of one step: a write transaction holds at most so many rows.
pub const STEP: usize = 400;

/// What one step writes.
#[derive(Clone, Debug)]
pub enum Step {
    LegalEntities(Vec<ListedLegalEntity>),
    Establishments(Vec<ListedEstablishment>),
    /// Closed today.
    Close(Vec<Finess>),
}

/// Note that an import of these files begins.
pub async fn start(store: &Store, source: &str) -> Result<Id<StructureImport>, StoreError> {
    let at = store.clock.now();
    let import = store.ids.draw(at);
    let mut tx = store.db.begin().await?;
    on!(&mut tx, |conn| {
        sqlx::query("INSERT INTO structure_import (id, source, started_at) VALUES ($1, $2, $3)")
            .bind(import.to_string())
            .bind(source)
            .bind(time::text(at))
            .execute(conn)
            .await?;
    });
    tx.commit().await?;
    Ok(import)
}

/// How often a step is tried when an act of somebody else stands in its way.
const TRIES: usize = 3;

/// Write one step of at most [`STEP`] structures, and count it.
pub async fn write(
    store: &Store,
    import: Id<StructureImport>,
    step: &Step,
    counts: Counts,
) -> Result<(), StoreError> {
    for _ in 1..TRIES {
        match try_to_write(store, import, step, counts).await {
            Err(error) if error.is_transient() => {}
            outcome => return outcome,
        }
    }
    try_to_write(store, import, step, counts).await
}

async fn try_to_write(
    store: &Store,
    import: Id<StructureImport>,
    step: &Step,
    counts: Counts,
) -> Result<(), StoreError> {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let mut tx = store.db.begin().await?;
    match step {
        Step::LegalEntities(listed) => write_legal_entities(&mut tx, listed).await?,
        Step::Establishments(listed) => write_establishments(&mut tx, listed).await?,
        Step::Close(gone) => close(&mut tx, gone, paris_day(store.clock.now())).await?,
    }
    on!(&mut tx, |conn| {
        sqlx::query(
            "UPDATE structure_import SET created = created + $1, changed = changed + $2, closed = closed + $3 \
             WHERE id = $4",
        )
        .bind(number(counts.created))
        .bind(number(counts.changed))
        .bind(number(counts.closed))
        .bind(import.to_string())
        .execute(conn)
        .await?;
    });
    tx.commit().await
}

/// Tell the planner of the searches how many words there are, and which are frequent. PostgreSQL also notes which
/// pages all may see: it then reads words in the index alone.
pub async fn analyse(store: &Store) -> Result<(), StoreError> {
    // Outside a transaction: VACUUM runs in none.
    match &store.db {
        Db::Sqlite { writer, .. } => {
            sqlx::query("ANALYZE establishment").execute(writer).await?;
            sqlx::query("ANALYZE establishment_word")
                .execute(writer)
                .await?;
        }
        Db::Postgres(pool) => {
            sqlx::query("VACUUM (ANALYZE) establishment, establishment_word")
                .execute(pool)
                .await?;
        }
    }
    Ok(())
}
