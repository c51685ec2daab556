//! Measures the import of structures and their search on an empty database:
//! `measure_structures URL FILE…` (a release build; the URL is that of a database without structures).

use domain::{access::paris_day, identifiers::search_words};
use server::import::finess::{Missing, Options, import_finess};
use std::{error::Error, path::PathBuf, time::Instant};
use store::{
    Clock, Db, Ids, Numbers, Store,
    structure::{Which, search},
};

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

#[tokio::main]
#[expect(
    clippy::print_stdout,
    reason = "its figures are what this program is for"
)]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments
        .next()
        .ok_or("usage: measure_structures URL FILE…")?;
    Db::create_file(&url).await?;
    let db = Db::open(&url, 4).await?;
    db.migrate().await?;
    let numbers = Numbers::new(9_970_000_000..9_980_000_000);
    let store = Store::new(db, Clock::System, Ids::Random, numbers);
    let options = Options {
        files: arguments.map(PathBuf::from).collect(),
        missing: Missing::CloseIfFew,
    };
    for round in ["first import", "second import"] {
        let (start, mut last, mut longest) = (Instant::now(), Instant::now(), 0);
        let report = import_finess(&store, &options, |_| {
            longest = longest.max(last.elapsed().as_millis());
            last = Instant::now();
        })
        .await?;
        println!(
            "{round}: {:.2} s, longest step {longest} ms, {}\n{report}",
            start.elapsed().as_secs_f64(),
            peak_memory()
        );
    }
    let which = Which::OpenOn(paris_day(store.clock.now()));
    for typed in SEARCHES {
        let mut times = Vec::new();
        let mut count = 0;
        for _ in 0..21 {
            let start = Instant::now();
            let mut tx = store.db.read().await?;
            count = search(&mut tx, typed, which, None, 20).await?.len();
            times.push(start.elapsed().as_secs_f64() * 1_000.0);
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{typed:20} {} word(s) {count:3} found, median {:6.2} ms, worst {:6.2} ms",
            search_words(typed).len(),
            times[10],
            times[20]
        );
    }
    Ok(())
}

/// The most memory that the process ever held, as Linux tells it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or_else(String::new, |line| {
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}
