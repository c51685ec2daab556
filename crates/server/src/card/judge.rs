//! Whether the certificate of a card may sign in: a pure decision (K3).

use super::{
    certificate::{CardCertificate, Usage},
    trust::{Authorities, Untrusted},
};
use domain::refusal::Refusal;
use jiff::Timestamp;
use rustls::pki_types::CertificateDer;

/// K3: why a certificate signs in nowhere; each has its own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardRefusal {
    /// The browser showed none.
    NoCertificate,
    /// Not a certificate, or without what makes it a card's.
    NotACard,
    /// A CPS or a CPF: a CDE or a CPE is to be ordered (C7).
    Professional,
    /// The card of another kind of body (CDA, CPA), or of an unknown type.
    OtherCard,
    /// The card's other certificate.
    Signature,
    Software,
    TestCard,
    UnknownAuthority,
    NotYetValid,
    Expired,
    Revoked,
    /// The lists of revoked cards are too old to tell.
    StaleList,
}

impl Refusal for CardRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoCertificate => "no_certificate",
            Self::NotACard => "not_a_card",
            Self::Professional => "professional_card",
            Self::OtherCard => "other_card",
            Self::Signature => "signature_certificate",
            Self::Software => "software_certificate",
            Self::TestCard => "test_card",
            Self::UnknownAuthority => "unknown_authority",
            Self::NotYetValid => "certificate_not_yet_valid",
            Self::Expired => "certificate_expired",
            Self::Revoked => "certificate_revoked",
            Self::StaleList => "stale_revocation_list",
        }
    }
}

/// Are cards of test authorities let in?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestCards {
    Accepted,
    Refused,
}

/// K3: `sent` are the certificates that came with this one. What the card claims is looked at first, since a claim
/// explains itself best; only what its authority confirms lets it in.
pub fn judge(
    card: &CardCertificate,
    sent: &[CertificateDer<'_>],
    authorities: &Authorities,
    tests: TestCards,
    at: Timestamp,
) -> Result<(), CardRefusal> {
    claims(card, tests)?;
    if at < card.from {
        return Err(CardRefusal::NotYetValid);
    }
    if at > card.until {
        return Err(CardRefusal::Expired);
    }
    authorities
        .verify(&card.der, sent, at)
        .map_err(|why| match why {
            Untrusted::UnknownAuthority => CardRefusal::UnknownAuthority,
            Untrusted::Revoked => CardRefusal::Revoked,
            Untrusted::StaleList => CardRefusal::StaleList,
        })
}

/// Category, use and type.
fn claims(card: &CardCertificate, tests: TestCards) -> Result<(), CardRefusal> {
    match (card.category, tests) {
        (0x03 | 0x83, _) => return Err(CardRefusal::Software),
        (0x00, _) | (0x80, TestCards::Accepted) => {}
        (0x80..=0x8f, TestCards::Refused) => return Err(CardRefusal::TestCard),
        _ => return Err(CardRefusal::NotACard),
    }
    match card.card_type {
        2 => {}
        0 | 1 => return Err(CardRefusal::Professional),
        _ => return Err(CardRefusal::OtherCard),
    }
    match card.usage {
        Usage::Authentication => Ok(()),
        Usage::Signature => Err(CardRefusal::Signature),
        Usage::Other => Err(CardRefusal::NotACard),
    }
}

#[cfg(test)]
mod tests;
