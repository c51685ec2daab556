//! Accounts of the agency's officers.

use super::open;
use crate::{actions, config::Config};
use anyhow::{Context as _, bail};
use clap::Subcommand;
use domain::identifiers::Email;
use store::By;

#[derive(Subcommand)]
pub enum Account {
    /// Make an officer, and print a link where their browser registers a passkey: once, within a day.
    CreateOfficer {
        /// First name and last name.
        #[arg(long)]
        name: String,
        #[arg(long)]
        email: String,
    },
}

pub async fn run(config: Config, account: Account) -> anyhow::Result<()> {
    let Account::CreateOfficer { name, email } = account;
    let email: Email = email
        .parse()
        .with_context(|| format!("{email:?} is not an e-mail address"))?;
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 100 {
        bail!("the name has 1 to 100 characters");
    }
    let world = open::world(config).await?;
    let created = actions::run(&world, By::System, "create_officer", |act| {
        actions::create_officer(act, name.clone(), email.to_string())
    })
    .await?;
    let link = world.key_path(created.link);
    world.db().close().await;
    super::print(&format!("{}{link}\n", world.config.public_url))
}
