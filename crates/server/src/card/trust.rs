//! Which authorities are believed, and what they revoked: files, read again whenever they change.

use super::judge::TestCards;
use crate::config::Card;
use anyhow::{Context as _, bail};
use jiff::Timestamp;
use rustls::pki_types::{
    CertificateDer, CertificateRevocationListDer, TrustAnchor, UnixTime, pem::PemObject,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};
use webpki::{
    CertRevocationList, EndEntityCert, ExpirationPolicy, KeyUsage, OwnedCertRevocationList,
    RevocationCheckDepth, RevocationOptionsBuilder, UnknownStatusPolicy,
};
use x509_parser::{
    certificate::X509Certificate, prelude::FromDer as _, revocation_list::CertificateRevocationList,
};

/// The files, and what they held when they were last read.
#[derive(Debug)]
pub struct Trust {
    authorities: Vec<PathBuf>,
    lists: Vec<PathBuf>,
    stale: StaleList,
    tests: TestCards,
    held: Mutex<Held>,
}

#[derive(Debug)]
struct Held {
    stamps: Vec<Stamp>,
    authorities: Arc<Authorities>,
}

/// By which a file that changed is known; none when it is missing.
type Stamp = Option<(SystemTime, u64)>;

/// What is done with a revocation list that should have been replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaleList {
    /// Nobody signs in by card until it is.
    Refuse,
    Accept,
}

/// Authorities with their revocation lists, all verified.
#[derive(Debug)]
pub struct Authorities {
    /// Those that signed themselves.
    roots: Vec<TrustAnchor<'static>>,
    /// The others.
    below: Vec<CertificateDer<'static>>,
    lists: Vec<CertRevocationList<'static>>,
    stale: StaleList,
}

/// Why a certificate is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// No path of good signatures leads to a root.
    UnknownAuthority,
    Revoked,
    /// The revocation list of an authority is missing, or should have been replaced.
    StaleList,
}

impl Trust {
    /// Fails when a file cannot be read, or does not hold what it should.
    pub fn open(settings: &Card) -> anyhow::Result<Self> {
        let paths = |names: &[String]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let (authorities, lists) = (paths(&settings.authorities), paths(&settings.crls));
        let stale = match settings.stale_crl.as_str() {
            "accept" => StaleList::Accept,
            _ => StaleList::Refuse,
        };
        let stamps = stamps(&authorities, &lists);
        let read = Arc::new(Authorities::read(&authorities, &lists, stale)?);
        Ok(Self {
            authorities,
            lists,
            stale,
            tests: if settings.accept_test {
                TestCards::Accepted
            } else {
                TestCards::Refused
            },
            held: Mutex::new(Held {
                stamps,
                authorities: read,
            }),
        })
    }

    #[must_use]
    pub const fn tests(&self) -> TestCards {
        self.tests
    }

    /// The authorities of now: files that changed are read again; files that cannot be read change nothing, and are
    /// logged once.
    #[must_use]
    pub fn now(&self) -> Arc<Authorities> {
        let stamps = stamps(&self.authorities, &self.lists);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.stamps != stamps {
            held.stamps = stamps;
            match Authorities::read(&self.authorities, &self.lists, self.stale) {
                Ok(read) => {
                    held.authorities = Arc::new(read);
                    tracing::info!(
                        "the authorities of cards and their revocation lists are read again"
                    );
                }
                Err(error) => tracing::error!(
                    "the authorities of cards or their revocation lists cannot be read again, the former ones are kept: {error:#}"
                ),
            }
        }
        Arc::clone(&held.authorities)
    }
}

fn stamps(authorities: &[PathBuf], lists: &[PathBuf]) -> Vec<Stamp> {
    let stamp = |path: &PathBuf| {
        let file = fs::metadata(path).ok()?;
        Some((file.modified().ok()?, file.len()))
    };
    authorities.iter().chain(lists).map(stamp).collect()
}

impl Authorities {
    fn read(authorities: &[PathBuf], lists: &[PathBuf], stale: StaleList) -> anyhow::Result<Self> {
        let mut certificates: Vec<CertificateDer<'static>> = Vec::new();
        for path in authorities {
            certificates.extend(read_all(path)?);
        }
        let parsed = certificates.iter().map(|der| {
            let (_, certificate) = X509Certificate::from_der(der)?;
            Ok(certificate)
        });
        let parsed = parsed
            .collect::<anyhow::Result<Vec<_>>>()
            .context("an authority's certificate cannot be read")?;
        let (mut roots, mut below) = (Vec::new(), Vec::new());
        for (der, certificate) in certificates.iter().zip(&parsed) {
            if certificate.subject() == certificate.issuer() {
                roots.push(webpki::anchor_from_trusted_cert(der)?.to_owned());
                continue;
            }
            let has_issuer = parsed
                .iter()
                .any(|other| other.subject() == certificate.issuer());
            if !has_issuer {
                let (subject, issuer) = (certificate.subject(), certificate.issuer());
                bail!("{subject} was issued by {issuer}, which is not among card.authorities");
            }
            below.push(der.clone());
        }
        let mut read = Vec::new();
        for path in lists {
            for der in read_all::<CertificateRevocationListDer<'static>>(path)? {
                let list = verified(&der, &parsed)
                    .with_context(|| format!("{} is not used", path.display()))?;
                read.push(list);
            }
        }
        Ok(Self {
            roots,
            below,
            lists: read,
            stale,
        })
    }

    /// Is this certificate issued by an authority of ours, for signing in, and not revoked? `sent` came with it.
    pub fn verify(
        &self,
        certificate: &CertificateDer<'_>,
        sent: &[CertificateDer<'_>],
        at: Timestamp,
    ) -> Result<(), Untrusted> {
        let leaf = EndEntityCert::try_from(certificate).map_err(|_| Untrusted::UnknownAuthority)?;
        let below: Vec<_> = self.below.iter().chain(sent).cloned().collect();
        let lists: Vec<_> = self.lists.iter().collect();
        let revocation = RevocationOptionsBuilder::new(&lists).map_err(|_| Untrusted::StaleList)?;
        let revocation = revocation
            .with_depth(RevocationCheckDepth::Chain)
            .with_status_policy(UnknownStatusPolicy::Deny)
            .with_expiration_policy(match self.stale {
                StaleList::Refuse => ExpirationPolicy::Enforce,
                StaleList::Accept => ExpirationPolicy::Ignore,
            });
        let since = u64::try_from(at.as_second()).unwrap_or_default();
        let verified = leaf.verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            &self.roots,
            &below,
            UnixTime::since_unix_epoch(Duration::from_secs(since)),
            KeyUsage::client_auth(),
            Some(revocation.build()),
            None,
        );
        match verified {
            Ok(_) => Ok(()),
            Err(webpki::Error::CertRevoked) => Err(Untrusted::Revoked),
            Err(webpki::Error::CrlExpired { .. } | webpki::Error::UnknownRevocationStatus) => {
                Err(Untrusted::StaleList)
            }
            Err(_) => Err(Untrusted::UnknownAuthority),
        }
    }
}

/// Everything of one kind in a file, PEM or DER.
fn read_all<T: PemObject + From<Vec<u8>>>(path: &Path) -> anyhow::Result<Vec<T>> {
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    if !bytes.starts_with(b"-----") && bytes.first() == Some(&0x30) {
        return Ok(vec![T::from(bytes)]);
    }
    let found = T::pem_slice_iter(&bytes).collect::<Result<Vec<_>, _>>();
    let found = found.with_context(|| format!("{} is not PEM", path.display()))?;
    if found.is_empty() {
        bail!("{} holds nothing that is looked for", path.display());
    }
    Ok(found)
}

/// A revocation list signed by one of the authorities.
fn verified(
    der: &CertificateRevocationListDer<'_>,
    authorities: &[X509Certificate<'_>],
) -> anyhow::Result<CertRevocationList<'static>> {
    let (_, list) = CertificateRevocationList::from_der(der).context("it cannot be read")?;
    let is_signed = authorities
        .iter()
        .filter(|authority| authority.subject() == list.issuer())
        .any(|authority| list.verify_signature(authority.public_key()).is_ok());
    if !is_signed {
        bail!("none of card.authorities signed it as {}", list.issuer());
    }
    let list = OwnedCertRevocationList::from_der(der);
    Ok(list
        .context("it is of a kind that is not supported")?
        .into())
}
