//! The terms of use, by version: the one accepted is kept with each registration (R7).

/// The version in force: the day of its text, shown on `/cgu`.
pub const VERSION: &str = "2026-11-01";
