//! The answers of a review: confirm one, some or all who are left, or close some (L5).

use super::{Review, ReviewState};
use crate::{
    access::Context,
    event::Event,
    id::Id,
    professional::{CannotCloseSituation, Closing, Situation},
    refusal::{Refusal, Refusals},
};
use jiff::{Timestamp, civil::Date};

/// Persons of one answer, so that an act stays short; all who are left are confirmed at once, however many.
pub const MOST_CONFIRMED: usize = 400;
pub const MOST_CLOSED: usize = 50;

/// Where a line stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    /// The name is that of who answered.
    Confirmed {
        by: String,
        at: Timestamp,
    },
    Closed {
        by: String,
        on: Date,
    },
}

/// One person of the list, as far as an answer needs to know.
#[derive(Clone, Debug)]
pub struct Line {
    pub situation: Id<Situation>,
    pub name: String,
    pub starts_on: Date,
    pub standing: Standing,
}

/// What somebody answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// They are still there.
    Confirm(Vec<Id<Situation>>),
    /// All who are left are still there.
    ConfirmRest,
    /// They left, or leave on a day to come: until then they are still there, with a planned end (L1).
    Close(Vec<Id<Situation>>, Closing),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotAnswer {
    NotAllowed,
    /// The review is done, or nobody has to answer it any more.
    Over,
    NothingChosen,
    /// Nobody is left to answer for.
    NothingLeft,
    TooMany {
        most: usize,
    },
    /// Somebody who is not on the list: they arrived after the opening, or work elsewhere.
    NotOnTheList,
    /// Somebody else answered first.
    AlreadyConfirmed {
        name: String,
        by: String,
        at: Timestamp,
    },
    AlreadyClosed {
        name: String,
        by: String,
        on: Date,
    },
    /// The rules refuse this end for this person.
    Closing {
        name: String,
        why: CannotCloseSituation,
    },
}

impl Refusal for CannotAnswer {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Over => "over",
            Self::NothingChosen => "nothing_chosen",
            Self::NothingLeft => "nothing_left",
            Self::TooMany { .. } => "too_many",
            Self::NotOnTheList => "not_on_the_list",
            Self::AlreadyConfirmed { .. } => "already_confirmed",
            Self::AlreadyClosed { .. } => "already_closed",
            Self::Closing { why, .. } => why.code(),
        }
    }
}

/// L5: may this be answered? `lines` are all those of the review. Gives how many are answered by it.
pub fn answer(
    context: &Context,
    review: &Review,
    lines: &[Line],
    answer: &Answer,
) -> Result<Event, Refusals<CannotAnswer>> {
    use CannotAnswer as No;
    let scope = context.scope().filter(|_| context.may_register());
    let scope = scope.ok_or(No::NotAllowed)?;
    if review.state != ReviewState::Open {
        return Err(No::Over.into());
    }
    let (confirmed, closed) = match answer {
        Answer::Confirm(chosen) => (check(lines, chosen, MOST_CONFIRMED)?, 0),
        Answer::Close(chosen, closing) => {
            let all = check(lines, chosen, MOST_CLOSED)?;
            let planned = planned(lines, chosen, *closing, context.today());
            (planned, all - planned)
        }
        Answer::ConfirmRest => (left(lines), 0),
    };
    if confirmed + closed == 0 {
        return Err(No::NothingLeft.into());
    }
    Ok(Event::ReviewAnswered {
        review: review.id,
        establishment: review.establishment.clone(),
        contract: scope.contract,
        confirmed,
        closed,
    })
}

/// How many of these leave on a day to come.
#[must_use]
pub fn planned(lines: &[Line], chosen: &[Id<Situation>], closing: Closing, today: Date) -> usize {
    let chosen = lines.iter().filter(|line| chosen.contains(&line.situation));
    chosen
        .filter(|line| closing.is_planned(line.starts_on, today))
        .count()
}

/// Is each line answered, once these are?
#[must_use]
pub fn is_complete(lines: &[Line], given: &Answer) -> bool {
    match given {
        Answer::ConfirmRest => true,
        Answer::Confirm(chosen) | Answer::Close(chosen, _) => lines
            .iter()
            .filter(|line| line.standing == Standing::Open)
            .all(|line| chosen.contains(&line.situation)),
    }
}

fn left(lines: &[Line]) -> usize {
    let open = |line: &&Line| line.standing == Standing::Open;
    lines.iter().filter(open).count()
}

/// All that is wrong with what was chosen, or how many were.
fn check(
    lines: &[Line],
    chosen: &[Id<Situation>],
    most: usize,
) -> Result<usize, Refusals<CannotAnswer>> {
    if chosen.is_empty() {
        return Err(CannotAnswer::NothingChosen.into());
    }
    if chosen.len() > most {
        return Err(CannotAnswer::TooMany { most }.into());
    }
    let problems = chosen.iter().filter_map(|id| problem(lines, *id)).collect();
    Refusals::check(problems)?;
    Ok(chosen.len())
}

fn problem(lines: &[Line], id: Id<Situation>) -> Option<CannotAnswer> {
    let Some(line) = lines.iter().find(|line| line.situation == id) else {
        return Some(CannotAnswer::NotOnTheList);
    };
    let name = line.name.clone();
    match &line.standing {
        Standing::Open => None,
        Standing::Confirmed { by, at } => Some(CannotAnswer::AlreadyConfirmed {
            name,
            by: by.clone(),
            at: *at,
        }),
        Standing::Closed { by, on } => Some(CannotAnswer::AlreadyClosed {
            name,
            by: by.clone(),
            on: *on,
        }),
    }
}
