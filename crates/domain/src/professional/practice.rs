//! Changing a practice name: by the professional, or by whoever registers in their scope (M2, R6).

use super::{CannotRegister, PracticeName, Professional, register::practice_problems};
use crate::{
    access::Context,
    event::Event,
    id::Id,
    refusal::{Refusal, Refusals},
};

/// One change of a practice name; its old and new values are kept apart (J2).
#[derive(Clone, Debug)]
pub struct PracticeChange {
    pub id: Id<PracticeChange>,
    pub old: PracticeName,
    pub new: PracticeName,
}

/// What somebody wants, and the state that they saw.
#[derive(Clone, Debug)]
pub struct ChangePractice {
    pub practice: PracticeName,
    /// Of the practice name, when the form was shown (M4).
    pub version: i64,
}

/// What was loaded to decide.
#[derive(Clone, Copy, Debug, Default)]
pub struct PracticeFacts {
    pub version: i64,
    /// Is the file in the actor's scope (M2)? Of no matter to the professional.
    pub in_scope: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotChangePractice {
    NotAllowed,
    /// Outside the scope, or nobody.
    Unknown,
    /// Somebody else changed it since it was shown (M4).
    Changed,
    /// It is what is published already.
    Same,
    Wrong(CannotRegister),
}

impl Refusal for CannotChangePractice {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Unknown => "professional_unknown",
            Self::Changed => "changed_meanwhile",
            Self::Same => "same_practice_name",
            Self::Wrong(problem) => problem.code(),
        }
    }
}

/// M2, R6: change the practice names of somebody.
pub fn change_practice(
    context: &Context,
    id: Id<PracticeChange>,
    professional: &Professional,
    wanted: ChangePractice,
    facts: PracticeFacts,
) -> Result<(PracticeChange, Event), Refusals<CannotChangePractice>> {
    use CannotChangePractice as No;
    let own = context.is_own_file(professional.id);
    if !own && !context.may_register() {
        return Err(No::NotAllowed.into());
    }
    if !own && !facts.in_scope {
        return Err(No::Unknown.into());
    }
    if wanted.version != facts.version {
        return Err(No::Changed.into());
    }
    if wanted.practice == professional.practice {
        return Err(No::Same.into());
    }
    let problems = practice_problems(&professional.identity, &wanted.practice);
    Refusals::check(problems.into_iter().map(No::Wrong).collect())?;
    let change = PracticeChange {
        id,
        old: professional.practice.clone(),
        new: wanted.practice,
    };
    let event = Event::PracticeNameChanged {
        professional: professional.id,
        change: id,
    };
    Ok((change, event))
}
