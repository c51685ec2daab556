//! One test on one engine: a copy of the template, the test, and the copy thrown away.

use super::{App, database};
use std::{path::PathBuf, sync::Arc};
use store::Db;

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

pub async fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(App) -> F) {
    let template = database::sqlite_template().await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file: PathBuf = folder.path().join("rpps.db");
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
