//! SQL on two engines, SQLite and PostgreSQL: every query is written once.

pub mod access;
mod act;
pub mod agency;
pub mod api_key;
pub mod application;
pub mod attestation;
pub mod card;
pub mod contract;
mod db;
pub mod death;
pub mod departure;
pub mod directory;
pub mod duplicate;
pub mod ecps;
mod edge;
mod error;
pub mod file;
pub mod housekeeping;
pub mod job;
pub mod journal;
pub mod look_alike;
pub mod message;
mod migration;
mod numbers;
pub mod passkey;
pub mod place;
pub mod professional;
pub mod progress;
pub mod remark;
pub mod request;
pub mod review;
pub mod rights;
mod scope;
pub mod structure;
pub mod time;
pub mod training;

pub use act::{Act, By, journal_refusal};
pub(crate) use db::on;
pub use db::{Db, Tx};
pub use edge::{Clock, Ids};
pub use error::{Constraint, StoreError};
pub use migration::{Schema, latest};
pub use numbers::Numbers;

use std::sync::Arc;
use tokio::sync::Notify;

/// A database with its clock and its sources of ids and numbers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    pub numbers: Arc<Numbers>,
    /// Told after each act, so that jobs and positions do not wait for the next round.
    pub wake: Arc<Notify>,
}

impl Store {
    #[must_use]
    pub fn new(db: Db, clock: Clock, ids: Ids, numbers: Numbers) -> Self {
        Self {
            db,
            clock,
            ids,
            numbers: Arc::new(numbers),
            wake: Arc::default(),
        }
    }
}

/// Bytes in lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// A stored text read as the value it stands for.
fn value<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Value(text.to_owned()))
}

/// The first text after all those that begin with `prefix`: a prefix is a range on a key.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
