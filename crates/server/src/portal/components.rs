//! The data of the components: what the macros of `templates/components/` draw.

mod paging;

pub use paging::{PageLink, Paging};

use super::{shell::Tone, words::typographic};

/// One answer among several: radio, checkbox or option of a list.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: typographic(&label.into()),
            hint: String::new(),
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = typographic(&hint.into());
        self
    }
}

/// The codes of a table as choices.
pub fn choices<T: Copy>(
    all: impl Iterator<Item = T>,
    code: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    all.map(|item| Choice::new(code(item), label(item)))
        .collect()
}

/// An answer on "vérifiez" or a fact on a file; `value` may have several lines.
#[derive(Clone, Debug, Default)]
pub struct SummaryRow {
    pub key: String,
    pub value: String,
    /// Where to change it; empty when it cannot be.
    pub change: String,
}

impl SummaryRow {
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        // An address is told as it is typed.
        let is_address = value.contains('@');
        Self {
            key: key.into(),
            value: if is_address {
                value
            } else {
                typographic(&value)
            },
            change: String::new(),
        }
    }

    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = href.into();
        self
    }
}

/// A task of a list that takes several visits.
#[derive(Clone, Debug)]
pub struct TaskItem {
    pub label: String,
    pub hint: String,
    /// Where the task is done or looked at; empty for no link.
    pub href: String,
    pub state: TaskState,
}

/// How far a task is; `NotYet` says why in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskState {
    Done,
    Todo,
    NotYet(String),
}

impl TaskState {
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Done => "Terminé",
            Self::Todo => "À faire",
            Self::NotYet(_) => "Pas encore possible",
        }
    }

    #[must_use]
    pub fn tone(&self) -> Tone {
        match self {
            Self::Done => Tone::Success,
            Self::Todo => Tone::Info,
            Self::NotYet(_) => Tone::Neutral,
        }
    }
}

impl TaskItem {
    /// Why the task cannot be done yet; empty otherwise.
    #[must_use]
    pub fn why(&self) -> &str {
        match &self.state {
            TaskState::NotYet(why) => why,
            TaskState::Done | TaskState::Todo => "",
        }
    }
}

/// A step of a timeline.
#[derive(Clone, Debug)]
pub struct TimelineStep {
    pub label: String,
    /// What it means or when it is expected.
    pub detail: String,
    pub at: Option<Moment>,
    pub state: StepState,
}

/// An instant: RFC 3339 for machines, words for people ("12/11/2026 à 14 h 05").
#[derive(Clone, Debug)]
pub struct Moment {
    pub iso: String,
    pub text: String,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    Current,
    Late,
    Waiting,
}

impl StepState {
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Current => "current",
            Self::Late => "late",
            Self::Waiting => "waiting",
        }
    }

    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "Fait",
            Self::Current => "En cours",
            Self::Late => "En retard",
            Self::Waiting => "À venir",
        }
    }

    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Done => Tone::Success,
            Self::Current => Tone::Info,
            Self::Late => Tone::Error,
            Self::Waiting => Tone::Neutral,
        }
    }
}

/// A big door to a part of the site; `count` is what waits behind it, not shown when nothing does.
#[derive(Clone, Debug)]
pub struct Door {
    pub href: String,
    pub label: String,
    pub text: String,
    pub count: Option<u64>,
}

/// A figure of a dashboard; `value` is already in words ("1 204", "98 %").
#[derive(Clone, Debug, Default)]
pub struct Stat {
    pub label: String,
    pub value: String,
    pub note: String,
    /// Where the detail is; empty for none.
    pub href: String,
}

/// A share drawn as a bar.
#[derive(Clone, Debug)]
pub struct Bar {
    pub label: String,
    pub value: u64,
    pub of: u64,
}

impl Bar {
    /// 0 to 100, rounded down; 0 of 0 is 0.
    #[must_use]
    pub fn percent(&self) -> u64 {
        (self.value.min(self.of) * 100)
            .checked_div(self.of)
            .unwrap_or(0)
    }
}

/// A page above this one.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub href: String,
    pub label: String,
}

/// The head of a table column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pub label: String,
    /// Where the table is sorted by it; empty when it cannot be.
    pub href: String,
    pub sort: Sort,
}

/// How a table is sorted by a column now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Unsorted,
    Ascending,
    Descending,
}

impl Sort {
    /// The value of `aria-sort`.
    #[must_use]
    pub fn aria(self) -> &'static str {
        match self {
            Self::Unsorted => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}
