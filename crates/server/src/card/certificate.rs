//! What the certificate of a card says, in the profile of the national health authorities.

use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use x509_parser::{
    certificate::X509Certificate,
    der_parser::{Oid, oid},
    prelude::FromDer as _,
    x509::X509Name,
};

/// A certificate with all that makes it a card's; not yet trusted.
#[derive(Clone, Debug)]
pub struct CardCertificate {
    pub der: CertificateDer<'static>,
    /// `TRE_G01`: 0 for a card, 2 a module, 3 software; 0x80 more for tests.
    pub category: u8,
    /// `TRE_G02`: 0 CPS, 1 CPF, 2 CDE or CPE, 3 CDA or CPA.
    pub card_type: u8,
    /// Issuer and number of the card: `8025000001/2600301752`.
    pub number: String,
    pub usage: Usage,
    pub holder: Holder,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// What the key of a certificate is for: a card has one for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    Authentication,
    Signature,
    /// Neither, or both at once.
    Other,
}

/// What the certificate tells people, for whoever holds several cards. Empty when it does not say.
#[derive(Clone, Debug, Default)]
pub struct Holder {
    pub first_name: String,
    pub last_name: String,
    /// Name of the structure.
    pub structure: String,
    /// `Struct_IdNat`: `1` and the FINESS number, `2` SIREN, `3` SIRET, `4` a cabinet.
    pub structure_id: String,
    pub title: String,
    /// Name of the authority that issued it.
    pub issuer: String,
}

const CARD_TYPE: Oid<'static> = oid!(1.2.250.1.71.1.2.2);
const NUMBER: Oid<'static> = oid!(1.2.250.1.71.1.2.3);
const CATEGORY: Oid<'static> = oid!(1.2.250.1.71.1.2.5);

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const PRINTABLE_STRING: u8 = 0x13;
/// No card number is longer.
const LONGEST: usize = 64;

impl CardCertificate {
    /// None when this is no certificate, or not that of a card.
    #[must_use]
    pub fn read(der: &CertificateDer<'_>) -> Option<Self> {
        let (rest, certificate) = X509Certificate::from_der(der).ok()?;
        if !rest.is_empty() {
            return None;
        }
        let [category] = *value(&certificate, &CATEGORY, OCTET_STRING)? else {
            return None;
        };
        let [card_type] = *value(&certificate, &CARD_TYPE, INTEGER)? else {
            return None;
        };
        let number = value(&certificate, &NUMBER, PRINTABLE_STRING)?;
        let number = std::str::from_utf8(number).ok()?;
        let is_printed = number.bytes().all(|byte| byte.is_ascii_graphic());
        if number.is_empty() || number.len() > LONGEST || !is_printed {
            return None;
        }
        let validity = certificate.validity();
        Some(Self {
            der: der.clone().into_owned(),
            category,
            card_type,
            number: number.to_owned(),
            usage: usage(&certificate)?,
            holder: holder(&certificate),
            from: Timestamp::from_second(validity.not_before.timestamp()).ok()?,
            until: Timestamp::from_second(validity.not_after.timestamp()).ok()?,
        })
    }
}

/// The content of an extension that is one short value of this type; none when it is missing, doubled or another.
fn value<'a>(certificate: &'a X509Certificate<'_>, oid: &Oid<'_>, tag: u8) -> Option<&'a [u8]> {
    let extension = certificate.get_extension_unique(oid).ok()??;
    match extension.value {
        [found, length, content @ ..]
            if *found == tag && usize::from(*length) == content.len() && *length < 0x80 =>
        {
            Some(content)
        }
        _ => None,
    }
}

fn usage(certificate: &X509Certificate<'_>) -> Option<Usage> {
    let key = certificate.key_usage().ok()?;
    let key = key.map_or((false, false), |key| {
        (key.value.digital_signature(), key.value.non_repudiation())
    });
    let extended = certificate.extended_key_usage().ok()?;
    let for_clients = extended.is_some_and(|extended| extended.value.client_auth);
    Some(match (key, for_clients) {
        ((true, false), true) => Usage::Authentication,
        ((_, true), false) => Usage::Signature,
        _ => Usage::Other,
    })
}

fn holder(certificate: &X509Certificate<'_>) -> Holder {
    let subject = certificate.subject();
    Holder {
        first_name: part(subject, &oid!(2.5.4.42)),
        last_name: part(subject, &oid!(2.5.4.4)),
        structure: part(subject, &oid!(2.5.4.10)),
        structure_id: part(subject, &oid!(2.5.4.11)),
        title: part(subject, &oid!(2.5.4.12)),
        issuer: part(certificate.issuer(), &oid!(2.5.4.3)),
    }
}

/// One attribute of a name, wherever it stands: the holder's names are together in one multi-valued part.
fn part(name: &X509Name<'_>, oid: &Oid<'_>) -> String {
    let mut found = name
        .iter_attributes()
        .filter(|part| part.attr_type() == oid);
    let text = found.next().and_then(|part| part.as_str().ok());
    text.unwrap_or_default().to_owned()
}
