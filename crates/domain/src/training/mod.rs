//! The course of managers: its modules and questions, what passes, and what is kept of who passed (T1–T4).

mod completion;
mod content;
mod line;
mod progress;

pub use completion::{
    CannotRecord, CheckCode, Completion, InvalidCheckCode, Reported, Source, record,
};
pub use content::{Block, Choice, Course, Module, Question, Section, Text};
pub use line::{Line, Wrong};
pub use progress::{Answered, Result, Score, Unanswered, result};

/// The share of right answers that passes, in percent of all questions (T1).
pub const PASS: u8 = 80;
