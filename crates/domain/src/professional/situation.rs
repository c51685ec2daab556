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
    use SituationProblem as No;
    let today = context.today();
    let mut problems = Vec::new();
    match &facts.establishment {
        None => problems.push(No::EstablishmentUnknown),
        Some(_) if !facts.in_scope => problems.push(No::EstablishmentOutOfScope),
        Some(establishment) => {
            if let Some(on) = establishment
                .closed_on
                .filter(|_| establishment.is_closed_on(today))
            {
                problems.push(No::EstablishmentClosed { on });
            }
        }
    }
    if wanted.starts_on < birthday(born.latest(), 16) {
        problems.push(No::StartsBeforeSixteen);
    } else if wanted.starts_on >= birthday(born.latest(), 101) {
        problems.push(No::StartsAfterHundred);
    }
    let latest = today.saturating_add(3.months());
    if wanted.starts_on > latest {
        problems.push(No::StartsTooLate { latest });
    }
    if wanted.planned_end.is_some_and(|end| end < wanted.starts_on) {
        problems.push(No::EndsBeforeStart);
    }
    if !wanted.profession.is_registrable_on(today) {
        problems.push(No::ProfessionClosed {
            profession: wanted.profession,
        });
    }
    if !wanted.role.is_open_on(today) {
        problems.push(No::RoleNotOffered);
    }
    problems
}

fn birthday(born: Date, age: i16) -> Date {
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
    Situation(SituationProblem),
    /// The same profession and role, in the same establishment, are open already.
    AlreadyOpen,
}

impl Refusal for CannotAddSituation {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::ProfessionalUnknown => "professional_unknown",
            Self::Situation(problem) => problem.code(),
            Self::AlreadyOpen => "situation_already_open",
        }
    }
}

/// M2: open one more situation, in the actor's scope, for someone registered.
pub fn add_situation(
    context: &Context,
    id: Id<Situation>,
    professional: &Professional,
    wanted: NewSituation,
    facts: &SituationFacts,
) -> Result<(Situation, Event), Refusals<CannotAddSituation>> {
    let Some(scope) = context.scope().filter(|_| context.may_register()) else {
        return Err(CannotAddSituation::NotAllowed.into());
    };
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
