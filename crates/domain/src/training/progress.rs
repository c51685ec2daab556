//! How far somebody is in the course, and what passes.

use super::{Course, Module, PASS};
use std::{fmt, str::FromStr};

/// A share of right answers, rounded down: 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    #[must_use]
    pub fn of(right: usize, asked: usize) -> Self {
        let percent = (right.min(asked) * 100).checked_div(asked).unwrap_or(0);
        Self(u8::try_from(percent).unwrap_or(100))
    }

    #[must_use]
    pub const fn percent(self) -> u8 {
        self.0
    }

    /// T1.
    #[must_use]
    pub const fn passes(self) -> bool {
        self.0 >= PASS
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// No whole or decimal number from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a score is a number from 0 to 100")]
pub struct InvalidScore;

impl FromStr for Score {
    type Err = InvalidScore;

    /// `85`, `85 %`, `85,5`: what follows the comma is left out.
    fn from_str(text: &str) -> std::result::Result<Self, InvalidScore> {
        let number = text.trim().trim_end_matches('%').trim();
        let (whole, rest) = number.split_once([',', '.']).unwrap_or((number, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(rest) {
            return Err(InvalidScore);
        }
        let whole: u8 = whole.parse().map_err(|_| InvalidScore)?;
        let over = whole > 100 || (whole == 100 && rest.bytes().any(|byte| byte != b'0'));
        if over {
            return Err(InvalidScore);
        }
        Ok(Self(whole))
    }
}

/// What somebody answered to the questions of a module, and how often they tried.
#[derive(Clone, Debug)]
pub struct Answered {
    pub module: String,
    /// The rank of the choice for each question, at the last try.
    pub choices: Vec<usize>,
    /// Right answers of the best try.
    pub right: usize,
    pub tries: i64,
}

/// Questions left without an answer, by their rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered(pub Vec<usize>);

impl Module {
    /// How many of the choices are right; one for each question.
    pub fn mark(&self, choices: &[Option<usize>]) -> std::result::Result<usize, Unanswered> {
        let chosen = self.questions.iter().enumerate().map(|(rank, question)| {
            let choice = choices.get(rank).copied().flatten();
            choice.and_then(|choice| question.choices.get(choice))
        });
        let chosen: Vec<_> = chosen.collect();
        let missing: Vec<usize> = (0..chosen.len())
            .filter(|rank| chosen[*rank].is_none())
            .collect();
        if !missing.is_empty() {
            return Err(Unanswered(missing));
        }
        Ok(chosen
            .iter()
            .flatten()
            .filter(|choice| choice.right)
            .count())
    }
}

/// Where somebody stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Result {
    /// Modules whose questions were not answered yet, in their order.
    Unfinished {
        left: Vec<&'static str>,
    },
    Failed {
        score: Score,
    },
    Passed {
        score: Score,
    },
}

/// T1: every module answered, and enough right answers among all.
#[must_use]
pub fn result(course: &'static Course, answered: &[Answered]) -> Result {
    let of = |module: &Module| answered.iter().find(|one| one.module == module.slug);
    let left: Vec<&'static str> = course
        .modules
        .iter()
        .filter(|module| of(module).is_none())
        .map(|module| module.slug.as_str())
        .collect();
    if !left.is_empty() {
        return Result::Unfinished { left };
    }
    let right = course.modules.iter().filter_map(of).map(|one| one.right);
    let score = Score::of(right.sum(), course.asked());
    if score.passes() {
        Result::Passed { score }
    } else {
        Result::Failed { score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(wrong: usize) -> Vec<Answered> {
        let course = Course::current();
        let mut wrong = wrong;
        course
            .modules
            .iter()
            .map(|module| {
                let here = wrong.min(module.questions.len());
                wrong -= here;
                Answered {
                    module: module.slug.clone(),
                    choices: Vec::new(),
                    right: module.questions.len() - here,
                    tries: 1,
                }
            })
            .collect()
    }

    #[test]
    fn t01_eighty_percent_of_all_questions_pass() {
        let course = Course::current();
        let most_wrong = course.asked() / 5;
        assert!(matches!(
            result(course, &all(most_wrong)),
            Result::Passed { .. }
        ));
        assert!(matches!(
            result(course, &all(most_wrong + 1)),
            Result::Failed { .. }
        ));
        let mut answered = all(0);
        answered.remove(2);
        let left = vec![course.modules[2].slug.as_str()];
        assert_eq!(result(course, &answered), Result::Unfinished { left });
    }

    #[test]
    fn t01_seventy_nine_and_nine_tenths_do_not_pass() {
        assert!(!Score::of(799, 1000).passes());
        assert!(Score::of(800, 1000).passes());
        assert_eq!(Score::of(3, 0).percent(), 0);
    }

    #[test]
    fn t03_a_score_is_read_as_people_write_it() {
        for (text, expected) in [
            ("85", 85),
            (" 85 % ", 85),
            ("85,9", 85),
            ("100.0", 100),
            ("0", 0),
        ] {
            assert_eq!(text.parse::<Score>().unwrap().percent(), expected, "{text}");
        }
        for wrong in [
            "", "%", "-1", "101", "100,5", "17/20", "8 5", "1e1", "85,5,5",
        ] {
            assert!(wrong.parse::<Score>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_question_without_answer_is_named() {
        let module = &Course::current().modules[0];
        let mut choices: Vec<Option<usize>> = module
            .questions
            .iter()
            .map(|question| question.choices.iter().position(|choice| choice.right))
            .collect();
        assert_eq!(module.mark(&choices), Ok(module.questions.len()));
        choices[1] = None;
        choices[2] = Some(99);
        assert_eq!(module.mark(&choices), Err(Unanswered(vec![1, 2])));
        assert!(module.mark(&[]).is_err());
    }
}
