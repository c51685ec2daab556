//! Changing a situation: all but its establishment (M2, M4).

use super::{
    Professional, Situation, SituationProblem, end_problem, profession_problem, role_problem,
    start_problem,
};
use crate::{
    access::Context,
    event::Event,
    id::Id,
    identifiers::BirthDate,
    nomenclature::{PracticeMode, Profession, Role},
    refusal::{Refusal, Refusals},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What may change of a situation; kept before and after each change, out of the journal (J2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationTerms {
    pub starts_on: Date,
    pub planned_end: Option<Date>,
    pub profession: Profession,
    pub role: Role,
    pub practice_mode: PracticeMode,
}

/// One change, as kept.
#[derive(Clone, Debug)]
pub struct SituationChange {
    pub id: Id<SituationChange>,
    pub before: SituationTerms,
    pub after: SituationTerms,
}

impl Situation {
    #[must_use]
    pub fn terms(&self) -> SituationTerms {
        SituationTerms {
            starts_on: self.starts_on,
            planned_end: self.planned_end,
            profession: self.profession,
            role: self.role,
            practice_mode: self.practice_mode,
        }
    }

    #[must_use]
    pub fn with(self, terms: SituationTerms) -> Self {
        Self {
            starts_on: terms.starts_on,
            planned_end: terms.planned_end,
            profession: terms.profession,
            role: terms.role,
            practice_mode: terms.practice_mode,
            ..self
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotChangeSituation {
    NotAllowed,
    /// No situation of the scope is this one.
    Unknown,
    Closed {
        on: Date,
    },
    /// Somebody else changed it since it was shown (M4).
    ChangedMeanwhile,
    NothingChanges,
    Situation(SituationProblem),
    /// The same profession and role, in the same establishment, are open already.
    AlreadyOpen,
}

impl Refusal for CannotChangeSituation {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Unknown => "situation_unknown",
            Self::Closed { .. } => "already_closed",
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::NothingChanges => "nothing_changes",
            Self::Situation(problem) => problem.code(),
            Self::AlreadyOpen => "situation_already_open",
        }
    }
}

/// Whose situation, in which version the actor saw it.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    pub professional: Id<Professional>,
    pub born: BirthDate,
    pub is_current: bool,
}

/// M2: change a situation of the actor's scope. What stays as it was is not judged again: a profession that has closed
/// since may be kept.
pub fn change(
    context: &Context,
    id: Id<SituationChange>,
    situation: Situation,
    shown: Shown,
    wanted: SituationTerms,
) -> Result<(Situation, SituationChange, Event), Refusals<CannotChangeSituation>> {
    use CannotChangeSituation as No;
    let scope = context.scope().filter(|_| context.may_register());
    let scope = scope.ok_or(No::NotAllowed)?;
    if let Some(on) = situation.ended_on {
        return Err(No::Closed { on }.into());
    }
    if !shown.is_current {
        return Err(No::ChangedMeanwhile.into());
    }
    let before = situation.terms();
    let found = problems(&before, &wanted, shown.born, context.today());
    Refusals::check(found.into_iter().map(No::Situation).collect())?;
    if before == wanted {
        return Err(No::NothingChanges.into());
    }
    let event = Event::SituationChanged {
        professional: shown.professional,
        contract: scope.contract,
        situation: situation.id,
        change: id,
    };
    let change = SituationChange {
        id,
        before,
        after: wanted,
    };
    Ok((situation.with(wanted), change, event))
}

fn problems(
    before: &SituationTerms,
    wanted: &SituationTerms,
    born: BirthDate,
    today: Date,
) -> Vec<SituationProblem> {
    let mut found = Vec::new();
    if wanted.starts_on != before.starts_on {
        found.extend(start_problem(born, wanted.starts_on, today));
    }
    if (wanted.starts_on, wanted.planned_end) != (before.starts_on, before.planned_end) {
        found.extend(end_problem(wanted.starts_on, wanted.planned_end, today));
    }
    if wanted.profession != before.profession {
        found.extend(profession_problem(wanted.profession, today));
    }
    if wanted.role != before.role {
        found.extend(role_problem(wanted.role, today));
    }
    found
}
