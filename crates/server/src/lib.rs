//! The program: portal, jobs and command line, over the rules (`domain`) and the data (`store`).

pub mod actions;
mod api;
pub mod card;
mod cli;
pub mod config;
pub mod demo;
pub mod documents;
pub mod import;
pub mod jobs;
pub mod outside;
mod passkey;
pub mod pki;
pub mod portal;
pub mod router;
pub mod terms;
pub mod web;
pub mod world;

pub use cli::run;
