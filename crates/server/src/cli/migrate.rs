//! Bring the schema up to date, fill the table of communes when it is empty, and index names as this program does.

use super::open;
use crate::{config::Config, outside::Outside};
use anyhow::Context as _;
use domain::nomenclature::builtin;
use store::{Db, Schema, housekeeping::joined_word, place};

pub async fn run(config: Config) -> anyhow::Result<()> {
    config.check()?;
    Outside::from_config(&config)?;
    let ran = migrate(&config).await?;
    let plural = if ran == 1 { "migration" } else { "migrations" };
    super::print(&format!("The schema is up to date ({ran} {plural} run).\n"))
}

/// Returns how many migrations ran.
pub async fn migrate(config: &Config) -> anyhow::Result<usize> {
    if let Some(path) = config.database.url.strip_prefix("sqlite:")
        && let Some(folder) = std::path::Path::new(path).parent()
    {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    Db::create_file(&config.database.url)
        .await
        .context("the database file cannot be made")?;
    let db = open::database(config).await?;
    if let Schema::Newer(found) = db.schema().await? {
        anyhow::bail!(
            "the database has schema {found}, newer than this program's {}",
            store::latest()
        );
    }
    let ran = db.migrate().await?;
    db.close().await;
    let store = open::store(config).await?;
    let mut tx = store.db.read().await?;
    let empty = place::is_empty(&mut tx).await?;
    drop(tx);
    if empty {
        place::replace_all(&store, &builtin().collect::<Vec<_>>()).await?;
    }
    joined_word::index(&store).await?;
    store.db.close().await;
    Ok(ran)
}
