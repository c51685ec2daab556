//! The certificates of the test authority: its own, those of cards with every field of the real ones, a server's.

use super::{der, key};
use jiff::Timestamp;

/// What a certificate says, but for its issuer.
pub struct Contents {
    pub serial: Vec<u8>,
    /// A Name, in DER.
    pub subject: Vec<u8>,
    pub from: Timestamp,
    pub until: Timestamp,
    /// `SubjectPublicKeyInfo`, in DER.
    pub public_key: Vec<u8>,
    pub extensions: Vec<Vec<u8>>,
}

/// The part of a certificate that is signed.
pub fn body(contents: Contents, issuer: &[u8]) -> Vec<u8> {
    let validity = [der::time(contents.from), der::time(contents.until)];
    der::sequence(&[
        der::context(0, &der::integer(&[2])),
        der::integer(&contents.serial),
        key::algorithm(),
        issuer.to_vec(),
        der::sequence(&validity),
        contents.subject,
        contents.public_key,
        der::context(3, &der::sequence(&contents.extensions)),
    ])
}

/// One attribute of a name; country and numbers are `PrintableString`, the rest UTF-8.
fn attribute(kind: &str, text: &str) -> Vec<u8> {
    let value = if kind == COUNTRY {
        der::printable(text)
    } else {
        der::utf8(text)
    };
    der::sequence(&[der::oid(kind), value])
}

/// A name, part by part; a part of several attributes is one multi-valued RDN.
pub fn name(parts: &[&[(&str, &str)]]) -> Vec<u8> {
    let parts = parts.iter().map(|part| {
        let attributes = part.iter().map(|(kind, text)| attribute(kind, text));
        der::set(attributes.collect())
    });
    der::sequence(&parts.collect::<Vec<_>>())
}

pub const COMMON_NAME: &str = "2.5.4.3";
pub const SURNAME: &str = "2.5.4.4";
pub const COUNTRY: &str = "2.5.4.6";
pub const STATE: &str = "2.5.4.8";
pub const ORGANISATION: &str = "2.5.4.10";
pub const UNIT: &str = "2.5.4.11";
pub const TITLE: &str = "2.5.4.12";
pub const GIVEN_NAME: &str = "2.5.4.42";

fn extension(kind: &str, value: &[u8]) -> Vec<u8> {
    der::sequence(&[der::oid(kind), der::octets(value)])
}

fn critical(kind: &str, value: &[u8]) -> Vec<u8> {
    der::sequence(&[der::oid(kind), der::truth(), der::octets(value)])
}

/// An extension of cards, `1.2.250.1.71.1.2.…`.
pub fn of_card(last: u8, value: &[u8]) -> Vec<u8> {
    extension(&format!("1.2.250.1.71.1.2.{last}"), value)
}

/// Subject and authority key identifiers.
pub fn keys(subject: &[u8], authority: &[u8]) -> [Vec<u8>; 2] {
    [
        extension("2.5.29.14", &der::octets(subject)),
        authority_key(authority),
    ]
}

pub fn authority_key(id: &[u8]) -> Vec<u8> {
    extension("2.5.29.35", &der::sequence(&[der::implicit(0, id)]))
}

/// `CRLNumber`.
pub fn list_number(number: u64) -> Vec<u8> {
    extension("2.5.29.20", &der::integer(&number.to_be_bytes()))
}

/// What a key may do; bit 0 is the highest.
#[derive(Clone, Copy)]
pub enum Usage {
    DigitalSignature,
    NonRepudiation,
    /// Signs certificates and revocation lists.
    Authority,
}

pub fn key_usage(usage: Usage) -> Vec<u8> {
    let bits = match usage {
        Usage::DigitalSignature => der::bits(7, &[0b1000_0000]),
        Usage::NonRepudiation => der::bits(6, &[0b0100_0000]),
        Usage::Authority => der::bits(1, &[0b0000_0110]),
    };
    critical("2.5.29.15", &bits)
}

pub const CLIENT: &str = "1.3.6.1.5.5.7.3.2";
pub const SERVER: &str = "1.3.6.1.5.5.7.3.1";
/// Microsoft's smart-card logon.
pub const SMART_CARD: &str = "1.3.6.1.4.1.311.20.2.2";

pub fn extended_usage(uses: &[&str]) -> Vec<u8> {
    let uses: Vec<_> = uses.iter().map(|usage| der::oid(usage)).collect();
    extension("2.5.29.37", &der::sequence(&uses))
}

/// A certificate authority, over so many authorities below it; over any number without `depth`.
pub fn authority(depth: Option<u8>) -> Vec<u8> {
    let mut parts = vec![der::truth()];
    parts.extend(depth.map(|depth| der::integer(&[depth])));
    critical("2.5.29.19", &der::sequence(&parts))
}

/// The alternative name of a card: a principal of Microsoft's directory.
pub fn principal(name: &str) -> Vec<u8> {
    let other = [
        der::oid("1.3.6.1.4.1.311.20.2.3"),
        der::context(0, &der::utf8(name)),
    ];
    let name = der::context(0, &other.concat());
    extension("2.5.29.17", &der::sequence(&[name]))
}

/// The alternative names of a server: a host, and the loopback address.
pub fn hosts(name: &str) -> Vec<u8> {
    let names = [
        der::implicit(2, name.as_bytes()),
        der::implicit(7, &[127, 0, 0, 1]),
    ];
    extension("2.5.29.17", &der::sequence(&names))
}

pub fn policy(oid: &str) -> Vec<u8> {
    extension(
        "2.5.29.32",
        &der::sequence(&[der::sequence(&[der::oid(oid)])]),
    )
}

/// Where the revocation list is.
pub fn list_at(url: &str) -> Vec<u8> {
    let name = der::context(0, &der::implicit(6, url.as_bytes()));
    let point = der::sequence(&[der::context(0, &name)]);
    extension("2.5.29.31", &der::sequence(&[point]))
}

/// Where the authority answers about one certificate (OCSP).
pub fn answers_at(url: &str) -> Vec<u8> {
    let access = der::sequence(&[
        der::oid("1.3.6.1.5.5.7.48.1"),
        der::implicit(6, url.as_bytes()),
    ]);
    extension("1.3.6.1.5.5.7.1.1", &der::sequence(&[access]))
}
