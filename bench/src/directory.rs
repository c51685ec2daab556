//! The search of the public directory, among many published situations.

use crate::{bare, database::Engine, machine, stage::Stage, table};
use domain::professional::Register;
use std::time::Instant;
use store::{
    Act, By, StoreError,
    directory::{self, Query},
    professional,
};

#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Published situations.
    #[arg(long, default_value_t = 100_000)]
    count: usize,
    /// One engine only.
    #[arg(long)]
    engine: Option<Engine>,
}

/// Words of names and of places: frequent, rare, together, none found.
const SEARCHES: [(&str, &str); 9] = [
    ("martin", ""),
    ("mar", ""),
    ("marie", ""),
    ("martinb marie", ""),
    ("da silva ines", ""),
    ("", "trouville"),
    ("", "ehpad"),
    ("martin", "ehpad"),
    ("zzz", ""),
];
/// How often each is searched.
const TIMES: usize = 50;
/// Professionals of one transaction while the register is filled: a whole block of numbers.
const BATCH: usize = 1_000;
/// Lines of a page of results, and how far the page counts.
const PAGE: i64 = 20;
const MOST: i64 = 1_000;

pub async fn measure(options: &Options) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if options.engine.is_none_or(|only| only == engine) {
            let mut stage = Stage::set(engine).await?;
            fill(&mut stage, options.count, true).await?;
            rows.extend(search_all(&stage).await?);
            stage.strike().await?;
        }
    }
    table::say("");
    table::print(
        [
            "engine", "name", "place", "found", "p50 ms", "p95 ms", "p99 ms",
        ],
        &rows,
    );
    table::say(&format!("load after: {}", machine::load()));
    Ok(())
}

/// Insert professionals, many in a transaction, and publish them if the directory is what is searched, which takes most of
/// the time; without journal, mails or jobs.
pub async fn fill(stage: &mut Stage, count: usize, is_published: bool) -> anyhow::Result<()> {
    let mut left = count;
    while left > 0 {
        let size = left.min(BATCH);
        let commands = stage
            .people
            .commands(&stage.world, &stage.structure, size)?;
        insert(stage, commands, is_published).await?;
        left -= size;
    }
    Ok(())
}

async fn insert(
    stage: &Stage,
    commands: Vec<Register>,
    is_published: bool,
) -> Result<(), StoreError> {
    let session = stage.structure.managers[0].actor.session;
    let mut act = Act::begin(&stage.world.store, By::Session(session)).await?;
    let actor = act.context.actor.clone().ok_or(StoreError::SignedOut)?;
    let at = act.context.at;
    for command in commands {
        let (person, situation, _) = bare::made(&act, command)?;
        professional::insert(&mut act.tx, &person, &actor).await?;
        professional::insert_situation(&mut act.tx, person.id, &situation, &actor, at).await?;
        if is_published {
            directory::publish(&mut act.tx, &person, at).await?;
        }
    }
    act.commit([]).await
}

async fn search_all(stage: &Stage) -> Result<Vec<[String; 7]>, StoreError> {
    let mut rows = Vec::new();
    for (words, place) in SEARCHES {
        let query = Query {
            words: words.to_owned(),
            place: place.to_owned(),
            ..Query::default()
        };
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..TIMES {
            let start = Instant::now();
            let mut tx = stage.world.db().read().await?;
            directory::search(&mut tx, &query, 0, PAGE).await?;
            found = directory::count(&mut tx, &query, MOST).await?;
            times.push(start.elapsed());
        }
        let [p50, p95, p99] = table::percentiles(&mut times);
        rows.push([
            stage.database.engine.name().to_owned(),
            words.to_owned(),
            place.to_owned(),
            found.to_string(),
            table::cell(p50),
            table::cell(p95),
            table::cell(p99),
        ]);
    }
    Ok(rows)
}
