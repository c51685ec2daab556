//! Registrations per second: the final step of the wizard by HTTP, beside the bare statements.

use crate::{
    bare,
    database::Engine,
    http,
    load::{self, Client, Measure, Pace},
    machine,
    program::{Program, Worker},
    stage::Stage,
    table,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use store::job;

#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Registrations of each measure.
    #[arg(long, default_value_t = 2_000)]
    count: usize,
    /// One engine only.
    #[arg(long)]
    engine: Option<Engine>,
    /// Clients at once, in each measure.
    #[arg(long, value_delimiter = ',', default_value = "1,8,64")]
    clients: Vec<usize>,
    /// Leave out the measures with the worker in the same process.
    #[arg(long)]
    without_worker: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            count: 2_000,
            engine: None,
            clients: vec![1, 8, 64],
            without_worker: false,
        }
    }
}

pub async fn measure(options: &Options) -> anyhow::Result<()> {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if options.engine.is_none_or(|only| only == engine) {
            let mut bench = Bench::start(engine, options.clone()).await?;
            bench.beside_the_bare_statements().await?;
            bench.stop().await?;
            if !options.without_worker {
                let mut bench = Bench::start(engine, options.clone()).await?;
                bench.with_the_worker().await?;
                bench.stop().await?;
            }
        }
    }
    Ok(())
}

const HEAD: [&str; 9] = [
    "engine",
    "what",
    "clients",
    "per second",
    "of bare",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "errors",
];

/// The measures of one engine.
struct Bench {
    options: Options,
    stage: Stage,
    rows: Vec<[String; 9]>,
}

impl Bench {
    async fn start(engine: Engine, options: Options) -> anyhow::Result<Self> {
        Ok(Self {
            options,
            stage: Stage::set(engine).await?,
            rows: Vec::new(),
        })
    }

    async fn stop(self) -> anyhow::Result<()> {
        table::say("");
        table::print(HEAD, &self.rows);
        table::say(&format!("load after: {}\n", machine::load()));
        self.stage.strike().await
    }

    async fn serve(&self, worker: Worker) -> anyhow::Result<(Program, Managers)> {
        let stage = &self.stage;
        let program = Program::serve(&stage.database, &stage.config, worker).await?;
        let managers = http::Client::sign_in(program.address, &stage.structure.managers).await?;
        Ok((program, managers))
    }

    /// The jobs wait, as the bare statements leave theirs.
    async fn beside_the_bare_statements(&mut self) -> anyhow::Result<()> {
        let (program, managers) = self.serve(Worker::Nobody).await?;
        let mut peak = 0.0_f64;
        for count in self.options.clients.clone() {
            let bare = self.run(self.bare_clients(count), Pace::Closed).await?;
            let clients = http_clients(&program, &managers, count).await?;
            let http = self.run(clients, Pace::Closed).await?;
            peak = peak.max(http.rate);
            self.note("bare statements", count, &bare, None);
            self.note("HTTP", count, &http, Some(bare.rate));
        }
        let count = self.options.clients.iter().copied().max().unwrap_or(1);
        let clients = http_clients(&program, &managers, count).await?;
        let steady = self.run(clients, Pace::Open(peak * 0.7)).await?;
        self.note("HTTP, 70 % of peak", count, &steady, None);
        Ok(())
    }

    /// As a small service runs: the worker sends the mails and SMS beside the requests.
    async fn with_the_worker(&mut self) -> anyhow::Result<()> {
        let (program, managers) = self.serve(Worker::Here).await?;
        for count in self.options.clients.clone() {
            let clients = http_clients(&program, &managers, count).await?;
            let http = self.run(clients, Pace::Closed).await?;
            self.note("HTTP with worker", count, &http, None);
            self.drain().await?;
        }
        Ok(())
    }

    fn bare_clients(&self, count: usize) -> Vec<Client> {
        let Stage {
            world, structure, ..
        } = &self.stage;
        let client = || Client::Bare(bare::Client::new(world.clone(), structure.clone()));
        std::iter::repeat_with(client).take(count).collect()
    }

    async fn run(&mut self, clients: Vec<Client>, pace: Pace) -> anyhow::Result<Measure> {
        let work = self.stage.prepare(self.options.count).await?;
        load::run(clients, work, pace).await
    }

    /// Wait until no job is left, and say how fast they were done.
    async fn drain(&self) -> anyhow::Result<()> {
        let store = &self.stage.world.store;
        let (waiting, _) = job::counts(store).await?;
        let start = Instant::now();
        while job::counts(store).await?.0 > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        table::say(&format!(
            "{waiting} jobs were waiting at the end, done {:.1} s later",
            start.elapsed().as_secs_f64()
        ));
        Ok(())
    }

    fn note(&mut self, what: &str, clients: usize, measure: &Measure, bare: Option<f64>) {
        let row = [
            self.stage.database.engine.name().to_owned(),
            what.to_owned(),
            clients.to_string(),
            format!("{:.0}", measure.rate),
            bare.map_or_else(String::new, |bare| {
                format!("{:.0} %", measure.rate * 100.0 / bare)
            }),
            table::cell(measure.p50),
            table::cell(measure.p95),
            table::cell(measure.p99),
            measure.errors.to_string(),
        ];
        table::say(&row.join("  "));
        self.rows.push(row);
    }
}

type Managers = Arc<Vec<http::SignedIn>>;

async fn http_clients(
    program: &Program,
    managers: &Managers,
    count: usize,
) -> anyhow::Result<Vec<Client>> {
    let mut clients = Vec::new();
    for _ in 0..count {
        let client = http::Client::connect(program.address, managers.clone()).await?;
        clients.push(Client::Http(client));
    }
    Ok(clients)
}
