//! Instants and days as text that sorts as time does, on both engines.

use crate::StoreError;
use jiff::{Timestamp, civil::Date};

/// Fixed width, microseconds, UTC: `2026-11-23T12:00:00.000000Z`.
#[must_use]
pub fn text(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

pub(crate) fn instant(text: &str) -> Result<Timestamp, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Value(format!("instant {text}")))
}

pub(crate) fn day(text: &str) -> Result<Date, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Value(format!("day {text}")))
}
