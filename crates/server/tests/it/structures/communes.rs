//! The import of the communes.

use super::FIXTURES;
use server::import::communes::import_communes;
use std::path::Path;
use store::{Store, place};

both_engines![empty: communes_are_replaced_and_journaled];

async fn communes_are_replaced_and_journaled(store: Store) {
    let count = import_communes(&store, None).await.unwrap();
    assert!(count > 40_000, "{count}");
    let mut tx = store.db.read().await.unwrap();
    let viriat = place::of_code(&mut tx, &"01451".parse().unwrap())
        .await
        .unwrap();
    assert_eq!(viriat[0].postal_codes, ["01440"]);
    drop(tx);
    let wrong = Path::new(FIXTURES).join("not-finess.csv");
    let error = import_communes(&store, Some(&wrong)).await.unwrap_err();
    assert!(
        error.to_string().contains("la colonne COM manque"),
        "{error}"
    );
    let short = Path::new(FIXTURES).join("../communes-short.csv");
    let error = import_communes(&store, Some(&short)).await.unwrap_err();
    assert!(error.to_string().contains("que 2 communes"), "{error}");
    let mut tx = store.db.read().await.unwrap();
    assert!(!place::is_empty(&mut tx).await.unwrap());
}
