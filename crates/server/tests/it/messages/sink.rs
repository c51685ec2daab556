//! A real SMTP server, `scripts/smtp-sink.py`, for the time of a test.

use crate::harness::App;
use server::{config, outside::Mailer};
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

pub struct Sink {
    child: Child,
    pub port: u16,
}

impl Sink {
    /// Listen on a port, 0 for any free one; what is accepted goes to `folder`.
    pub fn start(folder: &Path, port: u16, options: &[&str]) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/smtp-sink.py");
        let mut child = Command::new(script)
            .args(["--until-eof", "--port", &port.to_string(), "--dir"])
            .arg(folder)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("scripts/smtp-sink.py runs: `scripts/install-debian aiosmtpd`");
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let port = line.trim().rsplit(':').next().unwrap().parse();
        Self {
            child,
            port: port.unwrap_or_else(|_| panic!("smtp-sink said {line:?}")),
        }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// The mails accepted, oldest first, and their envelopes.
pub fn accepted(folder: &Path) -> Vec<(Vec<u8>, serde_json::Value)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "eml"))
        .collect();
    files.sort();
    let read = files.into_iter().map(|path| {
        let envelope = std::fs::read(path.with_extension("json")).unwrap();
        (
            std::fs::read(path).unwrap(),
            serde_json::from_slice(&envelope).unwrap(),
        )
    });
    read.collect()
}

/// The service that mails by SMTP through this port.
pub fn by_smtp(app: &App, port: u16) -> App {
    app.with(|config, outside| {
        config.mail = config::Mail {
            host: "127.0.0.1".into(),
            port,
            tls: "none".into(),
            from: "RPPS+ ouvert <ne-pas-repondre@exemple.fr>".into(),
            timeout_seconds: 5,
            ..config::Mail::default()
        };
        outside.mail = Mailer::from_config(&config.mail).unwrap();
    })
}
