//! Settings of sign-in by card.

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// The port of cards; nothing here means anything while `listen` is empty.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Card {
    /// Where cards are shown; empty for no sign-in by card.
    pub listen: String,
    /// The address that browsers go to, without a final slash: a host or a port apart from the portal's.
    pub public_url: String,
    /// The server's certificate with its chain, PEM; empty behind a proxy.
    pub certificate: String,
    /// Its private key, PEM.
    pub key: String,
    /// The header in which a proxy among `proxies` tells the certificate, which it has checked the key of; the port
    /// then speaks plain HTTP.
    pub header: String,
    /// Certificates of the authorities of cards, from the roots down: PEM or DER, read again when they change.
    pub authorities: Vec<String>,
    /// Their revocation lists, read again when they change.
    pub crls: Vec<String>,
    /// `refuse` or `accept` cards while a revocation list is out of date.
    pub stale_crl: String,
    /// Let test cards in (category 80): never on a real service.
    pub accept_test: bool,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            listen: String::new(),
            public_url: String::new(),
            certificate: String::new(),
            key: String::new(),
            header: String::new(),
            authorities: Vec::new(),
            crls: Vec::new(),
            stale_crl: "refuse".into(),
            accept_test: false,
        }
    }
}

impl Card {
    /// Can one sign in by card?
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !self.listen.is_empty()
    }

    /// What must hold before anything starts.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if !self.is_open() {
            return Ok(());
        }
        let _: SocketAddr = self.listen.parse().with_context(|| {
            format!("card.listen = {:?} is not an address and port", self.listen)
        })?;
        if !self.public_url.starts_with("https://") || self.public_url.ends_with('/') {
            bail!(
                "card.public_url = {:?} must be https://… without a final slash: cards are shown over TLS",
                self.public_url
            );
        }
        match (
            self.header.is_empty(),
            self.certificate.is_empty(),
            self.key.is_empty(),
        ) {
            (true, false, false) | (false, true, true) => {}
            (true, ..) => {
                bail!("card.certificate and card.key are needed, or card.header behind a proxy")
            }
            (false, ..) => {
                bail!("card.header goes without card.certificate and card.key: the proxy has them")
            }
        }
        if !self.header.is_empty() && axum::http::HeaderName::try_from(&self.header).is_err() {
            bail!(
                "card.header = {:?} is not the name of a header",
                self.header
            );
        }
        if self.authorities.is_empty() || self.crls.is_empty() {
            bail!("card.authorities and card.crls must name the files of the authorities of cards");
        }
        if !["refuse", "accept"].contains(&self.stale_crl.as_str()) {
            bail!(
                "card.stale_crl = {:?} must be refuse or accept",
                self.stale_crl
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Change = fn(&mut Card);

    fn good() -> Card {
        Card {
            listen: "127.0.0.1:8443".into(),
            public_url: "https://carte.exemple.fr".into(),
            certificate: "carte.pem".into(),
            key: "carte.key".into(),
            authorities: vec!["racine.pem".into()],
            crls: vec!["racine.crl".into()],
            ..Card::default()
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(Card::default().check().is_ok() && good().check().is_ok());
        let wrong: [(&str, Change); 9] = [
            ("card.listen", |card| card.listen = "8443".into()),
            ("card.public_url", |card| {
                card.public_url = "http://carte.exemple.fr".into();
            }),
            ("card.public_url", |card| card.public_url += "/"),
            ("card.certificate", |card| card.key.clear()),
            ("card.header", |card| card.header = "X-Cert".into()),
            ("card.header", |card| {
                card.header = "X Cert".into();
                card.certificate.clear();
                card.key.clear();
            }),
            ("card.authorities", |card| card.authorities.clear()),
            ("card.crls", |card| card.crls.clear()),
            ("card.stale_crl", |card| card.stale_crl = "perhaps".into()),
        ];
        for (name, change) in wrong {
            let mut card = good();
            change(&mut card);
            let error = card.check().unwrap_err().to_string();
            assert!(error.contains(name), "{name}: {error}");
        }
    }
}
