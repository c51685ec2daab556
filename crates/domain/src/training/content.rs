//! What the course says and asks, read from `data/formation` when the program is built.

use serde::Deserialize;
use std::sync::LazyLock;

/// One version of the course.
#[derive(Debug)]
pub struct Course {
    /// The year and a rank: `2026-1`.
    pub version: &'static str,
    pub title: &'static str,
    pub modules: Vec<Module>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Names the module in addresses and in what is kept; never changes.
    pub slug: String,
    pub title: String,
    /// What one knows afterwards, in a sentence.
    pub aim: String,
    /// How long it takes to read and answer.
    pub minutes: u32,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// A case from daily work.
    pub example: Text,
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub title: String,
    pub text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub text: String,
    #[serde(rename = "choice")]
    pub choices: Vec<Choice>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub text: String,
    /// What is said to whoever chose it.
    pub told: String,
    #[serde(default)]
    pub right: bool,
}

/// Paragraphs and lists.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub struct Text(pub Vec<Block>);

#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(String),
    List(Vec<String>),
}

impl From<String> for Text {
    /// An empty line between blocks; a block whose lines begin with `- ` is a list.
    fn from(text: String) -> Self {
        let blocks = text.trim().split("\n\n").map(str::trim);
        Self(blocks.map(Block::read).collect())
    }
}

impl Block {
    fn read(text: &str) -> Self {
        match text.strip_prefix("- ") {
            Some(items) => Self::List(items.split("\n- ").map(one_line).collect()),
            None => Self::Paragraph(one_line(text)),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split('\n').collect::<Vec<_>>().join(" ")
}

macro_rules! modules {
    ($($file:literal),+ $(,)?) => {
        [$(include_str!(concat!("../../../../data/formation/2026-1/", $file, ".toml"))),+]
    };
}

const MODULES: [&str; 8] = modules![
    "1-utilite",
    "2-concernes",
    "3-identite",
    "4-roles",
    "5-coordonnees",
    "6-doublons",
    "7-departs",
    "8-donnees",
];

impl Course {
    /// The version that is followed today.
    #[must_use]
    pub fn current() -> &'static Self {
        static COURSE: LazyLock<Course> = LazyLock::new(|| Course {
            version: "2026-1",
            title: "Gestionnaire RPPS+",
            modules: MODULES
                .iter()
                .filter_map(|text| toml::from_str(text).ok())
                .collect(),
        });
        &COURSE
    }

    #[must_use]
    pub fn module(&self, slug: &str) -> Option<&Module> {
        self.modules.iter().find(|module| module.slug == slug)
    }

    /// How many questions there are in all.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.modules
            .iter()
            .map(|module| module.questions.len())
            .sum()
    }

    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.modules.iter().map(|module| module.minutes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn words(text: &Text) -> usize {
        let count = |text: &String| text.split_whitespace().count();
        text.0
            .iter()
            .map(|block| match block {
                Block::Paragraph(text) => count(text),
                Block::List(items) => items.iter().map(count).sum(),
            })
            .sum()
    }

    #[test]
    fn t01_every_module_is_read_and_has_enough_to_say_and_to_ask() {
        for text in MODULES {
            toml::from_str::<Module>(text).unwrap();
        }
        let course = Course::current();
        let slugs: BTreeSet<_> = course.modules.iter().map(|module| &module.slug).collect();
        assert_eq!(slugs.len(), 8);
        for module in &course.modules {
            let said: usize = module
                .sections
                .iter()
                .map(|section| words(&section.text))
                .sum();
            let said = said + words(&module.example);
            assert!((300..=520).contains(&said), "{}: {said} words", module.slug);
            assert!((3..=4).contains(&module.questions.len()), "{}", module.slug);
        }
    }

    #[test]
    fn t01_every_question_has_one_right_answer_and_a_word_for_each() {
        for question in Course::current()
            .modules
            .iter()
            .flat_map(|module| &module.questions)
        {
            let right = question
                .choices
                .iter()
                .filter(|choice| choice.right)
                .count();
            assert_eq!(right, 1, "{}", question.text);
            assert!(
                (3..=4).contains(&question.choices.len()),
                "{}",
                question.text
            );
            for choice in &question.choices {
                assert!(!choice.told.trim().is_empty(), "{}", choice.text);
            }
        }
    }

    #[test]
    fn the_right_answer_is_not_always_in_the_same_place() {
        let course = Course::current();
        let questions = course.modules.iter().flat_map(|module| &module.questions);
        let places: Vec<usize> = questions
            .filter_map(|question| question.choices.iter().position(|choice| choice.right))
            .collect();
        for place in 0..3 {
            let here = places.iter().filter(|one| **one == place).count();
            assert!(here * 2 < places.len(), "{places:?}");
        }
    }

    /// French punctuation stays with its word; what is typed is what a reader should see.
    #[test]
    fn the_course_is_set_as_french_is() {
        for text in MODULES {
            let prose = text.replace(" = \"", "").replace(" = true", "");
            for wrong in [" ?", " !", " ;", " :", " »", "« ", "'"] {
                assert!(
                    !prose.contains(wrong),
                    "{wrong:?}: {}",
                    prose.split(wrong).next().unwrap_or_default()
                );
            }
        }
    }

    #[test]
    fn a_text_is_paragraphs_and_lists() {
        let text = Text::from("Un\nseul.\n\n- un\n- deux\n\nFin.\n".to_owned());
        assert_eq!(
            text.0,
            [
                Block::Paragraph("Un seul.".into()),
                Block::List(vec!["un".into(), "deux".into()]),
                Block::Paragraph("Fin.".into()),
            ]
        );
    }
}
