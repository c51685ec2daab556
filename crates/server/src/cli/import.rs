//! Import reference data.

use crate::config::Config;
use clap::Subcommand;

#[derive(Subcommand)]
pub enum Import {}

#[expect(clippy::unused_async, reason = "wip")]
pub async fn run(_config: Config, import: Import) -> anyhow::Result<()> {
    match import {}
}
