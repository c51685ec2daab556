//! Where time and chance come in: a clock that tests can move, ids that tests can seed.

use domain::id::Id;
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::{Builder, Uuid};

/// The clock of the system.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Stands still until it is moved.
    Fixed(Arc<Mutex<Timestamp>>),
    /// Goes as the system's does, so far ahead of it: that of the demonstration.
    Ahead(Arc<Mutex<SignedDuration>>),
}

impl Clock {
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    #[must_use]
    pub fn ahead(by: SignedDuration) -> Self {
        Self::Ahead(Arc::new(Mutex::new(by)))
    }

    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the edge where time comes in"
    )]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
            Self::Ahead(by) => {
                Timestamp::now() + *by.lock().unwrap_or_else(PoisonError::into_inner)
            }
        }
    }

    /// Move a clock of tests or of the demonstration forward; the system's clock moves by itself.
    pub fn advance(&self, by: SignedDuration) {
        match self {
            Self::System => {}
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner) += by,
            Self::Ahead(ahead) => *ahead.lock().unwrap_or_else(PoisonError::into_inner) += by,
        }
    }
}

/// The source of ids.
#[derive(Clone, Debug)]
pub enum Ids {
    Random,
    /// Counts up: the same test draws the same ids.
    Seeded(Arc<Mutex<u64>>),
}

impl Ids {
    #[must_use]
    pub fn seeded() -> Self {
        Self::Seeded(Arc::default())
    }

    /// A fresh identifier, in the order of time.
    #[must_use]
    pub fn draw<T>(&self, at: Timestamp) -> Id<T> {
        Id::from_uuid(self.uuid(at))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the edge where chance comes in"
    )]
    fn uuid(&self, at: Timestamp) -> Uuid {
        match self {
            // The system's own counter keeps ids of one millisecond in order.
            Self::Random => Uuid::now_v7(),
            Self::Seeded(next) => {
                let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
                *next += 1;
                let mut random = [0; 10];
                random[2..].copy_from_slice(&next.to_be_bytes());
                let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
                Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
            }
        }
    }
}
