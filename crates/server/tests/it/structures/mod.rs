//! Structures and communes: the import of the official files and the search, on databases without the stage.

use domain::{identifiers::Finess, structure::Establishment};
use server::import::finess::{ImportError, Missing, Options, Report, import_finess};
use std::path::Path;
use store::{Store, structure};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/finess");
const AIN: &str = "990000010";
const PARIS: &str = "990000028";
const CORSICA: &str = "2A9900016";
const ABYMES: &str = "970190013";
const OWNER: &str = "995000007";

mod communes;
mod import;
mod search;

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
