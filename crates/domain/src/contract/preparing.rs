//! The request for a contract, question by question: answers as typed, read step by step (C4, C6).
//!
//! A draft never stores a current step: where one stands is derived by walking from the start.

use super::{ApplicationKind, ContractMode, Signatory, Wanted};
use crate::{
    access::codes,
    identifiers::{Email, Finess, PersonalName, Phone},
    person::Person,
    registration::{Answers, InvalidAnswer, Problem, Reader},
};

codes! {
    /// The questions, by the last part of their URL.
    Question {
        Structure = "structure",
        Mode = "mode",
        Representative = "representant",
        Proof = "justificatif",
        Terms = "conditions",
    }
}

/// The answer that holds the kind of the request.
pub const KIND: &str = "kind";

impl Question {
    /// The answers that the page asks for. `legal_entity` and `establishment` are not typed: the structure chosen
    /// gives them.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Structure => &["structure", "structure_recherche"],
            Self::Mode => &["mode"],
            Self::Representative => &["last_name", "first_name", "job", "email", "phone"],
            Self::Proof => &["proof"],
            Self::Terms => &["terms", "terms_version"],
        }
    }

    /// What is wrong with the answers to this question, in the order of the page.
    #[must_use]
    pub fn problems(self, answers: &Answers) -> Vec<Problem> {
        match self {
            Self::Structure => structure(answers).err(),
            Self::Mode => mode(answers).err(),
            Self::Representative => representative(answers).err(),
            Self::Proof => proof(answers).err(),
            Self::Terms => terms(answers).err(),
        }
        .unwrap_or_default()
    }
}

/// What the draft asks for: a contract, unless it says another representative (C6).
#[must_use]
pub fn kind(answers: &Answers) -> ApplicationKind {
    answers
        .get(KIND)
        .parse()
        .unwrap_or(ApplicationKind::Contract)
}

/// The questions of the draft: whoever replaces a representative chooses no mode.
#[must_use]
pub fn questions(answers: &Answers) -> Vec<Question> {
    let replaces = kind(answers) == ApplicationKind::Representative;
    let all = Question::ALL.iter().copied();
    all.filter(|question| !(replaces && *question == Question::Mode))
        .collect()
}

/// The first question that still lacks something; none when all is answered.
#[must_use]
pub fn next_question(answers: &Answers) -> Option<Question> {
    questions(answers)
        .into_iter()
        .find(|question| !question.problems(answers).is_empty())
}

/// A question may be visited once those before it are answered.
#[must_use]
pub fn may_ask(answers: &Answers, question: Question) -> bool {
    let all = questions(answers);
    all.contains(&question)
        && all
            .into_iter()
            .take_while(|earlier| *earlier != question)
            .all(|earlier| earlier.problems(answers).is_empty())
}

/// The structure chosen: its number, and its legal entity's.
pub fn structure(answers: &Answers) -> Result<(Finess, Finess), Vec<Problem>> {
    let mut reader = Reader::new(answers);
    let chosen = reader.read("structure", str::parse::<Finess>);
    let legal_entity = answers.get("legal_entity").parse::<Finess>().ok();
    if chosen.is_some() && legal_entity.is_none() {
        reader.wrong("structure", InvalidAnswer::Missing);
    }
    reader.done(chosen.zip(legal_entity))
}

/// The structure that signs, by the mode chosen (C1). A legal entity signs no decentralised contract.
pub fn mode(answers: &Answers) -> Result<Wanted, Vec<Problem>> {
    let mut reader = Reader::new(answers);
    let mode: Option<ContractMode> = reader.choice("mode");
    let establishment = answers.get("establishment").parse::<Finess>().ok();
    let legal_entity = answers.get("legal_entity").parse::<Finess>().ok();
    let wanted = match (mode, legal_entity, establishment) {
        (Some(ContractMode::Centralised), Some(legal_entity), _) => {
            Some(Wanted::Centralised { legal_entity })
        }
        (Some(ContractMode::Decentralised), _, Some(establishment)) => {
            Some(Wanted::Decentralised { establishment })
        }
        (Some(_), ..) => {
            reader.wrong("mode", InvalidAnswer::NotOffered);
            None
        }
        (None, ..) => None,
    };
    reader.done(wanted)
}

/// Letters of a job, at most.
const LONGEST_JOB: usize = 200;

/// The representative and how to call them (C4).
pub fn representative(answers: &Answers) -> Result<(Person, Phone), Vec<Problem>> {
    let mut reader = Reader::new(answers);
    let last_name = reader.read("last_name", str::parse::<PersonalName>);
    let first_name = reader.read("first_name", str::parse::<PersonalName>);
    let job = reader.text("job").map(ToOwned::to_owned);
    if job
        .as_ref()
        .is_some_and(|job| job.chars().count() > LONGEST_JOB)
    {
        reader.wrong("job", InvalidAnswer::TooLong);
    }
    let email = reader.read("email", str::parse::<Email>);
    let phone = reader.read("phone", str::parse::<Phone>);
    let read = (|| {
        let person = Person {
            last_name: last_name?,
            first_name: first_name?,
            job: job?,
            email: email?,
        };
        Some((person, phone?))
    })();
    reader.done(read)
}

fn proof(answers: &Answers) -> Result<(), Vec<Problem>> {
    let mut reader = Reader::new(answers);
    let proof = reader.text("proof").map(drop);
    reader.done(proof)
}

/// The version of the terms that is accepted.
fn terms(answers: &Answers) -> Result<String, Vec<Problem>> {
    let mut reader = Reader::new(answers);
    reader.ticked("terms");
    reader.done(Some(answers.get("terms_version").to_owned()))
}

/// All that a request says, ready to hand in.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The structure chosen; a replacement is of the contract that covers it.
    pub structure: Finess,
    /// None for a replacement.
    pub wanted: Option<Wanted>,
    pub signatory: Signatory,
}

/// The whole request, or the question to go back to.
pub fn prepared(answers: &Answers) -> Result<Prepared, Question> {
    let (structure, _) = structure(answers).map_err(|_| Question::Structure)?;
    let wanted = match kind(answers) {
        ApplicationKind::Representative => None,
        _ => Some(mode(answers).map_err(|_| Question::Mode)?),
    };
    let (person, phone) = representative(answers).map_err(|_| Question::Representative)?;
    proof(answers).map_err(|_| Question::Proof)?;
    let terms_version = terms(answers).map_err(|_| Question::Terms)?;
    Ok(Prepared {
        structure,
        wanted,
        signatory: Signatory {
            person,
            phone,
            terms_version,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(given: &[(&str, &str)]) -> Answers {
        let mut answers = Answers::default();
        for (field, answer) in given {
            answers.set(field, answer);
        }
        answers
    }

    #[test]
    fn c01_a_legal_entity_signs_no_decentralised_contract() {
        let mut given = answers(&[
            ("structure", "140990011"),
            ("legal_entity", "140990011"),
            ("mode", "decentralised"),
        ]);
        assert_eq!(next_question(&given), Some(Question::Mode));
        given.set("mode", "centralised");
        assert_eq!(next_question(&given), Some(Question::Representative));
        assert!(may_ask(&given, Question::Representative));
        assert!(!may_ask(&given, Question::Terms));
    }

    #[test]
    fn c06_a_replacement_asks_no_mode() {
        let given = answers(&[
            (KIND, "representative"),
            ("structure", "140990011"),
            ("legal_entity", "140990011"),
        ]);
        assert_eq!(next_question(&given), Some(Question::Representative));
        assert!(!may_ask(&given, Question::Mode));
    }
}
