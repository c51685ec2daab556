//! Configuration: a TOML file, then the environment, checked as a whole at start.

mod card;
mod environment;

pub use card::Card;

use anyhow::{Context as _, bail};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::{
    net::{IpAddr, SocketAddr},
    path::Path,
};
use store::housekeeping::session::Limits;

/// The default configuration as a file, each setting with its meaning.
pub const DEFAULT: &str = include_str!("default.toml");

/// Everything that an operator sets. An empty text means "not set".
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where the portal listens.
    pub listen: String,
    /// Addresses of reverse proxies, whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// Where `/metrics` listens, apart from the portal; empty for nowhere.
    pub metrics_listen: String,
    /// The address that users type, without a final slash: links of mails begin with it.
    pub public_url: String,
    /// The operator's name of the service.
    pub service: String,
    /// The operator's help e-mail, on every page and mail (N4).
    pub contact: String,
    /// A style sheet of the operator's own, read once at start.
    pub theme: String,
    /// At least 32 characters, the same on every node: keys the form tokens.
    pub secret: String,
    /// Write logs as JSON.
    pub log_json: bool,
    pub database: Database,
    pub session: Session,
    pub rpps: Range,
    pub mail: Mail,
    pub sms: Sms,
    pub limits: Rates,
    pub card: Card,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    pub connections: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    pub idle_minutes: i64,
    pub absolute_hours: i64,
}

/// First ten digits of the RPPS numbers to give (R8). 997 is for tests and demonstrations.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Range {
    pub first: u64,
    pub last: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// `smtp`, or `folder` to write mails as files.
    pub transport: String,
    pub folder: String,
    pub host: String,
    pub port: u16,
    /// `starttls`, `implicit` or `none`.
    pub tls: String,
    pub user: String,
    pub password: String,
    pub from: String,
    pub timeout_seconds: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sms {
    /// `http`, or `folder` to write SMS as files.
    pub transport: String,
    pub folder: String,
    pub url: String,
    /// The JSON body of a call; `{to}` and `{text}` stand for the number (E.164) and the text.
    pub body: String,
    /// Value of the `Authorization` header.
    pub authorization: String,
    pub timeout_seconds: u64,
    /// How many SMS one number may get a day (N1).
    pub per_number_per_day: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rates {
    /// Requests of one address, per minute; pages and their parts.
    pub requests_per_minute: u32,
    /// Look-ups of one grant that meet someone outside its scope, per day (R5).
    pub outside_lookups_per_day: i64,
    /// Codes of attestations that one address may check, per minute.
    pub code_checks_per_minute: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            proxies: Vec::new(),
            metrics_listen: "127.0.0.1:9180".into(),
            public_url: "http://localhost:8080".into(),
            service: "RPPS+ ouvert".into(),
            contact: String::new(),
            theme: String::new(),
            secret: String::new(),
            log_json: false,
            database: Database::default(),
            session: Session::default(),
            rpps: Range::default(),
            mail: Mail::default(),
            sms: Sms::default(),
            limits: Rates::default(),
            card: Card::default(),
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: "sqlite:var/rpps.db".into(),
            connections: 16,
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle_minutes: 30,
            absolute_hours: 10,
        }
    }
}

impl Default for Range {
    fn default() -> Self {
        Self {
            first: 9_970_000_000,
            last: 9_979_999_999,
        }
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: "smtp".into(),
            folder: String::new(),
            host: "localhost".into(),
            port: 25,
            tls: "starttls".into(),
            user: String::new(),
            password: String::new(),
            from: String::new(),
            timeout_seconds: 20,
        }
    }
}

impl Default for Sms {
    fn default() -> Self {
        Self {
            transport: "http".into(),
            folder: String::new(),
            url: String::new(),
            body: r#"{"to": "{to}", "text": "{text}"}"#.into(),
            authorization: String::new(),
            timeout_seconds: 20,
            per_number_per_day: 10,
        }
    }
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            requests_per_minute: 1_200,
            outside_lookups_per_day: 50,
            code_checks_per_minute: 60,
        }
    }
}

impl Config {
    /// Read the file, if one is named, then `RPPS_…` variables over it. Says which key is wrong, and how.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> anyhow::Result<Self> {
        let mut table = file.map(read).transpose()?.unwrap_or_default();
        let known = toml::Table::try_from(Self::default())?;
        for (name, value) in environment {
            if let Some(key) = name.strip_prefix("RPPS_")
                && !environment::OTHERS.contains(&name.as_str())
            {
                environment::set(&mut table, &known, key, &value)
                    .with_context(|| format!("the variable {name} is not usable"))?;
            }
        }
        table.try_into().context("the configuration is not usable")
    }

    /// What must hold before anything starts.
    pub fn check(&self) -> anyhow::Result<()> {
        let _: SocketAddr = self
            .listen
            .parse()
            .with_context(|| format!("listen = {:?} is not an address and port", self.listen))?;
        if !self.metrics_listen.is_empty() {
            let _: SocketAddr = self.metrics_listen.parse().with_context(|| {
                format!(
                    "metrics_listen = {:?} is not an address and port",
                    self.metrics_listen
                )
            })?;
        }
        if self.secret.len() < 32 {
            bail!(
                "secret must have at least 32 characters (RPPS_SECRET, or secret in the file); `openssl rand -hex 32` makes one"
            );
        }
        if !self.public_url.starts_with("https://")
            && !self.public_url.starts_with("http://localhost")
            && !self.public_url.starts_with("http://127.0.0.1")
        {
            bail!(
                "public_url = {:?} must be https://…: the session cookie is sent on https alone",
                self.public_url
            );
        }
        if !(1_000_000_000..=9_999_999_999).contains(&self.rpps.first)
            || self.rpps.last < self.rpps.first
            || self.rpps.last > 9_999_999_999
        {
            bail!("rpps.first and rpps.last must be ten digits each, in order");
        }
        if self.session.idle_minutes < 3 || self.session.absolute_hours < 1 {
            bail!("session.idle_minutes must be at least 3, session.absolute_hours at least 1");
        }
        if !self.card.header.is_empty() && self.proxies.is_empty() {
            bail!("card.header is believed from proxies alone: name them in proxies");
        }
        self.card.check()
    }

    #[must_use]
    pub const fn session_limits(&self) -> Limits {
        Limits {
            idle: SignedDuration::from_mins(self.session.idle_minutes),
            absolute: SignedDuration::from_hours(self.session.absolute_hours),
        }
    }
}

/// The file, each key of which is known; says the line of one that is not.
fn read(path: &Path) -> anyhow::Result<toml::Table> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the configuration file {name} cannot be read"))?;
    let table = text
        .parse()
        .with_context(|| format!("the configuration file {name} is not TOML"))?;
    // The key and not its value, which may be a secret.
    if let Err(error) = toml::from_str::<Config>(&text) {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = 1 + before.map_or(0, |before| before.matches('\n').count());
        let key = text
            .lines()
            .nth(line - 1)
            .and_then(|line| line.split('=').next());
        bail!(
            "the configuration file {name} is not usable, line {line}, {}: {}",
            key.unwrap_or_default().trim(),
            error.message()
        );
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> anyhow::Result<Config> {
        Config::load(
            None,
            pairs
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into())),
        )
    }

    #[test]
    fn the_environment_goes_into_sections_and_keeps_types() {
        let config = load(&[
            ("RPPS_DATABASE_URL", "sqlite:x.db"),
            ("RPPS_MAIL_PORT", "2525"),
            ("HOME", "/"),
        ])
        .unwrap();
        assert_eq!(
            (config.database.url.as_str(), config.mail.port),
            ("sqlite:x.db", 2525)
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let unknown = format!("{:#}", load(&[("RPPS_DATABASE_UR", "x")]).unwrap_err());
        assert!(unknown.contains("RPPS_DATABASE_UR"), "{unknown}");
        let number = format!("{:#}", load(&[("RPPS_MAIL_PORT", "many")]).unwrap_err());
        assert!(
            number.contains("RPPS_MAIL_PORT") && number.contains("whole number"),
            "{number}"
        );
        let secret = Config::default().check().unwrap_err().to_string();
        assert!(secret.contains("32 characters"), "{secret}");
    }
}
