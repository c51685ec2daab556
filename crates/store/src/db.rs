//! The two engines: pools, transactions, and the macro that runs one SQL text on either.

use crate::StoreError;
use sqlx::{
    Connection as _, PgConnection, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    pool::{PoolConnection, PoolConnectionMetadata},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    ops::{Deref, DerefMut},
    str::FromStr,
    time::Duration,
};

/// A database. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Db {
    /// One connection writes, in a fair queue; the others read.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// An open transaction. Dropped without commit, it is rolled back.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(OnPostgres),
}

/// A connection to PostgreSQL, in a transaction or not.
#[derive(Debug)]
pub enum OnPostgres {
    Writing(Transaction<'static, Postgres>),
    /// At READ COMMITTED each statement sees what is committed when it begins, in a transaction or not: reads save
    /// the round trips of BEGIN and ROLLBACK.
    Reading(PoolConnection<Postgres>),
}

impl Deref for OnPostgres {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        match self {
            Self::Writing(tx) => tx,
            Self::Reading(connection) => connection,
        }
    }
}

impl DerefMut for OnPostgres {
    fn deref_mut(&mut self) -> &mut PgConnection {
        match self {
            Self::Writing(tx) => tx,
            Self::Reading(connection) => connection,
        }
    }
}

/// Run one query on the engine of a transaction: the body is compiled once for each.
macro_rules! on {
    ($tx:expr, |$conn:ident| $query:expr) => {
        match $tx {
            $crate::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $query
            }
            $crate::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $query
            }
        }
    };
}
pub(crate) use on;

const WAIT: Duration = Duration::from_secs(10);
/// A connection to a server that rested longer is tried before it is used: the server may have gone meanwhile.
const RESTED: Duration = Duration::from_secs(1);

async fn still_there(
    connection: &mut PgConnection,
    meta: PoolConnectionMetadata,
) -> Result<bool, sqlx::Error> {
    if meta.idle_for > RESTED {
        connection.ping().await?;
    }
    Ok(true)
}

/// Begin to write. When a disk is full, SQLite rolls back by itself, and sqlx still believes in the transaction:
/// such a connection would refuse every later one, and is replaced.
async fn begin_immediate(writer: &SqlitePool) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
    const BEGIN: &str = "BEGIN IMMEDIATE";
    match writer.begin_with(BEGIN).await {
        Err(sqlx::Error::InvalidSavePointStatement) => {
            writer.acquire().await?.close().await?;
            writer.begin_with(BEGIN).await
        }
        begun => begun,
    }
}

impl Db {
    /// Connect to `sqlite:PATH` or `postgres://…`. Creates no file and migrates nothing.
    pub async fn open(url: &str, connections: u32) -> Result<Self, StoreError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?;
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(WAIT)
                .test_before_acquire(false)
                .before_acquire(|connection, meta| Box::pin(still_there(connection, meta)))
                .connect_with(options)
                .await?;
            return Ok(Self::Postgres(pool));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(WAIT)
            .pragma("cache_size", "-65536");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(WAIT)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(WAIT)
            .test_before_acquire(false)
            .connect_lazy_with(options.read_only(true));
        Ok(Self::Sqlite { writer, readers })
    }

    /// Create the SQLite file when there is none. A PostgreSQL database is created by its operator.
    pub async fn create_file(url: &str) -> Result<(), StoreError> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?.create_if_missing(true);
            sqlx::ConnectOptions::connect(&options).await?;
        }
        Ok(())
    }

    /// Open a transaction that may write.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(begin_immediate(writer).await?),
            Self::Postgres(pool) => Tx::Postgres(OnPostgres::Writing(pool.begin().await?)),
        })
    }

    /// Read: one state of the data on SQLite, the latest at each statement on PostgreSQL. Never while an act is open.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(OnPostgres::Reading(pool.acquire().await?)),
        })
    }

    /// Close every connection, waiting for those in use.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// `sqlite` or `postgres`, for messages and measures.
    #[must_use]
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

impl Tx {
    /// Not public: a write is committed by `Act::commit`, with its event, or by housekeeping.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(OnPostgres::Writing(tx)) => tx.commit().await?,
            Self::Postgres(OnPostgres::Reading(_)) => {}
        }
        Ok(())
    }
}
