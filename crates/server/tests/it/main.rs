//! Everything through the front door: the real router and a database of its own for each test, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

#[macro_use]
mod harness;

mod access;
mod agency;
mod agency_messages;
mod card_life;
mod cards;
mod contracts;
mod demo;
mod departures;
mod directory;
mod documents;
mod limits;
mod links;
mod messages;
mod own_file;
mod parity;
mod professionals;
mod program;
mod registration;
mod requests;
mod reviews;
mod rights;
mod sessions;
mod situations;
mod structures;
mod supervision;
mod training;
mod typography;
