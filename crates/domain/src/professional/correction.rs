//! Civil identity corrected, or its change recorded: by an officer, on proof (R10).

use super::{
    BirthPlace, CannotRegister, CivilIdentity, PracticeName, Professional, RegisterFacts,
    birth_date_problem, identity_problems, practice_problems,
};
use crate::{
    access::{Context, GrantKind, codes},
    event::Event,
    id::Id,
    identifiers::{BirthDate, FirstNames, PersonalName},
    nomenclature::{Sex, Title},
    refusal::{Refusal, Refusals},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// Why a civil identity is written anew.
    CorrectionKind {
        /// What was registered was never right.
        Error = "error",
        /// It was right, and changed: marriage, change of name, of first names or of sex.
        CivilStatus = "civil_status",
    }
}

/// What may be corrected, as kept before and after, out of the journal (J2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityTerms {
    pub title: Title,
    pub sex: Sex,
    pub birth_name: PersonalName,
    pub used_name: Option<PersonalName>,
    pub first_names: FirstNames,
    pub birth_date: BirthDate,
    /// In words, with the code of the commune or the name of the country.
    pub birth_place: String,
    pub practice_name: PersonalName,
    pub practice_first_name: PersonalName,
}

impl IdentityTerms {
    #[must_use]
    pub fn of(identity: &CivilIdentity, practice: &PracticeName) -> Self {
        let birth_place = match &identity.birth_place {
            BirthPlace::France { commune, name } => format!("{name} ({commune})"),
            BirthPlace::Abroad { country, town } => format!("{town} ({})", country.short_label()),
        };
        Self {
            title: identity.title,
            sex: identity.sex,
            birth_name: identity.birth_name.clone(),
            used_name: identity.used_name.clone(),
            first_names: identity.first_names.clone(),
            birth_date: identity.birth_date,
            birth_place,
            practice_name: practice.name.clone(),
            practice_first_name: practice.first_name.clone(),
        }
    }
}

/// A correction as an officer makes it.
#[derive(Clone, Debug)]
pub struct Correct {
    pub kind: CorrectionKind,
    pub identity: CivilIdentity,
    pub practice: PracticeName,
    /// When the civil status changed, or the error was found.
    pub on: Date,
    pub reason: String,
    /// The document seen, by its kind and date; its number is never kept.
    pub proof: String,
    /// The document itself was handed in.
    pub has_file: bool,
    /// How many corrections the officer saw.
    pub seen: i64,
}

/// What was loaded to decide.
#[derive(Clone, Debug, Default)]
pub struct CorrectionFacts {
    /// The communes of birth, and who bears the new identity, if it is not the person.
    pub identity: RegisterFacts,
    /// How many corrections were made so far.
    pub corrections: i64,
}

/// A correction made.
#[derive(Clone, Debug)]
pub struct Correction {
    pub id: Id<Correction>,
    pub kind: CorrectionKind,
    pub on: Date,
    pub reason: String,
    pub proof: String,
    pub before: IdentityTerms,
    pub after: IdentityTerms,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotCorrect {
    NotAllowed,
    Unknown,
    /// Another officer corrected it since it was shown.
    ChangedMeanwhile,
    NothingChanges,
    ReasonMissing,
    /// Neither a document nor what was seen.
    ProofMissing,
    OnADayToCome,
    /// A birth does not change: it can only have been registered wrong.
    BirthChangesByErrorAlone,
    Identity(CannotRegister),
}

impl Refusal for CannotCorrect {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Unknown => "professional_unknown",
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::NothingChanges => "nothing_changes",
            Self::ReasonMissing => "reason_missing",
            Self::ProofMissing => "proof_missing",
            Self::OnADayToCome => "on_a_day_to_come",
            Self::BirthChangesByErrorAlone => "birth_changes_by_error_alone",
            Self::Identity(problem) => problem.code(),
        }
    }
}

/// R10: write a civil identity anew. The person bears it as a new identity: above rank 0 only while it stays the same.
pub fn correct(
    context: &Context,
    id: Id<Correction>,
    professional: Professional,
    command: Correct,
    facts: &CorrectionFacts,
) -> Result<(Professional, Correction, Event), Refusals<CannotCorrect>> {
    use CannotCorrect as No;
    let officer = context
        .grant()
        .is_some_and(|grant| grant.kind == GrantKind::Officer);
    if !officer {
        return Err(No::NotAllowed.into());
    }
    if command.seen != facts.corrections {
        return Err(No::ChangedMeanwhile.into());
    }
    let identity =
        super::register::named_as_then(command.identity.clone(), &facts.identity.communes);
    let before = IdentityTerms::of(&professional.identity, &professional.practice);
    let after = IdentityTerms::of(&identity, &command.practice);
    Refusals::check(problems(context, &before, &after, &command, facts))?;
    let is_same_key = crate::duplicate::IdentityKey::of(&professional.identity)
        == crate::duplicate::IdentityKey::of(&identity);
    let event = Event::IdentityCorrected {
        professional: professional.id,
        correction: id,
    };
    let correction = Correction {
        id,
        kind: command.kind,
        on: command.on,
        reason: command.reason.trim().to_owned(),
        proof: command.proof.trim().to_owned(),
        before,
        after,
    };
    let corrected = Professional {
        identity_rank: if is_same_key {
            professional.identity_rank
        } else {
            0
        },
        identity,
        practice: command.practice,
        ..professional
    };
    Ok((corrected, correction, event))
}

fn problems(
    context: &Context,
    before: &IdentityTerms,
    after: &IdentityTerms,
    command: &Correct,
    facts: &CorrectionFacts,
) -> Vec<CannotCorrect> {
    use CannotCorrect as No;
    let mut found: Vec<No> = identity_problems(&command.identity, &facts.identity)
        .into_iter()
        .chain(birth_date_problem(
            command.identity.birth_date,
            context.today(),
        ))
        .chain(practice_problems(&command.identity, &command.practice))
        .map(No::Identity)
        .collect();
    let birth_changes =
        (before.birth_date, &before.birth_place) != (after.birth_date, &after.birth_place);
    if birth_changes && command.kind == CorrectionKind::CivilStatus {
        found.push(No::BirthChangesByErrorAlone);
    }
    if command.on > context.today() {
        found.push(No::OnADayToCome);
    }
    if command.reason.trim().is_empty() {
        found.push(No::ReasonMissing);
    }
    if command.proof.trim().is_empty() && !command.has_file {
        found.push(No::ProofMissing);
    }
    if before == after {
        found.push(No::NothingChanges);
    }
    found
}
