//! The imports of structures, and their reports.

use crate::{StoreError, Tx, file::File, on, structure::import::Counts, time, value};
use domain::{event::StructureImport, id::Id};
use jiff::Timestamp;

/// An import of the FINESS files.
#[derive(Clone, Debug)]
pub struct Imported {
    pub id: Id<StructureImport>,
    /// Names of the files.
    pub source: String,
    pub started_at: Timestamp,
    /// None while it runs, or when it was cut short.
    pub finished_at: Option<Timestamp>,
    pub counts: Counts,
    /// Gone once its time is over.
    pub report: Option<Id<File>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    source: String,
    started_at: String,
    finished_at: Option<String>,
    created: i64,
    changed: i64,
    closed: i64,
    unchanged: i64,
    rejected: i64,
    report: Option<String>,
}

impl TryFrom<Row> for Imported {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let number = |count: i64| u64::try_from(count).unwrap_or_default();
        Ok(Self {
            id: value(&row.id)?,
            source: row.source,
            started_at: time::instant(&row.started_at)?,
            finished_at: row.finished_at.as_deref().map(time::instant).transpose()?,
            counts: Counts {
                created: number(row.created),
                changed: number(row.changed),
                closed: number(row.closed),
                unchanged: number(row.unchanged),
                rejected: number(row.rejected),
            },
            report: row.report.as_deref().map(value).transpose()?,
        })
    }
}

/// The latest imports, the newest first.
pub async fn imports(tx: &mut Tx, limit: i64) -> Result<Vec<Imported>, StoreError> {
    let rows: Vec<Row> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, source, started_at, finished_at, created, changed, closed, unchanged, rejected, report \
             FROM structure_import ORDER BY started_at DESC, id DESC LIMIT $1",
        )
        .bind(limit)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Imported::try_from).collect()
}

/// The file of an import's report, while it is kept.
pub async fn report_of(
    tx: &mut Tx,
    id: Id<StructureImport>,
) -> Result<Option<Id<File>>, StoreError> {
    let report: Option<Option<String>> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT report FROM structure_import WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?
    });
    report.flatten().as_deref().map(value).transpose()
}
