//! An establishment under contract moved to another legal entity: the agency settles what becomes of it (C9).

use super::Contract;
use crate::{
    access::{Context, GrantKind, codes},
    event::Event,
    identifiers::Finess,
    refusal::Refusal,
};

codes! {
    MoveOutcome {
        /// It stays under the contract that it had.
        Kept = "kept",
        /// It is covered under its new legal entity from now on.
        Moved = "moved",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotSettleMove {
    /// Officers alone settle.
    NotAllowed,
    /// Another officer did, or the establishment came back.
    AlreadySettled,
    /// It has a contract of its own, and its new legal entity a centralised one: end one of them first (C2).
    CoveredTwice,
}

impl Refusal for CannotSettleMove {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::AlreadySettled => "already_settled",
            Self::CoveredTwice => "covered_twice",
        }
    }
}

/// C9: an officer settles a move. `own` is the contract of the establishment alone, `there` are those under its new
/// legal entity.
pub fn settle_move(
    context: &Context,
    establishment: &Finess,
    outcome: MoveOutcome,
    (own, there): (Option<&Contract>, &[Contract]),
) -> Result<Event, CannotSettleMove> {
    let officer = context
        .grant()
        .is_some_and(|grant| grant.kind == GrantKind::Officer);
    if !officer {
        return Err(CannotSettleMove::NotAllowed);
    }
    let is_centralised = there.iter().any(|other| other.establishment.is_none());
    if outcome == MoveOutcome::Moved && own.is_some() && is_centralised {
        return Err(CannotSettleMove::CoveredTwice);
    }
    Ok(Event::EstablishmentMoveSettled {
        establishment: establishment.clone(),
    })
}
