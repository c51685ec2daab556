//! What every command does first: logs, the database, the world.

use crate::{config::Config, outside::Outside, world::World};
use anyhow::{Context as _, bail};
use std::io::IsTerminal as _;
use store::{Clock, Db, Ids, Numbers, Schema, Store};
use tracing_subscriber::EnvFilter;

/// Send logs to the standard error: lines for people, JSON for machines.
pub fn logs(config: &Config) {
    let filter =
        EnvFilter::try_from_env("RPPS_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if config.log_json {
        builder.json().init();
    } else {
        builder
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false)
            .init();
    }
}

/// Open the database, whatever its schema.
pub async fn database(config: &Config) -> anyhow::Result<Db> {
    let url = &config.database.url;
    Db::open(url, config.database.connections).await.map_err(|error| {
        let hint = if url.starts_with("sqlite:") { "does the file exist, and may this user write to it and to its folder? `rpps migrate` makes a new one" } else { "is the server up, and are the address, the user and the password right?" };
        anyhow::anyhow!("the database {} cannot be opened ({error}); {hint}", without_password(url))
    })
}

/// Open the database and check that its schema is ours.
pub async fn store(config: &Config) -> anyhow::Result<Store> {
    let db = database(config).await?;
    match db.schema().await.context("the database does not answer")? {
        Schema::Current => {}
        Schema::Older(found) => bail!(
            "the database has schema {found}, this program needs {}: run `rpps migrate`",
            store::latest()
        ),
        Schema::Newer(found) => bail!(
            "the database has schema {found}, newer than this program's {}: install the program that wrote it",
            store::latest()
        ),
    }
    let numbers = Numbers::new(config.rpps.first..config.rpps.last + 1);
    Ok(Store::new(db, Clock::System, Ids::Random, numbers))
}

/// The world of a real service.
pub async fn world(config: Config) -> anyhow::Result<World> {
    config.check()?;
    let outside = Outside::from_config(&config)?;
    let store = store(&config).await?;
    World::new(store, config, outside, false)
}

fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://…@{place}"),
        _ => url.to_owned(),
    }
}

/// Done when the operator asks to stop: Ctrl-C or SIGTERM.
pub async fn stop_asked() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
