//! The import of structures by the real program, its memory, and the search among them.

use crate::{
    database::{Database, Engine},
    finess, machine,
    program::{self, command},
    table,
};
use domain::access::paris_day;
use server::config::Config;
use std::{
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};
use store::{
    Clock, Db,
    structure::{Which, search},
};

#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Establishments; legal entities are a fifth as many.
    #[arg(long, default_value_t = 100_000)]
    count: u64,
    /// One engine only.
    #[arg(long)]
    engine: Option<Engine>,
}

/// Words that everyone types, beginnings, several words, none found.
const SEARCHES: [&str; 14] = [
    "ehpad",
    "saint",
    "s",
    "pharmacie",
    "ehpad saint",
    "pharmacie ehpad",
    "hopital creche",
    "e d",
    "les lilas paris",
    "centre hospitalier",
    "maison lyon",
    "ain viriat",
    "01",
    "zzz",
];
/// How often each is searched.
const TIMES: usize = 50;

pub async fn measure(options: &Options) -> anyhow::Result<()> {
    let mut imports = Vec::new();
    let mut searches = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if options.engine.is_none_or(|only| only == engine) {
            let database = Database::create(engine).await?;
            let config = program::config(&database);
            database.migrate().await?;
            let files = finess::generate(&database.folder, options.count)?;
            for round in ["first import", "second import"] {
                imports.push(import(&database, &config, round, &files).await?);
            }
            searches.extend(search_all(&database).await?);
            database.remove().await?;
        }
    }
    table::say("");
    table::print(["engine", "what", "seconds", "most memory MiB"], &imports);
    table::say("");
    table::print(
        ["engine", "search", "found", "p50 ms", "p95 ms", "p99 ms"],
        &searches,
    );
    table::say(&format!("load after: {}", machine::load()));
    Ok(())
}

/// `rpps import finess`, in a process of its own.
async fn import(
    database: &Database,
    config: &Config,
    round: &str,
    files: &[PathBuf],
) -> anyhow::Result<[String; 4]> {
    let mut command = command(database, config)?;
    let start = Instant::now();
    let mut child = command
        .args(["import", "finess"])
        .args(files)
        .stdout(Stdio::null())
        .spawn()?;
    let id = child.id();
    let mut most = 0;
    let status = loop {
        tokio::select! {
            status = child.wait() => break status?,
            () = tokio::time::sleep(Duration::from_millis(20)) => most = most.max(peak_kib(id)),
        }
    };
    anyhow::ensure!(status.success(), "rpps import finess failed");
    Ok([
        database.engine.name().to_owned(),
        round.to_owned(),
        format!("{:.1}", start.elapsed().as_secs_f64()),
        (most / 1024).to_string(),
    ])
}

/// The most memory that a process ever held, in KiB, as Linux tells it.
fn peak_kib(process: Option<u32>) -> u64 {
    let path = format!("/proc/{}/status", process.unwrap_or_default());
    let status = std::fs::read_to_string(path).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kib| kib.parse().ok())
        .unwrap_or_default()
}

async fn search_all(database: &Database) -> anyhow::Result<Vec<[String; 6]>> {
    let db = Db::open(&database.url, 4).await?;
    let which = Which::OpenOn(paris_day(Clock::System.now()));
    let mut rows = Vec::new();
    for typed in SEARCHES {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..TIMES {
            let start = Instant::now();
            let mut tx = db.read().await?;
            found = search(&mut tx, typed, which, None, 20).await?.len();
            times.push(start.elapsed());
        }
        let [p50, p95, p99] = table::percentiles(&mut times);
        rows.push([
            database.engine.name().to_owned(),
            typed.to_owned(),
            found.to_string(),
            table::cell(p50),
            table::cell(p95),
            table::cell(p99),
        ]);
    }
    db.close().await;
    Ok(rows)
}
