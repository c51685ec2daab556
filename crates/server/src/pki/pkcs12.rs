//! PKCS#12 (RFC 7292): a certificate and its key in one file under a password, as browsers import it.

use super::der;
use anyhow::anyhow;
use aws_lc_rs::{
    cipher::{AES_256, DecryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey},
    digest::{SHA256, digest},
    hmac, pbkdf2, rand,
};
use std::num::NonZeroU32;

/// Rounds of both derivations: some milliseconds.
const ROUNDS: NonZeroU32 = NonZeroU32::new(10_000).expect("not zero");
const SALT: usize = 16;

/// What goes into the file.
pub struct Bundle<'a> {
    /// The private key, PKCS#8.
    pub key: &'a [u8],
    /// The certificate of the key first, then those of its authorities.
    pub chain: &'a [Vec<u8>],
    /// What the browser shows.
    pub label: &'a str,
}

/// The file, in DER.
pub fn seal(bundle: &Bundle<'_>, password: &str) -> anyhow::Result<Vec<u8>> {
    let leaf = bundle.chain.first().map_or(&[][..], Vec::as_slice);
    let id = digest(&SHA256, leaf);
    let names = [
        attribute("1.2.840.113549.1.9.20", der::bmp(bundle.label)),
        attribute("1.2.840.113549.1.9.21", der::octets(id.as_ref())),
    ];
    let certificates = bundle.chain.iter().enumerate().map(|(rank, certificate)| {
        let kind = der::oid("1.2.840.113549.1.9.22.1");
        let value = der::sequence(&[kind, der::context(0, &der::octets(certificate))]);
        let names: &[Vec<u8>] = if rank == 0 { &names } else { &[] };
        bag("1.2.840.113549.1.12.10.1.3", &value, names)
    });
    let certificates = der::sequence(&certificates.collect::<Vec<_>>());
    let (scheme, sealed) = encrypt(&certificates, password)?;
    let encrypted = der::sequence(&[
        der::integer(&[0]),
        der::sequence(&[der::oid(DATA), scheme, der::implicit(0, &sealed)]),
    ]);
    let (scheme, sealed) = encrypt(bundle.key, password)?;
    let key = der::sequence(&[scheme, der::octets(&sealed)]);
    let keys = der::sequence(&[bag("1.2.840.113549.1.12.10.1.2", &key, &names)]);
    let safe = der::sequence(&[
        der::sequence(&[
            der::oid("1.2.840.113549.1.7.6"),
            der::context(0, &encrypted),
        ]),
        data(&keys),
    ]);
    let mac = authenticate(&safe, password)?;
    Ok(der::sequence(&[der::integer(&[3]), data(&safe), mac]))
}

const DATA: &str = "1.2.840.113549.1.7.1";

fn data(content: &[u8]) -> Vec<u8> {
    der::sequence(&[der::oid(DATA), der::context(0, &der::octets(content))])
}

fn attribute(kind: &str, value: Vec<u8>) -> Vec<u8> {
    der::sequence(&[der::oid(kind), der::set(vec![value])])
}

fn bag(kind: &str, value: &[u8], names: &[Vec<u8>]) -> Vec<u8> {
    let mut parts = vec![der::oid(kind), der::context(0, value)];
    if !names.is_empty() {
        parts.push(der::set(names.to_vec()));
    }
    der::sequence(&parts)
}

fn draw_salt() -> anyhow::Result<[u8; SALT]> {
    let mut salt = [0; SALT];
    rand::fill(&mut salt).map_err(|_| anyhow!("no random bytes"))?;
    Ok(salt)
}

/// PBES2: AES-256 in CBC mode, its key derived by PBKDF2 with HMAC-SHA-256. Gives the scheme and what it sealed.
fn encrypt(clear: &[u8], password: &str) -> anyhow::Result<(Vec<u8>, Vec<u8>)> {
    let salt = draw_salt()?;
    let mut key = [0; 32];
    let (hash, secret) = (pbkdf2::PBKDF2_HMAC_SHA256, password.as_bytes());
    pbkdf2::derive(hash, ROUNDS, &salt, secret, &mut key);
    let cipher =
        UnboundCipherKey::new(&AES_256, &key).and_then(PaddedBlockEncryptingKey::cbc_pkcs7);
    let mut sealed = clear.to_vec();
    let context = cipher.and_then(|cipher| cipher.encrypt(&mut sealed));
    let Ok(DecryptionContext::Iv128(vector)) = context else {
        return Err(anyhow!("the cipher failed"));
    };
    let derivation = der::sequence(&[
        der::oid("1.2.840.113549.1.5.12"),
        der::sequence(&[
            der::octets(&salt),
            der::integer(&ROUNDS.get().to_be_bytes()),
            der::sequence(&[der::oid("1.2.840.113549.2.9"), der::null()]),
        ]),
    ]);
    let cipher = der::sequence(&[
        der::oid("2.16.840.1.101.3.4.1.42"),
        der::octets(vector.as_ref()),
    ]);
    let scheme = der::sequence(&[
        der::oid("1.2.840.113549.1.5.13"),
        der::sequence(&[derivation, cipher]),
    ]);
    Ok((scheme, sealed))
}

/// `MacData`: HMAC-SHA-256 under a key derived as RFC 7292, appendix B, says.
fn authenticate(safe: &[u8], password: &str) -> anyhow::Result<Vec<u8>> {
    let salt = draw_salt()?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, &mac_key(password, &salt));
    let algorithm = der::sequence(&[der::oid("2.16.840.1.101.3.4.2.1"), der::null()]);
    let tag = hmac::sign(&key, safe);
    Ok(der::sequence(&[
        der::sequence(&[algorithm, der::octets(tag.as_ref())]),
        der::octets(&salt),
        der::integer(&ROUNDS.get().to_be_bytes()),
    ]))
}

/// One block of the derivation is the whole key of SHA-256.
fn mac_key(password: &str, salt: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 64;
    const FOR_MAC: u8 = 3;
    let fill = |bytes: &[u8]| -> Vec<u8> {
        let whole = bytes.len().div_ceil(BLOCK) * BLOCK;
        bytes.iter().copied().cycle().take(whole).collect()
    };
    let password = [der::utf16(password), vec![0, 0]].concat();
    let mut key = [vec![FOR_MAC; BLOCK], fill(salt), fill(&password)].concat();
    for _ in 0..ROUNDS.get() {
        key = digest(&SHA256, &key).as_ref().to_vec();
    }
    key
}
