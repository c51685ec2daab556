//! Somebody named by a structure: its representative, the holder of a card, somebody who learns.

use crate::identifiers::{Email, PersonalName};

/// Who is named, before anything proves it. Not a registered professional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub last_name: PersonalName,
    pub first_name: PersonalName,
    /// The job in the structure, in its own words.
    pub job: String,
    pub email: Email,
}

impl Person {
    /// As people say it: Claire Vasseur.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}
