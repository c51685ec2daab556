//! A situation: where someone works, as what, in which role, since when (R6, S4, M2).

use crate::{
    access::Context,
    event::Event,
    id::Id,
    identifiers::{BirthDate, Finess},
    nomenclature::{PracticeMode, Profession, Role},
    professional::Professional,
    refusal::{Refusal, Refusals},
    structure::Establishment,
};
use jiff::{ToSpan, civil::Date};

#[derive(Clone, Debug)]
pub struct Situation {
    pub id: Id<Situation>,
    pub establishment: Finess,
    pub starts_on: Date,
    pub planned_end: Option<Date>,
    pub ended_on: Option<Date>,
    pub profession: Profession,
    pub role: Role,
    pub practice_mode: PracticeMode,
}

/// A situation to open.
#[derive(Clone, Debug)]
pub struct NewSituation {
    pub establishment: Finess,
    pub starts_on: Date,
    pub planned_end: Option<Date>,
    pub profession: Profession,
    pub role: Role,
    pub practice_mode: PracticeMode,
}

/// What was loaded to decide on a situation.
#[derive(Clone, Debug, Default)]
pub struct SituationFacts {
    pub establishment: Option<Establishment>,
    /// Is the establishment covered by the actor's scope?
    pub in_scope: bool,
}

/// Why a situation cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SituationProblem {
    EstablishmentUnknown,
    EstablishmentOutOfScope,
    EstablishmentClosed {
        on: Date,
    },
    /// Before the sixteenth birthday, for someone born at the latest on the date known (R3, R6).
    StartsBeforeSixteen,
    /// After the hundredth birthday (R3).
    StartsAfterHundred,
    StartsTooLate {
        latest: Date,
    },
    EndsBeforeStart,
    /// A planned end is still to come, or today: what has ended is closed instead.
    EndIsPast,
    /// The profession is closed on the day of the act, or not one that is registered here.
    ProfessionClosed {
        profession: Profession,
    },
    RoleNotOffered,
}

impl SituationProblem {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EstablishmentUnknown => "establishment_unknown",
            Self::EstablishmentOutOfScope => "establishment_out_of_scope",
            Self::EstablishmentClosed { .. } => "establishment_closed",
            Self::StartsBeforeSixteen => "starts_before_sixteen",
            Self::StartsAfterHundred => "starts_after_hundred",
            Self::StartsTooLate { .. } => "starts_too_late",
            Self::EndsBeforeStart => "ends_before_start",
            Self::EndIsPast => "end_is_past",
            Self::ProfessionClosed { .. } => "profession_closed",
            Self::RoleNotOffered => "role_not_offered",
        }
    }
}

/// R3, R6, S4: all that is wrong with a situation.
#[must_use]
pub fn problems(
    context: &Context,
    born: BirthDate,
    wanted: &NewSituation,
    facts: &SituationFacts,
) -> Vec<SituationProblem> {
    let today = context.today();
    let mut problems = Vec::new();
    problems.extend(establishment_problem(facts, today));
    problems.extend(start_problem(born, wanted.starts_on, today));
    problems.extend(end_problem(wanted.starts_on, wanted.planned_end, today));
    problems.extend(profession_problem(wanted.profession, today));
    problems.extend(role_problem(wanted.role, today));
    problems
}

/// S4, R6: an establishment that exists, in the scope, open.
#[must_use]
pub fn establishment_problem(facts: &SituationFacts, today: Date) -> Option<SituationProblem> {
    let Some(establishment) = &facts.establishment else {
        return Some(SituationProblem::EstablishmentUnknown);
    };
    if !facts.in_scope {
        return Some(SituationProblem::EstablishmentOutOfScope);
    }
    let closed = establishment
        .closed_on
        .filter(|_| establishment.is_closed_on(today));
    closed.map(|on| SituationProblem::EstablishmentClosed { on })
}

/// R3, R6: from 16 to 100 years old, and at most three months ahead.
#[must_use]
pub fn start_problem(born: BirthDate, starts_on: Date, today: Date) -> Option<SituationProblem> {
    let latest = latest_start(today);
    if starts_on < birthday(born.latest(), 16) {
        return Some(SituationProblem::StartsBeforeSixteen);
    }
    if starts_on >= birthday(born.latest(), 101) {
        return Some(SituationProblem::StartsAfterHundred);
    }
    (starts_on > latest).then_some(SituationProblem::StartsTooLate { latest })
}

/// R6: an end is not before its start, nor past; it is the last day.
#[must_use]
pub fn end_problem(
    starts_on: Date,
    planned_end: Option<Date>,
    today: Date,
) -> Option<SituationProblem> {
    let end = planned_end?;
    if end < starts_on {
        return Some(SituationProblem::EndsBeforeStart);
    }
    (end < today).then_some(SituationProblem::EndIsPast)
}

/// R6: a profession open on the day of the act.
#[must_use]
pub fn profession_problem(profession: Profession, today: Date) -> Option<SituationProblem> {
    (!profession.is_registrable_on(today))
        .then_some(SituationProblem::ProfessionClosed { profession })
}

/// R6: one of the roles offered.
#[must_use]
pub fn role_problem(role: Role, today: Date) -> Option<SituationProblem> {
    (!role.is_registrable_on(today)).then_some(SituationProblem::RoleNotOffered)
}

/// R6: at most three months ahead.
pub(super) fn latest_start(today: Date) -> Date {
    today.saturating_add(3.months())
}

pub(super) fn birthday(born: Date, age: i16) -> Date {
    born.saturating_add(i32::from(age).years())
}

impl NewSituation {
    pub(crate) fn open(self, id: Id<Situation>) -> Situation {
        Situation {
            id,
            establishment: self.establishment,
            starts_on: self.starts_on,
            planned_end: self.planned_end,
            ended_on: None,
            profession: self.profession,
            role: self.role,
            practice_mode: self.practice_mode,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotAddSituation {
    NotAllowed,
    ProfessionalUnknown,
    /// A structure told their death, and nobody took it back (L1).
    Dead,
    Situation(SituationProblem),
    /// The same profession and role, in the same establishment, are open already.
    AlreadyOpen,
}

impl Refusal for CannotAddSituation {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::ProfessionalUnknown => "professional_unknown",
            Self::Dead => "dead",
            Self::Situation(problem) => problem.code(),
            Self::AlreadyOpen => "situation_already_open",
        }
    }
}

/// M2: open one more situation, in the actor's scope, for someone registered whose death nobody told.
pub fn add_situation(
    context: &Context,
    id: Id<Situation>,
    (professional, is_dead): (&Professional, bool),
    wanted: NewSituation,
    facts: &SituationFacts,
) -> Result<(Situation, Event), Refusals<CannotAddSituation>> {
    let Some(scope) = context.scope().filter(|_| context.may_register()) else {
        return Err(CannotAddSituation::NotAllowed.into());
    };
    if is_dead {
        return Err(CannotAddSituation::Dead.into());
    }
    let found = problems(context, professional.identity.birth_date, &wanted, facts);
    Refusals::check(
        found
            .into_iter()
            .map(CannotAddSituation::Situation)
            .collect(),
    )?;
    let event = Event::SituationOpened {
        professional: professional.id,
        situation: id,
        contract: scope.contract,
    };
    Ok((wanted.open(id), event))
}
