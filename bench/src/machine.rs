//! What the figures were measured on.

use crate::{database::Engine, table};
use std::{
    fs,
    io::Write as _,
    process::Command,
    time::{Duration, Instant},
};

/// Print the commit and the machine: no figure means anything without them.
pub fn describe() -> anyhow::Result<()> {
    let commit = said(Command::new("git").args(["describe", "--always", "--dirty"]));
    let cores = std::thread::available_parallelism()?;
    let cpu = field("/proc/cpuinfo", "model name");
    let memory = field("/proc/meminfo", "MemTotal");
    let disk = said(Command::new("df").args(["--output=source,fstype", "."]));
    table::say(&format!(
        "commit {commit}; {cores} cores, {cpu}; memory {memory}; disk {}; load before {}",
        disk.lines().last().unwrap_or_default(),
        load()
    ));
    Ok(())
}

/// Print what bounds a write: the disk, and the engines.
pub async fn describe_engines() -> anyhow::Result<()> {
    table::say(&format!("disk: {}", flushes()?));
    for engine in [Engine::Sqlite, Engine::Postgres] {
        table::say(&engine.version().await?);
    }
    Ok(())
}

/// Stop before a measure that needs more open files than this process, or one that it starts, may have.
pub fn need_files(count: usize) -> anyhow::Result<()> {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let limit = line.and_then(|line| line.split_whitespace().nth(3));
    let limit: Option<usize> = limit.and_then(|limit| limit.parse().ok());
    if let Some(limit) = limit.filter(|limit| *limit < count) {
        anyhow::bail!(
            "{count} open files are needed, and {limit} allowed: run `ulimit -n {count}` first"
        );
    }
    Ok(())
}

/// How busy the machine was in the last minute, as Linux tells it.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// How fast the disk makes one small write durable: what bounds one writer.
fn flushes() -> anyhow::Result<String> {
    const WRITES: u32 = 200;
    let path = std::env::current_exe()?.with_extension("flush");
    let mut file = fs::File::create(&path)?;
    let mut times = Vec::new();
    for _ in 0..WRITES {
        file.write_all(&[1; 4096])?;
        let start = Instant::now();
        file.sync_data()?;
        times.push(start.elapsed());
    }
    fs::remove_file(path)?;
    let total: Duration = times.iter().sum();
    let rate = f64::from(WRITES) / total.as_secs_f64();
    let [median, _, p99] = table::percentiles(&mut times);
    Ok(format!(
        "{rate:.0} flushes of 4 KiB per second, median {:.2} ms, p99 {:.2} ms",
        table::ms(median),
        table::ms(p99)
    ))
}

fn field(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_once(':'))
        .map_or_else(String::new, |(_, value)| value.trim().to_owned())
}

fn said(command: &mut Command) -> String {
    command.output().map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
