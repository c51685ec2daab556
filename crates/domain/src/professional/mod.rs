//! The registered person: civil identity, contact, situations.

mod change;
mod closing;
mod contact;
mod correction;
mod death;
mod in_force;
mod practice;
mod register;
mod reopening;
mod situation;

pub use change::{CannotChangeSituation, Shown, SituationChange, SituationTerms, change};
pub use closing::{CannotCloseSituation, Closing, close, end_as_planned, plan_end, precedes_start};
pub use contact::{
    CannotChangeContact, ChangeContact, ContactChange, ContactFacts, ContactIds, change_contact,
    contact_problems,
};
pub use correction::{
    CannotCorrect, Correct, Correction, CorrectionFacts, CorrectionKind, IdentityTerms, correct,
};
pub use death::{CannotReportDeath, Death, DeathNotice, closing_by_death, report_death};
pub use in_force::Days;
pub use practice::{
    CannotChangePractice, ChangePractice, PracticeChange, PracticeFacts, change_practice,
};
pub use register::{
    CannotRegister, NewIds, Register, RegisterFacts, birth_date_problem, birth_problems,
    email_problems, identity_problems, mobile_problem, practice_problems, register,
};
pub use reopening::{CannotReopenSituation, Closed, UNDONE_WITHIN, reopen};
pub use situation::{
    CannotAddSituation, NewSituation, Situation, SituationFacts, SituationProblem, add_situation,
    end_problem, establishment_problem, profession_problem, role_problem, start_problem,
};

use crate::{
    id::Id,
    identifiers::{BirthDate, CommuneCode, Email, FirstNames, Mobile, PersonalName, Rpps},
    nomenclature::{Country, IdentityDocument, Sex, Title},
};
use jiff::Timestamp;

/// Someone who bears an RPPS number of this register.
#[derive(Clone, Debug)]
pub struct Professional {
    pub id: Id<Professional>,
    pub rpps: Rpps,
    pub identity: CivilIdentity,
    /// Above 0 when an officer affirmed that another person bears the same identity (R4).
    pub identity_rank: i64,
    pub practice: PracticeName,
    pub contact: Contact,
    pub terms_version: String,
    pub registered_at: Timestamp,
}

impl Professional {
    /// As the directory names them: practice first name, practice name.
    #[must_use]
    pub fn display_name(&self) -> String {
        format!("{} {}", self.practice.first_name, self.practice.name)
    }
}

/// As on the identity document; frozen after registration but for an officer (R2, R10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CivilIdentity {
    pub title: Title,
    pub sex: Sex,
    pub birth_name: PersonalName,
    pub used_name: Option<PersonalName>,
    pub first_names: FirstNames,
    pub birth_date: BirthDate,
    pub birth_place: BirthPlace,
    pub document: IdentityDocument,
}

impl CivilIdentity {
    /// First names and birth name, as pages call somebody who has no practice name yet.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first_names.display_french(), self.birth_name)
    }
}

/// Where someone was born.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BirthPlace {
    /// The name is the commune's on the day of birth.
    France { commune: CommuneCode, name: String },
    Abroad {
        country: Country,
        town: PersonalName,
    },
}

impl BirthPlace {
    /// The name of the commune, or of the town abroad.
    #[must_use]
    pub fn town(&self) -> &str {
        match self {
            Self::France { name, .. } => name,
            Self::Abroad { town, .. } => town.as_str(),
        }
    }
}

/// Personal to one professional, never published (R5, A1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub email: Email,
    pub mobile: Mobile,
    /// The registering person affirmed that this person alone reads a mailbox that looks shared (R5).
    pub sole_reader: bool,
}

/// The names under which the person practises; published (R6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeName {
    pub name: PersonalName,
    pub first_name: PersonalName,
}
