//! Structures and communes: the import of the official files and the search, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use domain::{identifiers::Finess, structure::Establishment};
use jiff::Timestamp;
use server::import::finess::{ImportError, Missing, Options, Report, import_finess};
use sqlx::Connection as _;
use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};
use store::{Clock, Db, Ids, Numbers, Store, structure};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/finess");
const AIN: &str = "990000010";
const PARIS: &str = "990000028";
const CORSICA: &str = "2A9900016";
const ABYMES: &str = "970190013";
const OWNER: &str = "995000007";

/// Makes a test of each function, on each engine.
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite { $(#[tokio::test] async fn $test() { super::$test(crate::sqlite().await).await; })+ }
        mod postgres { $(#[tokio::test] async fn $test() { super::$test(crate::postgres().await).await; })+ }
    };
}

mod communes;
mod import;
mod search;

static NEXT: AtomicU32 = AtomicU32::new(0);

fn unique() -> String {
    format!(
        "structures_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

async fn sqlite() -> Store {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(unique());
    store(&format!("sqlite:{}", path.display())).await
}

async fn postgres() -> Store {
    let server = std::env::var("RPPS_TEST_POSTGRES_URL").expect("run by scripts/with-postgres");
    let name = unique();
    let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await
        .unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    store(&format!("{base}/{name}")).await
}

async fn store(url: &str) -> Store {
    Db::create_file(url).await.unwrap();
    let db = Db::open(url, 2).await.unwrap();
    db.migrate().await.unwrap();
    let noon: Timestamp = "2026-11-23T11:00:00Z".parse().unwrap();
    let numbers = Numbers::new(9_970_000_000..9_980_000_000);
    Store::new(db, Clock::fixed(noon), Ids::seeded(), numbers)
}

async fn import(store: &Store, names: &[&str], missing: Missing) -> Result<Report, ImportError> {
    let files = names
        .iter()
        .map(|name| Path::new(FIXTURES).join(name))
        .collect();
    import_finess(store, &Options { files, missing }, |_| {}).await
}

async fn imported(store: &Store, names: &[&str]) -> Report {
    import(store, names, Missing::CloseIfFew).await.unwrap()
}

/// Created, changed, closed, unchanged, rejected.
fn counts(report: &Report) -> [u64; 5] {
    let total = report.total();
    [
        total.created,
        total.changed,
        total.closed,
        total.unchanged,
        total.rejected,
    ]
}

fn number(text: &str) -> Finess {
    text.parse().unwrap()
}

async fn establishment(store: &Store, finess: &str) -> Option<Establishment> {
    let mut tx = store.db.read().await.unwrap();
    structure::establishment(&mut tx, &number(finess))
        .await
        .unwrap()
}

async fn found(store: &Store, typed: &str, scope: Option<&domain::access::Scope>) -> Vec<String> {
    let mut tx = store.db.read().await.unwrap();
    let which = structure::Which::OpenOn("2026-11-23".parse().unwrap());
    let found = structure::search(&mut tx, typed, which, scope, 20)
        .await
        .unwrap();
    found
        .into_iter()
        .map(|found| found.finess.to_string())
        .collect()
}
