//! What is proposed of a staff list, line by line, with its reason; nothing of it is done before it is confirmed (L4).

use super::{Compared, Line, Registered, Written, Wrong, meeting::Index};
use crate::{
    access::codes,
    identifiers::Rpps,
    nomenclature::{EndReason, Profession},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

codes! {
    /// The four lists in which a comparison ends.
    List {
        /// Registered here, and leaving or gone.
        Gone = "gone",
        /// In the list, and not registered here.
        New = "new",
        /// In both, and told otherwise.
        Changed = "changed",
        /// To be looked at: nothing is proposed.
        Unsure = "unsure",
    }
}

/// Why a line is proposed, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// Absent from a list that looks complete and bears a number on each line.
    Absent,
    /// Absent from a list of which some lines bear no number, or could not be read.
    AbsentUnnumbered,
    /// Absent from a list that has too few of those who are here.
    AbsentFromPartial,
    /// In the list, at another establishment than this one.
    ListedElsewhere,
    /// The list has a date of leaving.
    Leaves {
        on: Date,
    },
    /// The same, and only the name says who it is.
    LeavesByName {
        on: Date,
    },
    /// Named by their number, to leave.
    Numbered,
    /// The same, with several open situations: which of them ends is not known.
    NumberedSeveral,
    Unregistered,
    /// Nobody of these establishments, whom the list says gone already.
    Left {
        on: Date,
    },
    /// Registered in the scope, at another establishment.
    InScope {
        establishment: String,
    },
    /// Registered by another structure: the public part alone (R5).
    Outside {
        name: String,
    },
    /// No one of this register has this number: an Order's, or the ARS's (R14).
    NumberUnknown,
    /// Too many numbers were looked up today (R5).
    NotLookedUp,
    Differs {
        differences: Vec<Difference>,
    },
    Unreadable {
        wrong: Vec<Wrong>,
    },
    /// Several people here may be meant.
    Several,
    OtherBirthDate,
    OtherNumber {
        registered: Rpps,
    },
    OtherName {
        registered: String,
    },
    /// The same person is on another line, which says otherwise.
    Twice {
        line: usize,
    },
    /// The number has no open situation in the scope.
    NotHere,
}

/// Where the list and the register differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum Difference {
    /// The code of the list's.
    Profession {
        listed: String,
    },
    StartsOn {
        listed: Date,
    },
    BirthDate {
        listed: String,
    },
}

impl Difference {
    #[must_use]
    pub fn profession(listed: Profession) -> Self {
        Self::Profession {
            listed: listed.code().to_owned(),
        }
    }
}

/// One line of a plan to be.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub list: List,
    pub why: Why,
    /// What the list has, if it has a line.
    pub written: Option<Written>,
    /// Rank of the situation among those registered, if there is one.
    pub registered: Option<usize>,
    /// A number of nobody in the scope, to look up.
    pub look_up: Option<Rpps>,
    /// Proposed to be done: the person who confirms may untick it.
    pub is_ticked: bool,
    pub ends_on: Option<Date>,
    pub reason: Option<EndReason>,
}

impl Proposal {
    pub(super) const fn new(list: List, why: Why) -> Self {
        Self {
            list,
            why,
            written: None,
            registered: None,
            look_up: None,
            is_ticked: false,
            ends_on: None,
            reason: None,
        }
    }

    pub(super) fn on(mut self, written: &Written) -> Self {
        self.written = Some(written.clone());
        self
    }

    pub(super) const fn about(mut self, registered: usize) -> Self {
        self.registered = Some(registered);
        self
    }
}

/// L4: leavers by their numbers. Whoever has one open situation in the scope is ticked.
#[must_use]
pub fn leavers(list: &[Written], registered: &[Registered]) -> Compared {
    let index = Index::of(registered);
    let mut seen = HashMap::new();
    let mut proposals = Vec::new();
    let mut repeated = 0;
    for written in list {
        let line = Line::read(written);
        let is_read = !line.has(Wrong::UnsavedFormula);
        let number = line.number.filter(|number| !number.is_mended && is_read);
        let Some(number) = number else {
            let mut wrong = line.wrong;
            if wrong.is_empty() || wrong == [Wrong::Nobody] {
                wrong = vec![Wrong::NumberShape];
            }
            wrong.retain(|why| *why != Wrong::Nobody);
            proposals.push(Proposal::new(List::Unsure, Why::Unreadable { wrong }).on(written));
            continue;
        };
        let told = (line.ends_on, line.reason);
        match seen.get(&number.rpps) {
            Some((_, before)) if *before == told => {
                repeated += 1;
                continue;
            }
            Some(&(line, _)) => {
                proposals.push(Proposal::new(List::Unsure, Why::Twice { line }).on(written));
                continue;
            }
            None => seen.insert(number.rpps.clone(), (written.number, told)),
        };
        let found = index
            .people
            .iter()
            .find(|person| person.rpps == number.rpps);
        let Some(person) = found else {
            let mut outside = Proposal::new(List::Unsure, Why::NotHere).on(written);
            outside.look_up = Some(number.rpps);
            proposals.push(outside);
            continue;
        };
        let is_only = person.situations.len() == 1;
        for &rank in &person.situations {
            let why = if is_only {
                Why::Numbered
            } else {
                Why::NumberedSeveral
            };
            let mut leaver = Proposal::new(List::Gone, why).on(written).about(rank);
            leaver.is_ticked = is_only;
            leaver.ends_on = line.ends_on;
            leaver.reason = line.reason;
            proposals.push(leaver);
        }
    }
    Compared {
        proposals,
        repeated,
        ..Compared::default()
    }
}
