//! What is seldom so in a registration and may be all the same: asked before the act, never refused (R2).

use crate::professional::Register;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Madame and male, or Monsieur and female.
    TitleAndSex,
}

/// What to ask whoever registers.
#[must_use]
pub fn doubts(command: &Register) -> Vec<Doubt> {
    let usual = matches!(
        (command.identity.title.code(), command.identity.sex.code()),
        ("MME", "F") | ("M", "M")
    );
    if usual {
        Vec::new()
    } else {
        vec![Doubt::TitleAndSex]
    }
}
