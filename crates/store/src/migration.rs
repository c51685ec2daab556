//! The schema: brought up to date by `migrate` alone, checked by everyone else.

use crate::{Db, StoreError, Tx, db::on};
use sqlx::migrate::{Migrate, Migration, Migrator};

static COMMON: Migrator = sqlx::migrate!("migrations/common");
static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How the schema of a database stands to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Current,
    /// `rpps migrate` has to run; holds the version found, 0 for an empty database.
    Older(i64),
    /// A newer program wrote it.
    Newer(i64),
}

impl Db {
    /// Bring the schema up to date. Returns how many migrations ran.
    pub async fn migrate(&self) -> Result<usize, StoreError> {
        let before = self.applied().await?;
        match self {
            Self::Sqlite { writer, .. } => migrator(&SQLITE).run(writer).await?,
            Self::Postgres(pool) => migrator(&POSTGRES).run(pool).await?,
        }
        Ok(self.applied().await?.len() - before.len())
    }

    /// Compare the schema with the one that this program needs.
    pub async fn schema(&self) -> Result<Schema, StoreError> {
        let found = self.applied().await?.last().copied().unwrap_or_default();
        Ok(match found.cmp(&latest()) {
            std::cmp::Ordering::Less => Schema::Older(found),
            std::cmp::Ordering::Equal => Schema::Current,
            std::cmp::Ordering::Greater => Schema::Newer(found),
        })
    }

    async fn applied(&self) -> Result<Vec<i64>, StoreError> {
        let mut tx = self.read().await?;
        if !has_migrations(&mut tx).await? {
            return Ok(Vec::new());
        }
        let applied = match &mut tx {
            Tx::Sqlite(tx) => tx.list_applied_migrations("_sqlx_migrations").await?,
            Tx::Postgres(tx) => tx.list_applied_migrations("_sqlx_migrations").await?,
        };
        let mut versions: Vec<i64> = applied.iter().map(|migration| migration.version).collect();
        versions.sort_unstable();
        Ok(versions)
    }
}

/// The version of the schema that this program was built for.
#[must_use]
pub fn latest() -> i64 {
    let newest = |migrator: &Migrator| migrator.iter().map(|migration| migration.version).max();
    newest(&COMMON).max(newest(&SQLITE)).unwrap_or_default()
}

fn migrator(engine: &Migrator) -> Migrator {
    let all: Vec<Migration> = COMMON.iter().chain(engine.iter()).cloned().collect();
    Migrator::with_migrations(all)
}

async fn has_migrations(tx: &mut Tx) -> Result<bool, StoreError> {
    let sql = match tx {
        Tx::Sqlite(_) => "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'",
        Tx::Postgres(_) => {
            "SELECT COUNT(*) FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name = '_sqlx_migrations'"
        }
    };
    let count: i64 = on!(tx, |conn| sqlx::query_scalar(sql).fetch_one(conn).await?);
    Ok(count > 0)
}
