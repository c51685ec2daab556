//! Cards as they show themselves: the certificate read, trusted or not, and the port where it is asked for (K3).
//! What the register knows of a card is not here: rights come from its record (K5).

pub mod certificate;
pub mod header;
pub mod judge;
pub mod listener;
pub mod trust;

pub use certificate::CardCertificate;
pub use judge::CardRefusal;
pub use listener::Presented;
pub use trust::Trust;
