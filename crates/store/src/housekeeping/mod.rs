//! Writes that leave no trace in the journal: sessions seen, drafts, counters, deliveries.

pub mod count;
pub mod delivery;
pub mod draft;
pub mod session;
