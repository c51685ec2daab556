//! Keys of software that calls the API: shown once, kept as a hash.

use super::open;
use crate::{
    actions::{self, CannotMakeApiKey, CannotRevokeApiKey, Error},
    config::Config,
    world::{draw_secret, hash_secret},
};
use anyhow::bail;
use clap::{Subcommand, ValueEnum};
use store::By;

#[derive(Subcommand)]
pub enum ApiKey {
    /// Make a key and print it, once.
    Create {
        /// Whose key it is; the name revokes it.
        #[arg(long)]
        name: String,
        /// What it opens.
        #[arg(long = "for", value_enum)]
        purpose: Purpose,
    },
    /// Take a key back, at once.
    Revoke {
        #[arg(long)]
        name: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Purpose {
    /// Report who passed the course on another platform.
    Formation,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Formation => "formation",
        }
    }
}

pub async fn run(config: Config, command: ApiKey) -> anyhow::Result<()> {
    let world = open::world(config).await?;
    match command {
        ApiKey::Create { name, purpose } => {
            let key = format!("rpps_{}", draw_secret()?);
            let hash = hash_secret(&key);
            let made = actions::run(&world, By::System, "make_api_key", |act| {
                actions::make_api_key(act, name.clone(), purpose.code(), hash.clone())
            });
            match made.await {
                Err(Error::Refused(reasons))
                    if reasons
                        .iter()
                        .any(|why| *why == CannotMakeApiKey::NameTaken) =>
                {
                    bail!(
                        "a key named {name:?} is in force: revoke it first, or choose another name"
                    )
                }
                done => done?,
            }
            super::print(&format!("{key}\n"))
        }
        ApiKey::Revoke { name } => {
            let revoked = actions::run(&world, By::System, "revoke_api_key", |act| {
                actions::revoke_api_key(act, name.clone())
            });
            match revoked.await {
                Err(Error::Refused(reasons))
                    if reasons
                        .iter()
                        .any(|why| *why == CannotRevokeApiKey::Unknown) =>
                {
                    bail!("no key named {name:?} is in force")
                }
                done => done?,
            }
            super::print(&format!("The key {name:?} opens nothing any more.\n"))
        }
    }
}
