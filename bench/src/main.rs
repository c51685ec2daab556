//! Measures the real program on both engines, with durable commits: `bench registrations | structures | directory`.

mod bare;
mod database;
mod directory;
mod finess;
mod http;
mod load;
mod machine;
mod people;
mod program;
mod registrations;
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
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    machine::describe().await?;
    match cli.measure {
        None => registrations::measure(&registrations::Options::default()).await,
        Some(Measure::Registrations(options)) => registrations::measure(&options).await,
        Some(Measure::Structures(options)) => structures::measure(&options).await,
        Some(Measure::Directory(options)) => directory::measure(&options).await,
    }
}
