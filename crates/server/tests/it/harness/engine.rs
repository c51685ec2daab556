//! One test on one engine: a copy of the template, the test, and the copy thrown away.

use super::{App, NOW, database};
use std::{path::PathBuf, sync::Arc};
use store::{Clock, Db, Ids, Numbers, Store};

/// The database of one test.
#[derive(Clone)]
pub struct Engine {
    pub db: Db,
    /// `sqlite:…` or `postgres://…`, for the program itself.
    pub url: String,
    /// The folder of the SQLite file; erased with the last clone.
    _folder: Option<Arc<tempfile::TempDir>>,
}

impl Engine {
    pub async fn open(url: String, folder: Option<Arc<tempfile::TempDir>>) -> Self {
        let db = Db::open(&url, 8).await.unwrap();
        Self {
            db,
            url,
            _folder: folder,
        }
    }
}

/// Where the file of one test goes.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("rpps.db");
    (folder, file)
}

/// The store of a database that holds its tables and nothing else.
async fn empty(db: &Db) -> Store {
    db.migrate().await.unwrap();
    let clock = Clock::fixed(NOW.parse().unwrap());
    let numbers = Numbers::new(9_970_000_000..9_980_000_000);
    Store::new(db.clone(), clock, Ids::seeded(), numbers)
}

pub async fn empty_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Store) -> F) {
    let (folder, file) = place();
    let url = format!("sqlite:{}", file.display());
    Db::create_file(&url).await.unwrap();
    let db = Db::open(&url, 2).await.unwrap();
    test(empty(&db).await).await;
    db.close().await;
    drop(folder);
}

pub async fn empty_postgres<F: Future<Output = ()>>(test: impl FnOnce(Store) -> F) {
    let name = database::create_postgres().await;
    let db = Db::open(&database::postgres_url(&name), 2).await.unwrap();
    test(empty(&db).await).await;
    db.close().await;
    database::drop_postgres(&name).await;
}

pub async fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(App) -> F) {
    let template = database::sqlite_template().await;
    let (folder, file) = place();
    std::fs::copy(template, &file).unwrap();
    let url = format!("sqlite:{}", file.display());
    let engine = Engine::open(url, Some(Arc::new(folder))).await;
    let db = engine.db.clone();
    test(App::start(engine)).await;
    db.close().await;
}

/// A test that fails leaves its database, to be looked at until the server is thrown away.
pub async fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(App) -> F) {
    let name = database::clone_postgres().await;
    let engine = Engine::open(database::postgres_url(&name), None).await;
    let db = engine.db.clone();
    test(App::start(engine)).await;
    db.close().await;
    database::drop_postgres(&name).await;
}
