//! The program `rpps`, as built, in a process of its own.

use crate::database::Database;
use anyhow::{Context as _, ensure};
use server::config::Config;
use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::Duration,
};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
};

/// Who does the jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worker {
    /// `rpps serve`, as a small service runs it.
    Here,
    /// `rpps serve --without-worker`: jobs wait.
    Nobody,
}

/// A service that listens; killed when dropped.
pub struct Program {
    pub address: SocketAddr,
    child: Child,
}

/// The configuration of a service on this database; mails and SMS go to a folder.
pub fn config(database: &Database) -> Config {
    let messages = database.folder.join("messages").display().to_string();
    let mut config = Config {
        metrics_listen: String::new(),
        contact: "assistance@bench.invalid".into(),
        secret: "a secret of the benchmark, and of nothing else".into(),
        ..Config::default()
    };
    config.database.url.clone_from(&database.url);
    config.mail.transport = "folder".into();
    config.mail.folder.clone_from(&messages);
    config.mail.from = "bench@bench.invalid".into();
    config.sms.transport = "folder".into();
    config.sms.folder = messages;
    // One address stands for all the clients here.
    config.limits.requests_per_minute = u32::MAX;
    config
}

/// A command of the program, configured.
pub fn command(database: &Database, config: &Config) -> anyhow::Result<Command> {
    let file = database.folder.join("rpps.toml");
    std::fs::write(&file, toml::to_string(config)?)?;
    let mut command = Command::new(path()?);
    command.arg("--config").arg(file).env("RPPS_LOG", log());
    Ok(command)
}

/// `RPPS_BIN`, to compare two versions of the program; else what was built beside this one.
fn path() -> anyhow::Result<PathBuf> {
    let path = match std::env::var_os("RPPS_BIN") {
        Some(path) => path.into(),
        None => std::env::current_exe()?.with_file_name("rpps"),
    };
    ensure!(
        path.exists(),
        "{} is not built: cargo build --release --bin rpps",
        path.display()
    );
    Ok(path)
}

/// Quiet, unless the operator of the benchmark asks.
fn log() -> String {
    std::env::var("RPPS_LOG").unwrap_or_else(|_| "warn".into())
}

impl Program {
    /// None when it has ended.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Memory that it holds now, in KiB.
    pub fn resident(&self) -> anyhow::Result<usize> {
        let id = self.child.id().context("the program has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let size = line.and_then(|line| line.split_whitespace().next());
        Ok(size.context("its resident memory")?.parse()?)
    }

    pub async fn serve(
        database: &Database,
        config: &Config,
        worker: Worker,
    ) -> anyhow::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let config = Config {
            listen: address.to_string(),
            ..config.clone()
        };
        let mut command = command(database, &config)?;
        command.arg("serve").kill_on_drop(true);
        if worker == Worker::Nobody {
            command.arg("--without-worker");
        }
        let child = command.spawn().context("rpps does not start")?;
        for _ in 0..100 {
            if TcpStream::connect(address).await.is_ok() {
                return Ok(Self { address, child });
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        anyhow::bail!("rpps does not listen on {address}")
    }
}
