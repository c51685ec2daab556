//! The rules of RPPS+, without any I/O: parse, decide, and say what happened.

pub mod access;
pub mod card;
pub mod contract;
pub mod departure;
pub mod duplicate;
pub mod ecps;
pub mod event;
pub mod habilitation;
pub mod id;
pub mod identifiers;
pub mod nomenclature;
pub mod person;
pub mod professional;
pub mod progress;
pub mod promise;
pub mod refusal;
pub mod registration;
pub mod request;
pub mod review;
pub mod staff;
pub mod structure;
pub mod supervision;
pub mod training;
pub mod turn_down;
