//! Clients that work through a queue, and how long each piece of work took.

use crate::{bare, http, people::Prepared, table};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How a client registers someone.
pub enum Client {
    Http(http::Client),
    Bare(bare::Client),
}

impl Client {
    async fn register(&mut self, prepared: Prepared) -> anyhow::Result<()> {
        match self {
            Self::Http(client) => client.register(&prepared).await,
            Self::Bare(client) => client.register(prepared).await,
        }
    }
}

/// When a piece of work begins.
#[derive(Clone, Copy, Debug)]
pub enum Pace {
    /// As soon as the client is done with the one before.
    Closed,
    /// So many in a second, whatever becomes of them: what waits for a free client counts as slow.
    Open(f64),
}

/// How long everything took.
#[derive(Debug)]
pub struct Measure {
    pub rate: f64,
    pub p50: Duration,
    pub p95: Duration,
    pub p99: Duration,
    pub errors: usize,
}

type Queue = Arc<Mutex<VecDeque<(Duration, Prepared)>>>;

/// Have the clients register everyone.
pub async fn run(clients: Vec<Client>, work: Vec<Prepared>, pace: Pace) -> anyhow::Result<Measure> {
    let count = work.len();
    let due = |rank: usize| match pace {
        Pace::Closed => Duration::ZERO,
        #[expect(clippy::cast_precision_loss, reason = "ranks are small")]
        Pace::Open(rate) => Duration::from_secs_f64(rank as f64 / rate),
    };
    let queue: Queue = Arc::new(Mutex::new(
        work.into_iter()
            .enumerate()
            .map(|(rank, prepared)| (due(rank), prepared))
            .collect(),
    ));
    let start = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for client in clients {
        running.spawn(work_through(client, queue.clone(), start, pace));
    }
    let mut times = Vec::with_capacity(count);
    while let Some(done) = running.join_next().await {
        times.extend(done?);
    }
    let took = start.elapsed();
    let errors = count - times.len();
    anyhow::ensure!(!times.is_empty(), "nothing succeeded");
    let [p50, p95, p99] = table::percentiles(&mut times);
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let rate = times.len() as f64 / took.as_secs_f64();
    Ok(Measure {
        rate,
        p50,
        p95,
        p99,
        errors,
    })
}

/// One client; gives the time of each success, and says its failures.
async fn work_through(
    mut client: Client,
    queue: Queue,
    start: Instant,
    pace: Pace,
) -> Vec<Duration> {
    let mut times = Vec::new();
    loop {
        let next = queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front();
        let Some((due, prepared)) = next else {
            return times;
        };
        tokio::time::sleep_until((start + due).into()).await;
        let asked = match pace {
            Pace::Closed => Instant::now(),
            Pace::Open(_) => start + due,
        };
        match client.register(prepared).await {
            Ok(()) => times.push(asked.elapsed()),
            Err(error) => table::say(&format!("failed: {error:#}")),
        }
    }
}
