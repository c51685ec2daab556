//! Answers as typed, and what is wrong with them.

use crate::identifiers::{
    InvalidDate, InvalidEmail, InvalidFiness, InvalidMobile, InvalidPersonalName, InvalidPhone,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};

/// What was typed, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, String>);

/// One answer that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: &'static str,
    pub why: InvalidAnswer,
}

/// Why an answer cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAnswer {
    #[error("nothing was answered")]
    Missing,
    #[error("not one of the choices offered")]
    NotOffered,
    #[error(transparent)]
    Name(#[from] InvalidPersonalName),
    #[error(transparent)]
    Date(#[from] InvalidDate),
    /// A partial birth date is accepted when the document shows one, and that is confirmed (R2).
    #[error("a partial date that is not confirmed")]
    PartialDate,
    #[error(transparent)]
    Email(#[from] InvalidEmail),
    #[error(transparent)]
    Mobile(#[from] InvalidMobile),
    #[error(transparent)]
    Phone(#[from] InvalidPhone),
    #[error("too many letters")]
    TooLong,
    #[error(transparent)]
    Finess(#[from] InvalidFiness),
    /// An attestation that was not given (R7).
    #[error("not ticked")]
    NotTicked,
}

impl Answers {
    /// What was typed, without the spaces around it; empty when nothing was.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |answer| answer.trim())
    }

    #[must_use]
    pub fn is_ticked(&self, field: &str) -> bool {
        self.get(field) == "oui"
    }

    pub fn set(&mut self, field: &str, answer: &str) {
        self.0.insert(field.to_owned(), answer.to_owned());
    }

    /// Replace the answers to `fields` by those of another set; what is absent there is emptied.
    pub fn replace(&mut self, fields: &[&str], from: &BTreeMap<String, String>) {
        for field in fields {
            match from.get(*field) {
                Some(answer) => self.set(field, answer),
                None => drop(self.0.remove(*field)),
            }
        }
    }

    #[must_use]
    pub const fn as_map(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

impl From<BTreeMap<String, String>> for Answers {
    fn from(answers: BTreeMap<String, String>) -> Self {
        Self(answers)
    }
}

/// Reads answers one by one and keeps what is wrong with each.
pub(crate) struct Reader<'a> {
    answers: &'a Answers,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub fn new(answers: &'a Answers) -> Self {
        Self {
            answers,
            problems: Vec::new(),
        }
    }

    pub fn wrong(&mut self, field: &'static str, why: InvalidAnswer) {
        self.problems.push(Problem { field, why });
    }

    /// An answer that must be given.
    pub fn text(&mut self, field: &'static str) -> Option<&'a str> {
        let answer = self.answers.get(field);
        if answer.is_empty() {
            self.wrong(field, InvalidAnswer::Missing);
            return None;
        }
        Some(answer)
    }

    /// An answer that must be given, read as a `T`.
    pub fn read<T, E>(
        &mut self,
        field: &'static str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T>
    where
        E: Into<InvalidAnswer>,
    {
        let answer = self.text(field)?;
        parse(answer)
            .map_err(|why| self.wrong(field, why.into()))
            .ok()
    }

    /// The same, for an answer that may be left empty: then, and when it is wrong, none.
    pub fn optional<T, E>(
        &mut self,
        field: &'static str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T>
    where
        E: Into<InvalidAnswer>,
    {
        if self.answers.get(field).is_empty() {
            return None;
        }
        self.read(field, parse)
    }

    /// One of a list of codes.
    pub fn choice<T: FromStr>(&mut self, field: &'static str) -> Option<T> {
        self.read(field, |text| {
            text.parse().map_err(|_| InvalidAnswer::NotOffered)
        })
    }

    /// A box that must be ticked.
    pub fn ticked(&mut self, field: &'static str) {
        if !self.answers.is_ticked(field) {
            self.wrong(field, InvalidAnswer::NotTicked);
        }
    }

    /// `value` when nothing was wrong. It is `None` only if something was.
    pub fn done<T>(self, value: Option<T>) -> Result<T, Vec<Problem>> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(self.problems),
        }
    }
}
