//! The rights given under a contract: legal representative, delegate, manager (H1, H3, H7).

use crate::{
    access::{Account, Context, Grant, GrantKind, Scope},
    contract::Contract,
    event::Event,
    id::Id,
    identifiers::Finess,
    refusal::Refusal,
};

/// Give an account a right under a contract.
#[derive(Clone, Debug)]
pub struct GiveRight {
    pub account: Id<Account>,
    /// The establishments to which a habilitation is narrowed; empty for all of the contract (H5).
    pub establishments: Vec<Finess>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotGiveRight {
    /// Only the legal representative and delegates give habilitations, and only the former names delegates.
    NotAllowed,
    /// Nobody grants their own (H1).
    ToOneself,
    AlreadyHeld,
    /// One of the establishments is not covered by the contract.
    OutOfScope,
}

impl Refusal for CannotGiveRight {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::ToOneself => "to_oneself",
            Self::AlreadyHeld => "already_held",
            Self::OutOfScope => "out_of_scope",
        }
    }
}

/// The agency names the legal representative when it accepts the contract.
#[must_use]
pub fn name_legal_representative(
    id: Id<Grant>,
    account: Id<Account>,
    contract: &Contract,
) -> (Grant, Event) {
    let grant = grant(
        id,
        account,
        GrantKind::LegalRepresentative,
        scope_of(contract),
    );
    let event = Event::LegalRepresentativeNamed {
        grant: id,
        contract: contract.id,
    };
    (grant, event)
}

/// H7: the legal representative names a delegate (F502).
pub fn name_delegate(
    context: &Context,
    id: Id<Grant>,
    command: &GiveRight,
) -> Result<(Grant, Event), CannotGiveRight> {
    let scope = giver(context, command, |kind| {
        kind == GrantKind::LegalRepresentative
    })?;
    let event = Event::DelegateNamed {
        grant: id,
        contract: scope.contract,
    };
    Ok((
        grant(id, command.account, GrantKind::Delegate, scope),
        event,
    ))
}

/// H1, H5: the legal representative or a delegate grants a habilitation. `covered` tells how many of the
/// establishments named are covered by the contract.
pub fn grant_habilitation(
    context: &Context,
    id: Id<Grant>,
    command: &GiveRight,
    covered: usize,
) -> Result<(Grant, Event), CannotGiveRight> {
    let mut scope = giver(context, command, GrantKind::may_grant)?;
    if covered != command.establishments.len() {
        return Err(CannotGiveRight::OutOfScope);
    }
    if !command.establishments.is_empty() {
        scope.narrowed_by = Some(id);
    }
    let event = Event::HabilitationGranted {
        grant: id,
        contract: scope.contract,
    };
    Ok((grant(id, command.account, GrantKind::Manager, scope), event))
}

fn giver(
    context: &Context,
    command: &GiveRight,
    may: impl Fn(GrantKind) -> bool,
) -> Result<Scope, CannotGiveRight> {
    let giver = context
        .grant()
        .filter(|grant| may(grant.kind))
        .ok_or(CannotGiveRight::NotAllowed)?;
    if giver.account == command.account {
        return Err(CannotGiveRight::ToOneself);
    }
    giver.scope.clone().ok_or(CannotGiveRight::NotAllowed)
}

fn grant(id: Id<Grant>, account: Id<Account>, kind: GrantKind, scope: Scope) -> Grant {
    Grant {
        id,
        account,
        kind,
        scope: Some(scope),
    }
}

fn scope_of(contract: &Contract) -> Scope {
    Scope {
        contract: contract.id,
        legal_entity: contract.legal_entity.clone(),
        establishment: contract.establishment.clone(),
        narrowed_by: None,
    }
}
