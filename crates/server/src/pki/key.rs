//! RSA keys of the test authority: cards have 2048 bits and authorities 4096, as the real ones.

use super::der;
use anyhow::{Context as _, anyhow};
use aws_lc_rs::{
    digest::{SHA1_FOR_LEGACY_USE_ONLY, digest},
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject as _};
use std::path::Path;

/// sha256WithRSAEncryption.
const SHA256_WITH_RSA: &str = "1.2.840.113549.1.1.11";

pub struct Key(KeyPair);

impl Key {
    pub fn draw(size: KeySize) -> anyhow::Result<Self> {
        let pair = KeyPair::generate(size).map_err(|_| anyhow!("a key cannot be drawn"))?;
        Ok(Self(pair))
    }

    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let key = PrivatePkcs8KeyDer::from_pem_file(path);
        let key = key.with_context(|| format!("{} is not a private key", path.display()))?;
        let pair = KeyPair::from_pkcs8(key.secret_pkcs8_der());
        Ok(Self(pair.with_context(|| {
            format!("{} is not an RSA key", path.display())
        })?))
    }

    /// The private key, PKCS#8.
    pub fn private(&self) -> anyhow::Result<Vec<u8>> {
        let der: Pkcs8V1Der = self.0.as_der()?;
        Ok(der.as_ref().to_vec())
    }

    /// The public key, `SubjectPublicKeyInfo`.
    pub fn public(&self) -> anyhow::Result<Vec<u8>> {
        let der: PublicKeyX509Der = self.0.public_key().as_der()?;
        Ok(der.as_ref().to_vec())
    }

    /// Names the key in certificates: SHA-1 of its bits (RFC 5280, 4.2.1.2), which protects nothing.
    pub fn id(&self) -> Vec<u8> {
        let bits = self.0.public_key().as_ref();
        digest(&SHA1_FOR_LEGACY_USE_ONLY, bits).as_ref().to_vec()
    }

    /// What is to be signed, with its signature: a certificate or a revocation list.
    pub fn signed(&self, body: Vec<u8>) -> anyhow::Result<Vec<u8>> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                &body,
                &mut signature,
            )
            .map_err(|_| anyhow!("the key does not sign"))?;
        Ok(der::sequence(&[
            body,
            algorithm(),
            der::bits(0, &signature),
        ]))
    }
}

/// The algorithm of every signature here.
pub fn algorithm() -> Vec<u8> {
    der::sequence(&[der::oid(SHA256_WITH_RSA), der::null()])
}
