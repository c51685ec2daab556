//! The words of requests.

use crate::portal::shell::Tone;
use domain::request::{Remark, RequestState};

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
