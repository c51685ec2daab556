//! The command line: one subcommand, one file.

mod account;
mod api_key;
mod demo;
mod import;
mod migrate;
mod open;
mod pki;
mod serve;
mod worker;

use crate::config::{self, Config};
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

/// RPPS+ ouvert: the register of social and medico-social care professionals.
#[derive(Parser)]
#[command(name = "rpps", version, about, long_about = None)]
struct Cli {
    /// Configuration file (TOML). `RPPS_…` variables go over it: `RPPS_DATABASE_URL` sets `database.url`.
    #[arg(long, global = true, env = "RPPS_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal, and work on the jobs unless told otherwise.
    Serve(serve::Serve),
    /// Work on the jobs alone: mails, SMS, clock.
    Worker,
    /// Bring the schema of the database up to date.
    Migrate,
    /// Start a demonstration with made-up data, on this machine alone.
    Demo(demo::Demo),
    /// Accounts of the agency.
    #[command(subcommand)]
    Account(account::Account),
    /// Import reference data.
    #[command(subcommand)]
    Import(import::Import),
    /// Make and revoke the keys of software that calls the API.
    #[command(subcommand)]
    ApiKey(api_key::ApiKey),
    /// Run a test authority: cards and revocation lists, for trials.
    Pki(pki::Pki),
    /// Print every setting with its meaning and its default, as a file to begin from.
    Config,
    /// Print the completion script of a shell.
    Completion { shell: Shell },
}

/// Run the command line; the error is for the operator.
pub async fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let load = || Config::load(cli.config.as_deref(), std::env::vars());
    match cli.command {
        Command::Serve(serve) => serve::run(load()?, serve).await,
        Command::Worker => worker::run(load()?).await,
        Command::Migrate => migrate::run(load()?).await,
        Command::Demo(demo) => demo::run(load()?, demo).await,
        Command::Account(account) => account::run(load()?, account).await,
        Command::Import(import) => import::run(load()?, import).await,
        Command::ApiKey(command) => api_key::run(load()?, command).await,
        Command::Pki(options) => pki::run(options),
        Command::Config => print(config::DEFAULT),
        Command::Completion { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "rpps", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
    }
}

/// Print to the standard output; a closed pipe is not our failure.
#[expect(clippy::unnecessary_wraps, reason = "ends a branch of `run`")]
fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write as _;
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(())
}
