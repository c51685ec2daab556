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

use crate::config::Config;
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
    /// Print the default configuration, as a file to begin from.
    Config,
    /// Print the completion script of a shell.
    Completion { shell: Shell },
}

/// Run the command line; the error is for the operator.
pub async fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let config = || Config::load(cli.config.as_deref(), std::env::vars());
    match cli.command {
        Command::Serve(serve) => serve::run(config()?, serve).await,
        Command::Worker => worker::run(config()?).await,
        Command::Migrate => migrate::run(config()?).await,
        Command::Demo(demo) => demo::run(config()?, demo).await,
        Command::Account(account) => account::run(config()?, account).await,
        Command::Import(import) => import::run(config()?, import).await,
        Command::ApiKey(command) => api_key::run(config()?, command).await,
        Command::Pki(options) => pki::run(options),
        Command::Config => print(&toml::to_string_pretty(&Config::default())?),
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
