//! The registration wizard: answers as typed, read step by step (R1).
//!
//! A draft never stores a current step: where one stands is derived by walking from the start.

mod answers;
mod doubt;
mod noted;
mod steps;

pub(crate) use answers::Reader;
pub use answers::{Answers, InvalidAnswer, Problem};
pub use doubt::{Doubt, doubts};
pub use noted::{
    ask_about, is_to_compare, note_duplicate, note_set_aside, noted, noted_duplicate, set_aside,
};
pub use steps::{
    PracticeNameChoice, attestations_were_dropped, birth, civil_identity, contact,
    drop_attestations, identity_key, legal, practice, situation,
};

use crate::{
    access::codes,
    professional::{NewSituation, PracticeName, Register},
};

codes! {
    /// The four steps, by the last part of their URL.
    Step {
        CivilIdentity = "etat-civil",
        Contact = "contact",
        Situation = "situation",
        Legal = "informations-legales",
    }
}

impl Step {
    /// The answers that the step asks for.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::CivilIdentity => &[
                "title",
                "sex",
                "birth_name",
                "used_name",
                "first_names",
                "birth_date",
                "partial_date_seen",
                "birth_country",
                "birth_commune",
                "birth_commune_recherche",
                "birth_town",
                "identity_document",
            ],
            Self::Contact => &["email", "sole_reader", "mobile"],
            Self::Situation => &[
                "practice_name",
                "practice_first_name",
                "establishment",
                "establishment_recherche",
                "starts_on",
                "planned_end",
                "profession",
                "role",
                "practice_mode",
            ],
            Self::Legal => &["exactness", "met", "terms_version"],
        }
    }

    /// What is wrong with the answers to this step, each alone, in the order of the page.
    #[must_use]
    pub fn problems(self, answers: &Answers) -> Vec<Problem> {
        let mut problems = match self {
            Self::CivilIdentity => civil_identity(answers).err(),
            Self::Contact => contact(answers).err(),
            Self::Situation => situation_and_practice(answers).err(),
            Self::Legal => legal(answers).err(),
        }
        .unwrap_or_default();
        problems.sort_by_key(|problem| self.rank(problem.field));
        problems
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
pub fn next(answers: &Answers) -> Option<Step> {
    Step::ALL
        .iter()
        .copied()
        .find(|step| !step.problems(answers).is_empty())
}

/// A step may be visited once those before it are answered.
#[must_use]
pub fn may_visit(answers: &Answers, step: Step) -> bool {
    Step::ALL
        .iter()
        .take_while(|earlier| **earlier != step)
        .all(|earlier| earlier.problems(answers).is_empty())
}

/// The whole command, or the step to go back to.
pub fn finish(answers: &Answers) -> Result<Register, Step> {
    let identity = civil_identity(answers).map_err(|_| Step::CivilIdentity)?;
    let contact = contact(answers).map_err(|_| Step::Contact)?;
    let (situation, practice) = situation_and_practice(answers).map_err(|_| Step::Situation)?;
    let terms_version = legal(answers).map_err(|_| Step::Legal)?;
    Ok(Register {
        identity,
        contact,
        practice,
        situation,
        terms_version,
        set_aside: set_aside(answers),
    })
}

fn situation_and_practice(answers: &Answers) -> Result<(NewSituation, PracticeName), Vec<Problem>> {
    match (situation(answers), practice(answers)) {
        (Ok(situation), Ok(practice)) => Ok((situation, practice)),
        (situation, practice) => {
            let mut problems = practice.err().unwrap_or_default();
            problems.extend(situation.err().unwrap_or_default());
            Err(problems)
        }
    }
}
