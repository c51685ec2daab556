//! Measures the real program on both engines, with durable commits: `bench registrations | structures | directory | card | documents | duplicates | staff`.

mod bare;
mod card;
mod database;
mod directory;
mod documents;
mod duplicates;
mod finess;
mod http;
mod load;
mod machine;
mod people;
mod program;
mod registrations;
mod staff;
mod stage;
mod structure;
mod structures;
mod table;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "bench", about)]
struct Cli {
    #[command(subcommand)]
    measure: Option<Measure>,
}

#[derive(Subcommand)]
enum Measure {
    /// Registrations per second, by HTTP and by the bare statements (the default).
    Registrations(registrations::Options),
    /// Import and search of 100,000 made-up establishments.
    Structures(structures::Options),
    /// Search of the public directory among 100,000 published situations.
    Directory(directory::Options),
    /// The time that each PDF document takes.
    Documents(documents::Options),
    /// Look-alikes of an identity among 100,000 professionals.
    Duplicates(duplicates::Options),
    /// Sign-in by card: rate on one core, memory of open connections, delay of a revocation.
    Card(card::Options),
    /// A staff list of 5,000 lines compared with as many people registered.
    Staff(staff::Options),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let registrations = || Measure::Registrations(registrations::Options::default());
    let measure = Cli::parse().measure.unwrap_or_else(registrations);
    machine::describe()?;
    if !matches!(measure, Measure::Documents(_)) {
        machine::describe_engines().await?;
    }
    match measure {
        Measure::Registrations(options) => registrations::measure(&options).await,
        Measure::Structures(options) => structures::measure(&options).await,
        Measure::Directory(options) => directory::measure(&options).await,
        Measure::Documents(options) => documents::measure(&options),
        Measure::Duplicates(options) => duplicates::measure(&options).await,
        Measure::Card(options) => card::measure(&options).await,
        Measure::Staff(options) => staff::measure(&options).await,
    }
}
