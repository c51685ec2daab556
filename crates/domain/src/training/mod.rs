//! The course that managers pass before their habilitation (T1–T4).

mod completion;

pub use completion::{Completion, Source};
