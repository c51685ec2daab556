//! The words of requests and of look-alikes.

use crate::portal::shell::Tone;
use domain::{
    duplicate::{Agreement, Level, Likeness, Trait},
    request::{Remark, RequestState},
};

/// Where a request is, and the weight of it.
#[must_use]
pub const fn state(state: RequestState) -> (&'static str, Tone) {
    match state {
        RequestState::Waiting => ("En attente", Tone::Info),
        RequestState::Returned => ("Retournée, à corriger", Tone::Warning),
        RequestState::Accepted => ("Acceptée", Tone::Success),
        RequestState::Refused => ("Refusée", Tone::Error),
        RequestState::Withdrawn => ("Retirée", Tone::Neutral),
        RequestState::Expired => ("Expirée", Tone::Neutral),
    }
}

/// A reason in words; none for the manager's own.
#[must_use]
pub const fn remark(remark: Remark) -> Option<&'static str> {
    Some(match remark {
        Remark::Identity => "L’état civil est à corriger",
        Remark::Contact => "L’adresse ou le mobile ne convient pas",
        Remark::Situation => "L’établissement, les dates, la profession ou le rôle sont à corriger",
        Remark::ToMeet => "La personne doit venir avec sa pièce d’identité",
        Remark::NotHere => "La personne n’exerce pas dans cet établissement",
        Remark::NotConcerned => "La personne relève d’un Ordre, de l’ARS ou des armées",
        Remark::AlreadyRegistered => "La personne a déjà un numéro RPPS",
        Remark::Other => return None,
    })
}

/// How far two identities are one, and the weight of it.
#[must_use]
pub const fn level(level: Level) -> (&'static str, Tone) {
    match level {
        Level::Certain => ("Même personne, c’est certain", Tone::Error),
        Level::Probable => ("Même personne, c’est probable", Tone::Warning),
        Level::Possible => ("Même personne, c’est possible", Tone::Info),
    }
}

/// In what two identities differ.
#[must_use]
pub const fn likeness(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::FirstFirstNameOnly => "seul le premier prénom est le même",
        Likeness::SwappedNames => "nom et prénom inversés",
        Likeness::UsedNameExchanged => "nom de naissance et nom d’usage échangés",
        Likeness::DayAndMonthExchanged => "jour et mois de naissance échangés",
        Likeness::OneTypingError => "une faute de frappe",
        Likeness::SameSound => "des noms qui se prononcent de même",
        Likeness::OneDigitOfTheDate => "un chiffre de la date de naissance",
        Likeness::DateInPart => "une date de naissance incomplète",
        Likeness::OtherPlace => "le lieu de naissance",
        Likeness::OtherSex => "le sexe",
    }
}

#[must_use]
pub const fn agreement(agreement: Agreement) -> (&'static str, Tone) {
    match agreement {
        Agreement::Same => ("Identique", Tone::Neutral),
        Agreement::Close => ("Proche", Tone::Info),
        Agreement::Other => ("Différent", Tone::Warning),
    }
}

#[must_use]
pub const fn of_trait(one: Trait) -> &'static str {
    match one {
        Trait::BirthName => "Nom de naissance",
        Trait::UsedName => "Nom d’usage",
        Trait::FirstNames => "Prénoms",
        Trait::Sex => "Sexe",
        Trait::BirthDate => "Date de naissance",
        Trait::BirthPlace => "Lieu de naissance",
    }
}
