//! PDF documents: forms to sign, attestations to keep. Tagged for screen readers (PDF/UA-1), legible in black and white.

mod attestation;
mod f101;
mod f301;
mod f501;
mod f502;
mod own_file;
mod parts;
mod pen;
mod print;
mod registration;
mod review;
mod sheet;
mod text;
mod tree;
mod typeface;

pub use attestation::{Attestation, attestation};
pub use f101::{F101, f101};
pub use f301::{F301, Holder, f301};
pub use f501::{F501, f501};
pub use f502::{F502, f502};
pub use own_file::{OwnFile, Section, own_file};
pub use parts::{Letterhead, Person, Structure};
pub use registration::{Registration, registration};
pub use review::{ReviewCertificate, review_certificate};

/// Why a document could not be made: never because of what it says.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("the typeface cannot be read")]
    Typeface,
    /// A QR code holds about 2,000 letters.
    #[error("a link does not fit into a QR code: {0}")]
    Link(#[from] qrcode::types::QrError),
    #[error("a document cannot be written: {0}")]
    Writing(String),
}
