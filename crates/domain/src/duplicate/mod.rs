//! Who is already registered: how alike two identities are, the certain duplicate, and how it is contested (R4).

mod grade;
mod likeness;

pub use grade::{Agreement, Grade, Level, Likeness, Trait, agreements, grade};

use crate::{
    access::{Context, GrantKind, codes},
    event::Event,
    id::Id,
    identifiers::{BirthDate, FirstNames, PersonalName, Rpps, comparison_key},
    nomenclature::Sex,
    professional::{BirthPlace, CivilIdentity, Professional},
    refusal::Refusal,
};
use jiff::Timestamp;

/// The form of a civil identity in which *certain* duplicates are equal: birth name, first names, sex, birth
/// date and place, without accents, hyphens or case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityKey(String);

/// The traits of a civil identity that make its key.
#[derive(Clone, Copy, Debug)]
pub struct Traits<'a> {
    pub birth_name: &'a PersonalName,
    pub first_names: &'a FirstNames,
    pub sex: Sex,
    pub birth_date: BirthDate,
    pub birth_place: &'a BirthPlace,
}

impl IdentityKey {
    #[must_use]
    pub fn of(identity: &CivilIdentity) -> Self {
        Self::of_traits(Traits {
            birth_name: &identity.birth_name,
            first_names: &identity.first_names,
            sex: identity.sex,
            birth_date: identity.birth_date,
            birth_place: &identity.birth_place,
        })
    }

    #[must_use]
    pub fn of_traits(traits: Traits<'_>) -> Self {
        let place = match traits.birth_place {
            BirthPlace::France { commune, .. } => commune.to_string(),
            BirthPlace::Abroad { country, town } => {
                format!("{country} {}", comparison_key(town.as_str()))
            }
        };
        // Name by name: the commas that separate them are no part of the identity.
        let first_names: Vec<String> = traits
            .first_names
            .iter()
            .map(|name| comparison_key(name.as_str()))
            .collect();
        Self(format!(
            "{}|{}|{}|{}|{place}",
            comparison_key(traits.birth_name.as_str()),
            first_names.join(" "),
            traits.sex,
            traits.birth_date,
        ))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the keys of all who bear the same birth name and first names begin with.
    #[must_use]
    pub fn names(&self) -> &str {
        let mut bars = self.0.match_indices('|').map(|(at, _)| at);
        bars.nth(1).map_or("", |end| &self.0[..=end])
    }
}

/// Someone already registered, as far as the actor may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub professional: Id<Professional>,
    pub rpps: Rpps,
    pub practice_name: String,
    /// Has a situation in the actor's scope (M1): the file itself may be shown.
    pub in_scope: bool,
}

/// A manager's word that those who were shown are others, and why: it holds for them alone (R4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetAside {
    pub others: Vec<Rpps>,
    pub reason: String,
}

impl SetAside {
    /// Letters of the reason, at most.
    pub const LONGEST: usize = 1_000;

    /// Was it said why this one is another person?
    #[must_use]
    pub fn covers(&self, known: &Known) -> bool {
        !self.reason.trim().is_empty() && self.others.contains(&known.rpps)
    }
}

/// A certain duplicate that a manager contests, for an officer to settle.
#[derive(Clone, Debug)]
pub struct ContestedIdentity {
    pub id: Id<ContestedIdentity>,
    pub professional: Id<Professional>,
    pub asked_at: Timestamp,
    pub outcome: Option<Outcome>,
}

codes! {
    /// What the officer found.
    Outcome { TwoPersons = "two_persons", SamePerson = "same_person" }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotContest {
    NotAllowed,
    /// Nobody bears this identity: there is nothing to contest.
    NothingToContest,
    ReasonMissing,
    AlreadyAsked,
}

impl Refusal for CannotContest {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::NothingToContest => "nothing_to_contest",
            Self::ReasonMissing => "reason_missing",
            Self::AlreadyAsked => "already_asked",
        }
    }
}

/// A manager says that two persons share an identity.
pub fn contest(
    context: &Context,
    id: Id<ContestedIdentity>,
    reason: &str,
    known: Option<&Known>,
) -> Result<(ContestedIdentity, Event), CannotContest> {
    if !context.may_register() {
        return Err(CannotContest::NotAllowed);
    }
    if reason.trim().is_empty() {
        return Err(CannotContest::ReasonMissing);
    }
    let known = known.ok_or(CannotContest::NothingToContest)?;
    let contested = ContestedIdentity {
        id,
        professional: known.professional,
        asked_at: context.at,
        outcome: None,
    };
    let event = Event::IdentityContested {
        contested: id,
        professional: known.professional,
    };
    Ok((contested, event))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotSettle {
    NotAllowed,
    ReasonMissing,
    AlreadySettled,
}

impl Refusal for CannotSettle {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::ReasonMissing => "reason_missing",
            Self::AlreadySettled => "already_settled",
        }
    }
}

/// An officer affirms two persons, or one.
pub fn settle(
    context: &Context,
    contested: &ContestedIdentity,
    outcome: Outcome,
    reason: &str,
) -> Result<(ContestedIdentity, Event), CannotSettle> {
    if context
        .grant()
        .is_none_or(|grant| grant.kind != GrantKind::Officer)
    {
        return Err(CannotSettle::NotAllowed);
    }
    if reason.trim().is_empty() {
        return Err(CannotSettle::ReasonMissing);
    }
    if contested.outcome.is_some() {
        return Err(CannotSettle::AlreadySettled);
    }
    let settled = ContestedIdentity {
        outcome: Some(outcome),
        ..contested.clone()
    };
    let event = Event::ContestedIdentitySettled {
        contested: contested.id,
        professional: contested.professional,
    };
    Ok((settled, event))
}
