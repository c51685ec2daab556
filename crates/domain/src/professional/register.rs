//! Registration: the act that creates a professional and gives the number (R2–R8).

use super::{
    BirthPlace, CivilIdentity, Contact, NewSituation, PracticeName, Professional, Situation,
    SituationFacts, SituationProblem, situation,
    situation::{birthday, latest_start},
};
use crate::{
    access::Context,
    duplicate::{Known, SetAside},
    event::{Event, LookUp},
    id::Id,
    identifiers::{BirthDate, Email, Rpps},
    nomenclature::Commune,
    refusal::{Refusal, Refusals},
};
use jiff::civil::Date;

/// A complete registration: cannot hold a wrong value, may still be refused.
#[derive(Clone, Debug)]
pub struct Register {
    pub identity: CivilIdentity,
    pub contact: Contact,
    pub practice: PracticeName,
    pub situation: NewSituation,
    /// The version of the terms of which the person was informed (R7).
    pub terms_version: String,
    /// Why those who probably are the same person are others (R4).
    pub set_aside: SetAside,
}

/// What was loaded to decide.
#[derive(Clone, Debug, Default)]
pub struct RegisterFacts {
    /// The communes that bore the code of the commune of birth, at any time.
    pub communes: Vec<Commune>,
    pub situation: SituationFacts,
    pub email_holder: Option<Known>,
    pub mobile_holder: Option<Known>,
    /// The certain duplicate (R4), unless an officer affirmed two persons.
    pub certain: Option<Known>,
    /// How many persons already bear the identity, by an officer's word.
    pub identity_rank: i64,
    /// Those who probably are the same person (R4).
    pub probable: Vec<Known>,
    /// The version of the terms in force.
    pub terms_version: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotRegister {
    NotAllowed,
    CommuneUnknown,
    /// The commune did not exist on the birth date (R2).
    CommuneNotThen {
        commune: Commune,
    },
    /// The country did not exist, or no more, on the birth date.
    CountryNotThen,
    BornInFuture,
    /// Under 16 on the latest start that is allowed, for someone born at the latest on the date known (R3).
    TooYoung {
        sixteen_on: Date,
        latest_start: Date,
    },
    EmailTaken {
        holder: Known,
    },
    /// A mailbox that looks shared, and nobody confirmed that the person alone reads it (R5).
    EmailLooksShared,
    MobileTaken {
        holder: Known,
    },
    CertainDuplicate {
        known: Known,
    },
    /// R4: probably the same person, and nothing says why these are two.
    ProbableDuplicate {
        known: Known,
    },
    PracticeNameNotTheirs,
    PracticeFirstNameNotTheirs,
    /// The terms changed since they were shown.
    TermsChanged,
    /// The range of RPPS numbers is used up: the agency must open another (R8).
    NoNumberLeft,
    Situation(SituationProblem),
}

impl Refusal for CannotRegister {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::CommuneUnknown => "commune_unknown",
            Self::CommuneNotThen { .. } => "commune_not_then",
            Self::CountryNotThen => "country_not_then",
            Self::BornInFuture => "born_in_future",
            Self::TooYoung { .. } => "too_young",
            Self::NoNumberLeft => "no_number_left",
            Self::EmailTaken { .. } => "email_taken",
            Self::EmailLooksShared => "email_looks_shared",
            Self::MobileTaken { .. } => "mobile_taken",
            Self::CertainDuplicate { .. } => "certain_duplicate",
            Self::ProbableDuplicate { .. } => "probable_duplicate",
            Self::PracticeNameNotTheirs => "practice_name_not_theirs",
            Self::PracticeFirstNameNotTheirs => "practice_first_name_not_theirs",
            Self::TermsChanged => "terms_changed",
            Self::Situation(problem) => problem.code(),
        }
    }
}

impl CannotRegister {
    /// Whoever is met by it, and by what: somebody outside the scope counts (R5).
    #[must_use]
    pub const fn meets(&self) -> Option<(&Known, LookUp)> {
        match self {
            Self::CertainDuplicate { known } | Self::ProbableDuplicate { known } => {
                Some((known, LookUp::Identity))
            }
            Self::EmailTaken { holder } | Self::MobileTaken { holder } => {
                Some((holder, LookUp::Contact))
            }
            _ => None,
        }
    }
}

/// The numbers and ids of the persons and situations to create.
pub struct NewIds {
    pub professional: Id<Professional>,
    pub situation: Id<Situation>,
    pub rpps: Rpps,
}

/// Decide: all that is wrong is said at once. The journal then says who was registered, and who was set aside (R4).
pub fn register(
    context: &Context,
    ids: NewIds,
    command: Register,
    facts: &RegisterFacts,
) -> Result<(Professional, Situation, Vec<Event>), Refusals<CannotRegister>> {
    let Some(scope) = context.scope().filter(|_| context.may_register()) else {
        return Err(CannotRegister::NotAllowed.into());
    };
    let mut reasons = identity_problems(&command.identity, facts);
    reasons.extend(probable_problems(&command.set_aside, &facts.probable));
    reasons.extend(contact_problems(&command.contact, facts));
    reasons.extend(practice_problems(&command.identity, &command.practice));
    let born = command.identity.birth_date;
    reasons.extend(
        situation::problems(context, born, &command.situation, &facts.situation)
            .into_iter()
            .map(CannotRegister::Situation),
    );
    if command.terms_version != facts.terms_version {
        reasons.push(CannotRegister::TermsChanged);
    }
    Refusals::check(reasons)?;
    let mut events = vec![Event::ProfessionalRegistered {
        professional: ids.professional,
        situation: ids.situation,
        contract: scope.contract,
    }];
    let others = facts.probable.iter();
    events.extend(others.map(|known| Event::DuplicateSetAside {
        professional: ids.professional,
        known: known.professional,
    }));
    let professional = Professional {
        id: ids.professional,
        rpps: ids.rpps,
        identity: named_as_then(command.identity, &facts.communes),
        identity_rank: facts.identity_rank,
        practice: command.practice,
        contact: command.contact,
        terms_version: command.terms_version,
        registered_at: context.at,
    };
    Ok((professional, command.situation.open(ids.situation), events))
}

/// R2, R4: what is wrong with the civil identity.
#[must_use]
pub fn identity_problems(identity: &CivilIdentity, facts: &RegisterFacts) -> Vec<CannotRegister> {
    let mut problems = birth_problems(identity.birth_date, &identity.birth_place, &facts.communes);
    if let Some(known) = &facts.certain {
        problems.push(CannotRegister::CertainDuplicate {
            known: known.clone(),
        });
    }
    problems
}

/// R4: a probable duplicate is registered only if the manager says why it is another person.
fn probable_problems(said: &SetAside, probable: &[Known]) -> Vec<CannotRegister> {
    let unsaid = probable.iter().filter(|known| !said.covers(known));
    unsaid
        .cloned()
        .map(|known| CannotRegister::ProbableDuplicate { known })
        .collect()
}

/// R3: whether someone born then may start at all. Told before a start is known; the act judges the start itself.
#[must_use]
pub fn birth_date_problem(born: BirthDate, today: Date) -> Option<CannotRegister> {
    if born.earliest() > today {
        return Some(CannotRegister::BornInFuture);
    }
    let sixteen_on = birthday(born.latest(), 16);
    let latest_start = latest_start(today);
    (sixteen_on > latest_start).then_some(CannotRegister::TooYoung {
        sixteen_on,
        latest_start,
    })
}

/// R2: the commune, or the country, must have existed on the birth date.
#[must_use]
pub fn birth_problems(
    born: BirthDate,
    place: &BirthPlace,
    communes: &[Commune],
) -> Vec<CannotRegister> {
    let problem = match place {
        BirthPlace::Abroad { country, .. } => {
            let existed = country.is_open_on(born.earliest()) || country.is_open_on(born.latest());
            (!existed).then_some(CannotRegister::CountryNotThen)
        }
        BirthPlace::France { .. } => match communes.last() {
            None => Some(CannotRegister::CommuneUnknown),
            Some(_) if communes.iter().any(|commune| commune.existed_on(&born)) => None,
            Some(commune) => Some(CannotRegister::CommuneNotThen {
                commune: commune.clone(),
            }),
        },
    };
    problem.into_iter().collect()
}

/// R5: what is wrong with the contact.
#[must_use]
pub fn contact_problems(contact: &Contact, facts: &RegisterFacts) -> Vec<CannotRegister> {
    let mut problems = email_problems(
        &contact.email,
        contact.sole_reader,
        facts.email_holder.as_ref(),
    );
    problems.extend(mobile_problem(facts.mobile_holder.as_ref()));
    problems
}

/// R5: the mailbox is one's own.
#[must_use]
pub fn email_problems(
    email: &Email,
    sole_reader: bool,
    holder: Option<&Known>,
) -> Vec<CannotRegister> {
    let mut problems = Vec::new();
    if let Some(holder) = holder {
        problems.push(CannotRegister::EmailTaken {
            holder: holder.clone(),
        });
    }
    if email.looks_shared() && !sole_reader {
        problems.push(CannotRegister::EmailLooksShared);
    }
    problems
}

/// R5: so is the mobile.
#[must_use]
pub fn mobile_problem(holder: Option<&Known>) -> Option<CannotRegister> {
    holder.map(|holder| CannotRegister::MobileTaken {
        holder: holder.clone(),
    })
}

/// R6: the practice name is the birth name or the used name, the first name one of the first names.
#[must_use]
pub fn practice_problems(identity: &CivilIdentity, practice: &PracticeName) -> Vec<CannotRegister> {
    let mut problems = Vec::new();
    if practice.name != identity.birth_name && Some(&practice.name) != identity.used_name.as_ref() {
        problems.push(CannotRegister::PracticeNameNotTheirs);
    }
    if !identity.first_names.contains(&practice.first_name) {
        problems.push(CannotRegister::PracticeFirstNameNotTheirs);
    }
    problems
}

/// The commune bears the name that it had on the birth date.
pub(super) fn named_as_then(mut identity: CivilIdentity, communes: &[Commune]) -> CivilIdentity {
    if let BirthPlace::France { name, .. } = &mut identity.birth_place
        && let Some(commune) = communes
            .iter()
            .find(|commune| commune.existed_on(&identity.birth_date))
    {
        name.clone_from(&commune.name);
    }
    identity
}
