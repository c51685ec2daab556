//! The certificate of a card, field by field as decoded from official test cards.

use super::{
    certificate::{self as x509, Contents, Usage},
    der,
};
use clap::ValueEnum;
use jiff::Timestamp;

/// The kinds of card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Director of a structure.
    Cde,
    /// Staff of a structure.
    Cpe,
    /// Health professional.
    Cps,
    /// Health professional in training.
    Cpf,
}

impl Kind {
    /// `TRE_G02`: a CDE and a CPE are told apart by the register alone (K5).
    const fn code(self) -> u8 {
        match self {
            Self::Cps => 0,
            Self::Cpf => 1,
            Self::Cde | Self::Cpe => 2,
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cde => "CDE",
            Self::Cpe => "CPE",
            Self::Cps => "CPS",
            Self::Cpf => "CPF",
        }
    }

    /// Issued under a structure, by the standard authority; else to a professional, by the strong one.
    #[must_use]
    pub const fn is_of_structure(self) -> bool {
        matches!(self, Self::Cde | Self::Cpe)
    }
}

/// A certificate to issue.
#[derive(Clone, Debug)]
pub struct Order {
    pub kind: Kind,
    /// Issuer and card number: `8025000001/2600301752`.
    pub number: String,
    /// What the card knows its holder by: the end of the structure's identifier, or the 12 digits of a professional.
    pub holder: String,
    /// FINESS number of the structure.
    pub finess: String,
    pub structure: String,
    /// Place of the structure: `Paris (75)`.
    pub department: String,
    pub last_name: String,
    pub first_name: String,
    pub profile: Profile,
    /// `TRE_G01`: 0 for a card, 3 for software; 0x80 more for a test card.
    pub category: u8,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// A card has two certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    Authentication,
    Signature,
}

const POLICY: &str = "1.2.250.1.213.1.7.2.1.1.1.1";
/// Sage-femme, among the professions of `TRE_G15`.
const PROFESSION: u8 = 50;

impl Order {
    /// Identifies the holder in the whole country.
    fn id(&self) -> String {
        if self.kind.is_of_structure() {
            format!("3{}/{}", self.finess, self.holder)
        } else {
            self.holder.clone()
        }
    }

    fn subject(&self) -> Vec<u8> {
        let id = self.id();
        let person = [
            (x509::GIVEN_NAME, self.first_name.as_str()),
            (x509::COMMON_NAME, &id),
            (x509::SURNAME, &self.last_name),
        ];
        let country = [(x509::COUNTRY, "FR")];
        if !self.kind.is_of_structure() {
            let title = [(x509::TITLE, "Sage-Femme")];
            return x509::name(&[&country, &title, &person]);
        }
        let unit = format!("1{}", self.finess);
        x509::name(&[
            &country,
            &[(x509::STATE, &self.department)],
            &[(x509::ORGANISATION, &self.structure)],
            &[(x509::UNIT, &unit)],
            &[(x509::TITLE, "Personnel santé ou social")],
            &person,
        ])
    }

    /// What the authority will sign, for a key drawn by the card.
    #[must_use]
    pub fn contents(&self, serial: Vec<u8>, public_key: Vec<u8>, keys: &[Vec<u8>]) -> Contents {
        let mut extensions = keys.to_vec();
        match self.profile {
            Profile::Authentication => extensions.extend([
                x509::key_usage(Usage::DigitalSignature),
                x509::extended_usage(&[x509::CLIENT, x509::SMART_CARD]),
                x509::principal(&format!("{}@carte-cps.fr", self.id())),
            ]),
            Profile::Signature => extensions.push(x509::key_usage(Usage::NonRepudiation)),
        }
        extensions.extend([
            x509::policy(POLICY),
            x509::list_at("http://igc-sante.invalid/CRL/ACI-TEST.crl"),
            x509::answers_at("http://ocsp.invalid"),
            x509::of_card(2, &der::integer(&[self.kind.code()])),
            x509::of_card(3, &der::printable(&self.number)),
            x509::of_card(5, &der::octets(&[self.category])),
        ]);
        if !self.kind.is_of_structure() {
            extensions.push(x509::of_card(7, &der::integer(&[PROFESSION])));
        }
        Contents {
            serial,
            subject: self.subject(),
            from: self.from,
            until: self.until,
            public_key,
            extensions,
        }
    }
}
