//! The rules of RPPS+, without any I/O: parse, decide, and say what happened.
pub mod id;
