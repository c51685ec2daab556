//! The template of each engine: migrated and filled once for this build of the tests, then copied by each test.

use super::{Engine, set_stage};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use std::{
    fs::{self, File},
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, UNIX_EPOCH},
};
use store::Db;

/// What is compiled in (migrations, communes, personas) makes the template: a new build, a new template.
fn build() -> String {
    let program = fs::metadata(std::env::current_exe().unwrap()).unwrap();
    let at = program.modified().unwrap().duration_since(UNIX_EPOCH);
    format!("{:x}_{:x}", at.unwrap().as_micros(), program.len())
}

/// The path of the SQLite template; made by the first test that asks, while the others wait.
pub async fn sqlite_template() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("template");
    let template = folder.join(format!("{}.db", build()));
    if template.exists() {
        return template;
    }
    fs::create_dir_all(&folder).unwrap();
    let lock = File::create(folder.join("lock")).unwrap();
    let lock = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock));
    let _lock = lock.await.unwrap().unwrap();
    if template.exists() {
        return template;
    }
    for old in fs::read_dir(&folder).unwrap().flatten() {
        if old.file_name() != "lock" {
            fs::remove_file(old.path()).unwrap();
        }
    }
    let part = folder.join("part");
    let url = format!("sqlite:{}", part.display());
    Db::create_file(&url).await.unwrap();
    fill(Engine::open(url, None).await).await;
    fs::rename(&part, &template).unwrap();
    template
}

async fn fill(engine: Engine) {
    engine.db.migrate().await.unwrap();
    set_stage(&engine).await;
    engine.db.close().await;
}

/// The server of the tests, with the name of a database on it.
pub fn postgres_url(database: &str) -> String {
    let url = std::env::var("RPPS_TEST_POSTGRES_URL").expect(
        "RPPS_TEST_POSTGRES_URL is not set: run `make test`, or `scripts/with-postgres cargo nextest run`",
    );
    let (server, _) = url.rsplit_once('/').expect("postgres://SERVER/DATABASE");
    format!("{server}/{database}")
}

async fn connect() -> PgConnection {
    let url = postgres_url("postgres");
    PgConnection::connect(&url).await.unwrap()
}

/// Names and numbers of ours only: no text of a user comes here.
async fn run(connection: &mut PgConnection, sql: String) -> Result<(), sqlx::Error> {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}

/// A name that no other test takes.
fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let rank = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("rpps_test_{}_{rank}", std::process::id())
}

/// Create a database with nothing in it; gives its name.
pub async fn create_postgres() -> String {
    let name = unique();
    let sql = format!("CREATE DATABASE {name}");
    run(&mut connect().await, sql).await.unwrap();
    name
}

/// Copy the template to a database of this test alone; gives its name.
pub async fn clone_postgres() -> String {
    let mut admin = connect().await;
    let template = postgres_template(&mut admin).await;
    let name = unique();
    let sql = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
    run(&mut admin, sql).await.unwrap();
    name
}

async fn postgres_template(admin: &mut PgConnection) -> String {
    let name = format!("rpps_template_{}", build());
    run(admin, "SELECT pg_advisory_lock(997)".to_owned())
        .await
        .unwrap();
    let known: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut *admin)
        .await
        .unwrap();
    if known.is_none() {
        let part = format!("{name}_part");
        run(admin, format!("CREATE DATABASE {part}")).await.unwrap();
        fill(Engine::open(postgres_url(&part), None).await).await;
        let rename = format!("ALTER DATABASE {part} RENAME TO {name}");
        // The server may take a moment to see that the connections are closed.
        while run(admin, rename.clone()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    run(admin, "SELECT pg_advisory_unlock(997)".to_owned())
        .await
        .unwrap();
    name
}

pub async fn drop_postgres(name: &str) {
    let mut admin = connect().await;
    let sql = format!("DROP DATABASE {name} WITH (FORCE)");
    run(&mut admin, sql).await.unwrap();
}

/// Make a database refuse every write (`on`), or take them again (`off`).
pub async fn read_only(db: &Db, url: &str, setting: &'static str) {
    if let Db::Sqlite { writer, .. } = db {
        let sql = format!("PRAGMA query_only = {setting}");
        sqlx::query(AssertSqlSafe(sql))
            .execute(writer)
            .await
            .unwrap();
        return;
    }
    let (_, name) = url.rsplit_once('/').unwrap();
    let mut admin = connect().await;
    for sql in [
        format!("ALTER DATABASE {name} SET default_transaction_read_only = {setting}"),
        // New connections obey.
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"),
    ] {
        run(&mut admin, sql).await.unwrap();
    }
    // After more than a second, the pool tries a connection before it gives it, and finds it dead.
    tokio::time::sleep(Duration::from_millis(1_200)).await;
}

/// Run a statement of the test's own on the database of a service; gives how many rows it changed.
pub async fn execute(db: &Db, sql: &'static str) -> Result<u64, sqlx::Error> {
    Ok(match db {
        Db::Sqlite { writer, .. } => sqlx::query(sql).execute(writer).await?.rows_affected(),
        Db::Postgres(pool) => sqlx::query(sql).execute(pool).await?.rows_affected(),
    })
}

/// The only number that a query of the test's own gives.
pub async fn number(db: &Db, sql: &'static str) -> i64 {
    match db {
        Db::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await,
        Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await,
    }
    .unwrap()
}

/// The first column of the rows that a query of the test's own gives.
pub async fn texts(db: &Db, sql: &'static str) -> Vec<String> {
    match db {
        Db::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_all(readers).await,
        Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await,
    }
    .unwrap()
}
