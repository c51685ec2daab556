//! The four short steps of a candidate: answers as typed, read step by step (D1). They are those of a registration, but
//! for the e-mail, which is the checked one, and the attestations, which are the manager's.

use crate::{
    access::codes,
    professional::{CivilIdentity, Contact, NewSituation, PracticeName},
    registration::{self, Answers, Problem, Reader, Step},
};

codes! {
    /// The steps, by the last part of their URL.
    RequestStep {
        Identity = "identite",
        Contact = "contact",
        Situation = "situation",
        Terms = "conditions",
    }
}

impl RequestStep {
    /// The answers that the step asks for.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Identity => Step::CivilIdentity.fields(),
            Self::Contact => &["mobile"],
            Self::Situation => Step::Situation.fields(),
            Self::Terms => &["terms", "terms_version"],
        }
    }

    /// What is wrong with the answers to this step, each alone, in the order of the page.
    #[must_use]
    pub fn problems(self, answers: &Answers) -> Vec<Problem> {
        match self {
            Self::Identity => Step::CivilIdentity.problems(answers),
            Self::Contact => Step::Contact.problems(answers),
            Self::Situation => Step::Situation.problems(answers),
            Self::Terms => terms(answers).err().unwrap_or_default(),
        }
    }

    /// Where a field stands on the page of the step.
    #[must_use]
    pub fn rank(self, field: &str) -> usize {
        let fields = self.fields();
        fields
            .iter()
            .position(|known| *known == field)
            .unwrap_or(fields.len())
    }

    /// The step before, if any.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let rank = Self::ALL.iter().position(|step| *step == self)?;
        rank.checked_sub(1).map(|rank| Self::ALL[rank])
    }
}

/// The first step that still lacks something; none when all is answered.
#[must_use]
pub fn next_step(answers: &Answers) -> Option<RequestStep> {
    let mut steps = RequestStep::ALL.iter().copied();
    steps.find(|step| !step.problems(answers).is_empty())
}

/// A step may be visited once those before it are answered.
#[must_use]
pub fn may_visit(answers: &Answers, step: RequestStep) -> bool {
    RequestStep::ALL
        .iter()
        .take_while(|earlier| **earlier != step)
        .all(|earlier| earlier.problems(answers).is_empty())
}

fn terms(answers: &Answers) -> Result<String, Vec<Problem>> {
    let mut reader = Reader::new(answers);
    reader.ticked("terms");
    let version = reader.text("terms_version").map(str::to_owned);
    reader.done(version)
}

/// All that a request says: cannot hold a wrong value.
#[derive(Clone, Debug)]
pub struct Asked {
    pub identity: CivilIdentity,
    pub contact: Contact,
    pub practice: PracticeName,
    pub situation: NewSituation,
    /// The version of the terms that the candidate read.
    pub terms_version: String,
}

/// The whole request, or the step to go back to.
pub fn asked(answers: &Answers) -> Result<Asked, RequestStep> {
    Ok(Asked {
        identity: registration::civil_identity(answers).map_err(|_| RequestStep::Identity)?,
        contact: registration::contact(answers).map_err(|_| RequestStep::Contact)?,
        practice: registration::practice(answers).map_err(|_| RequestStep::Situation)?,
        situation: registration::situation(answers).map_err(|_| RequestStep::Situation)?,
        terms_version: terms(answers).map_err(|_| RequestStep::Terms)?,
    })
}
