//! The program: portal, jobs and command line.
pub mod import;
