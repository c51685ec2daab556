//! Start a demonstration: made-up data, personas to sign in as, on this machine alone.

use super::{migrate, open, serve};
use crate::{
    config::Config,
    demo,
    outside::Outside,
    world::{World, draw_secret},
};
use anyhow::{Context as _, bail};
use clap::Args;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};
use store::{Clock, housekeeping::ahead};

#[derive(Args)]
pub struct Demo {
    /// Where the database, the mails and the secret are kept.
    #[arg(long, env = "RPPS_DEMO_DIR", default_value = "var/demo")]
    folder: PathBuf,
}

pub async fn run(config: Config, options: Demo) -> anyhow::Result<()> {
    open::logs(&config);
    let config = settings(config, &options.folder)?;
    migrate::migrate(&config).await?;
    let outside = Outside::from_config(&config)?;
    let mut store = open::store(&config).await?;
    store.clock = Clock::ahead(ahead::ahead(&store.db).await?);
    let world = World::new(store, config, outside, true)?;
    let listeners = serve::Listeners::bind(&world.config, "RPPS_LISTEN").await?;
    demo::fill(&world, &options.folder)
        .await
        .context("the made-up data cannot be made")?;
    demo::cards::issue_all(&world)
        .await
        .context("the cards of the demonstration cannot be issued")?;
    let url = world.config.public_url.clone();
    super::print(&format!(
        "\nLa démonstration est prête : ouvrez {url} (Ctrl-C pour arrêter).\nThe demonstration is ready: open {url} (Ctrl-C to stop).\n\n"
    ))?;
    serve::until_stopped(world, listeners, serve::Worker::Here).await
}

/// The demonstration's own settings: everything under one folder, and the loopback address alone.
fn settings(mut config: Config, folder: &Path) -> anyhow::Result<Config> {
    let listen: SocketAddr = config
        .listen
        .parse()
        .with_context(|| format!("listen = {:?} is not an address and port", config.listen))?;
    if !listen.ip().is_loopback() {
        bail!(
            "the demonstration lets anyone sign in as anyone: it listens on the loopback address alone, not on {listen}"
        );
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    if config.database.url == Config::default().database.url {
        config.database.url = format!("sqlite:{}", folder.join("rpps.db").display());
    }
    if config.public_url == Config::default().public_url {
        config.public_url = format!("http://localhost:{}", listen.port());
    }
    if config.metrics_listen == Config::default().metrics_listen {
        config.metrics_listen = String::new();
    }
    if config.secret.is_empty() {
        config.secret = secret(&folder.join("secret"))?;
    }
    if config.mail.from.is_empty() {
        config.mail.transport = "folder".into();
        config.mail.folder = folder.join("messages").display().to_string();
        config.mail.from = "RPPS+ ouvert <ne-pas-repondre@demo.invalid>".into();
    }
    if config.sms.url.is_empty() {
        config.sms.transport = "folder".into();
        config.sms.folder = folder.join("messages").display().to_string();
    }
    if config.contact.is_empty() {
        config.contact = "assistance@demo.invalid".into();
    }
    let (pki, now) = (folder.join("pki"), Clock::System.now());
    demo::cards::settings(&mut config.card, listen, &pki, now)
        .context("the cards of the demonstration cannot be made")?;
    config.check()?;
    Ok(config)
}

/// Kept, so that sessions outlive a restart.
fn secret(path: &Path) -> anyhow::Result<String> {
    if let Ok(kept) = fs::read_to_string(path) {
        return Ok(kept.trim().to_owned());
    }
    let secret = draw_secret()?;
    fs::write(path, &secret).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(secret)
}
