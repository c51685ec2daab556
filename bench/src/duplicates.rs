//! Look-alikes of an identity among many professionals (R4): candidates read, then graded.

use crate::{database::Engine, directory, machine, stage::Stage, table};
use anyhow::Context as _;
use domain::access::paris_day;
use std::time::Instant;
use store::look_alike::look_alikes;

#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Professionals registered.
    #[arg(long, default_value_t = 100_000)]
    count: usize,
    /// One engine only.
    #[arg(long)]
    engine: Option<Engine>,
}

/// Identities looked for: people not registered, whose names and dates are as frequent.
const TIMES: usize = 500;

pub async fn measure(options: &Options) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if options.engine.is_none_or(|only| only == engine) {
            let mut stage = Stage::set(engine).await?;
            directory::fill(&mut stage, options.count, false).await?;
            rows.push(look(&mut stage, options.count).await?);
            stage.strike().await?;
        }
    }
    table::say("");
    table::print(
        [
            "engine",
            "professionals",
            "found in all",
            "p50 ms",
            "p95 ms",
            "p99 ms",
        ],
        &rows,
    );
    table::say(&format!("load after: {}", machine::load()));
    Ok(())
}

async fn look(stage: &mut Stage, count: usize) -> anyhow::Result<[String; 6]> {
    let wanted = stage
        .people
        .commands(&stage.world, &stage.structure, TIMES)?;
    let scope = stage.structure.managers[0].actor.grant.scope.clone();
    let scope = scope.context("a scope")?;
    let today = paris_day(stage.world.store.clock.now());
    let mut times = Vec::new();
    let mut found = 0;
    for command in wanted {
        let start = Instant::now();
        let mut tx = stage.world.db().read().await?;
        found += look_alikes(&mut tx, &scope, &command.identity, today)
            .await?
            .len();
        times.push(start.elapsed());
    }
    let [p50, p95, p99] = table::percentiles(&mut times);
    Ok([
        stage.database.engine.name().to_owned(),
        count.to_string(),
        found.to_string(),
        table::cell(p50),
        table::cell(p95),
        table::cell(p99),
    ])
}
