//! A manager or a delegate leaves the structure: rights, cards and own situations end in one act (L3).

use crate::{
    access::{Account, Context, Grant, GrantKind},
    id::Id,
    refusal::{Refusal, Refusals},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotDepart {
    /// Only the legal representative tells that a delegate leaves; that a manager does, the delegates too.
    NotAllowed,
    /// Nobody tells their own departure.
    Themself,
    /// The agency replaces a legal representative, by a request (C6).
    Representative,
    /// Nothing is left to end: somebody else did it.
    NothingLeft,
}

impl Refusal for CannotDepart {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Themself => "themself",
            Self::Representative => "representative",
            Self::NothingLeft => "nothing_left",
        }
    }
}

/// L3: may the actor end all that this account has under the contract? `rights` are those in force there.
pub fn check(
    context: &Context,
    account: Id<Account>,
    rights: &[Grant],
) -> Result<(), Refusals<CannotDepart>> {
    use CannotDepart as No;
    let actor = context.actor.as_ref().ok_or(No::NotAllowed)?;
    let holds = |kind| rights.iter().any(|right| right.kind == kind);
    let represents = actor.grant.kind == GrantKind::LegalRepresentative;
    if !actor.grant.kind.may_grant() {
        return Err(No::NotAllowed.into());
    }
    if actor.account == account {
        return Err(No::Themself.into());
    }
    if holds(GrantKind::LegalRepresentative) {
        return Err(No::Representative.into());
    }
    if holds(GrantKind::Delegate) && !represents {
        return Err(No::NotAllowed.into());
    }
    Ok(())
}
