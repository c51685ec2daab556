//! Whom a line of a list is about, among those who are registered.

use super::Line;
use crate::{
    id::Id,
    identifiers::{BirthDate, Finess, FirstNames, Rpps, comparison_key},
    nomenclature::Profession,
    professional::{Professional, Situation},
};
use jiff::civil::Date;
use std::collections::HashMap;

/// An open situation of the scope, with whose it is.
#[derive(Clone, Debug)]
pub struct Registered {
    pub situation: Id<Situation>,
    pub professional: Id<Professional>,
    pub rpps: Rpps,
    pub birth_name: String,
    pub used_name: Option<String>,
    pub practice_name: String,
    pub practice_first_name: String,
    pub first_names: FirstNames,
    pub birth_date: BirthDate,
    pub establishment: Finess,
    pub establishment_name: String,
    pub profession: Profession,
    pub starts_on: Date,
    pub planned_end: Option<Date>,
}

/// Somebody, by the ranks of their situations among those given.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub situations: Vec<usize>,
    names: Vec<String>,
    birth_date: BirthDate,
    pub rpps: Rpps,
}

/// What a line meets. A person is told by their rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// By the number, or by name, first name and birth date.
    Surely(usize),
    /// By name and first name alone, which nobody else has here.
    ByName(usize),
    /// More than one person may be meant.
    Several(Vec<usize>),
    /// The same names, and another birth date.
    OtherBirthDate(Vec<usize>),
    /// The same identity, under another number.
    OtherNumber(usize),
    /// The same number, under another name.
    OtherName(usize),
    Nobody,
}

/// Those registered, found by number and by name.
pub(super) struct Index {
    pub people: Vec<Person>,
    by_number: HashMap<Rpps, usize>,
    by_name: HashMap<(String, String), Vec<usize>>,
}

impl Index {
    pub fn of(registered: &[Registered]) -> Self {
        let mut index = Self {
            people: Vec::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
        };
        for (rank, one) in registered.iter().enumerate() {
            if let Some(person) = index.by_number.get(&one.rpps) {
                index.people[*person].situations.push(rank);
                continue;
            }
            index.add(rank, one);
        }
        index
    }

    fn add(&mut self, rank: usize, one: &Registered) {
        let person = self.people.len();
        let names = keys([
            &one.birth_name,
            one.used_name.as_deref().unwrap_or_default(),
            &one.practice_name,
        ]);
        let all = one.first_names.to_string().replace(',', " ");
        let first_names = keys([
            one.first_names.first().as_str(),
            &one.practice_first_name,
            &all,
        ]);
        for name in &names {
            for first in &first_names {
                let known = self.by_name.entry((name.clone(), first.clone()));
                known.or_default().push(person);
            }
        }
        self.by_number.insert(one.rpps.clone(), person);
        self.people.push(Person {
            situations: vec![rank],
            names,
            birth_date: one.birth_date,
            rpps: one.rpps.clone(),
        });
    }

    pub fn meet(&self, line: &Line) -> Met {
        let Some(number) = &line.number else {
            return self.by_identity(line);
        };
        match self.by_number.get(&number.rpps) {
            Some(&person) if self.agrees(person, line, number.is_mended) => Met::Surely(person),
            Some(&person) => Met::OtherName(person),
            None => match self.by_identity(line) {
                Met::Surely(person) => Met::OtherNumber(person),
                // A name alone is no identity: the number is another person's.
                _ => Met::Nobody,
            },
        }
    }

    /// Do the names of a line leave its number believable? A number with lost zeros needs them.
    fn agrees(&self, person: usize, line: &Line, needs_name: bool) -> bool {
        if line.names.is_empty() {
            return !needs_name;
        }
        let known = &self.people[person].names;
        line.names.iter().any(|name| known.contains(name))
    }

    fn by_identity(&self, line: &Line) -> Met {
        let named = self.named(line);
        let Some(born) = line.birth_date else {
            return match named[..] {
                [] => Met::Nobody,
                [only] => Met::ByName(only),
                _ => Met::Several(named),
            };
        };
        let (same, other): (Vec<usize>, Vec<usize>) = named
            .into_iter()
            .partition(|person| may_be_same(self.people[*person].birth_date, born));
        match (&same[..], &other[..]) {
            ([], []) => Met::Nobody,
            ([], _) => Met::OtherBirthDate(other),
            ([only], _) => Met::Surely(*only),
            _ => Met::Several(same),
        }
    }

    /// Those who bear one of the names with the first names, as a whole or else by the first of them.
    fn named(&self, line: &Line) -> Vec<usize> {
        for first in &line.first_names {
            let mut found: Vec<usize> = Vec::new();
            for name in &line.names {
                let known = self.by_name.get(&(name.clone(), first.clone()));
                found.extend(known.into_iter().flatten());
            }
            found.sort_unstable();
            found.dedup();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

/// Partial dates agree with every day that they may be.
fn may_be_same(one: BirthDate, other: BirthDate) -> bool {
    one.earliest() <= other.latest() && other.earliest() <= one.latest()
}

fn keys(texts: [&str; 3]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for key in texts.map(comparison_key) {
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}
