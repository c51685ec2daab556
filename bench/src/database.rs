//! A new database for one series of measures, on either engine, removed afterwards.

use anyhow::{Context as _, ensure};
use domain::nomenclature::builtin;
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use std::path::{Path, PathBuf};
use store::{Clock, Db, Ids, Numbers, Store, place};

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// The engine with its version.
    pub async fn version(self) -> anyhow::Result<String> {
        let version: String = match self {
            Self::Sqlite => {
                let mut conn = SqliteConnection::connect("sqlite::memory:").await?;
                sqlx::query_scalar("SELECT sqlite_version()")
                    .fetch_one(&mut conn)
                    .await?
            }
            Self::Postgres => {
                let mut conn = PgConnection::connect(&server()?).await?;
                sqlx::query_scalar("SHOW server_version")
                    .fetch_one(&mut conn)
                    .await?
            }
        };
        Ok(format!("{} {version}", self.name()))
    }
}

/// A database without tables, and a folder for what belongs to it.
pub struct Database {
    pub engine: Engine,
    pub url: String,
    pub folder: PathBuf,
}

impl Database {
    pub async fn create(engine: Engine) -> anyhow::Result<Self> {
        let folder = folder(engine)?;
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.join("rpps.db").display()),
            Engine::Postgres => create_on_server().await?,
        };
        Ok(Self {
            engine,
            url,
            folder,
        })
    }

    /// Make the tables, and fill that of the communes.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        Db::create_file(&self.url).await?;
        let db = Db::open(&self.url, 1).await?;
        db.migrate().await?;
        let numbers = Numbers::new(0..1);
        let store = Store::new(db, Clock::System, Ids::Random, numbers);
        place::replace_all(&store, &builtin().collect::<Vec<_>>()).await?;
        store.db.close().await;
        Ok(())
    }

    pub async fn remove(self) -> anyhow::Result<()> {
        if self.engine == Engine::Postgres {
            let mut conn = PgConnection::connect(&server()?).await?;
            sqlx::raw_sql("DROP DATABASE IF EXISTS rpps_bench WITH (FORCE)")
                .execute(&mut conn)
                .await?;
        }
        std::fs::remove_dir_all(self.folder)?;
        Ok(())
    }
}

/// In the build folder: on a disk, where a temporary folder may be in memory.
fn folder(engine: Engine) -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.parent().and_then(Path::parent);
    Ok(target
        .context("a build folder")?
        .join("bench-data")
        .join(engine.name()))
}

fn server() -> anyhow::Result<String> {
    std::env::var("RPPS_TEST_POSTGRES_URL")
        .context("RPPS_TEST_POSTGRES_URL names no PostgreSQL server: run `make bench`, or scripts/with-postgres --durable")
}

async fn create_on_server() -> anyhow::Result<String> {
    let server = server()?;
    let mut conn = PgConnection::connect(&server).await?;
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value: String = sqlx::query_scalar("SELECT current_setting($1)")
            .bind(setting)
            .fetch_one(&mut conn)
            .await?;
        ensure!(
            value == "on",
            "{setting} is {value}: measures are of durable commits (scripts/with-postgres --durable)"
        );
    }
    for sql in [
        "DROP DATABASE IF EXISTS rpps_bench WITH (FORCE)",
        "CREATE DATABASE rpps_bench",
    ] {
        sqlx::raw_sql(sql).execute(&mut conn).await?;
    }
    let (start, _) = server.rsplit_once('/').context("a database name")?;
    Ok(format!("{start}/rpps_bench"))
}
