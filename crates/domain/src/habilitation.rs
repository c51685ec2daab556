//! The rights given under a contract: legal representative, delegate, manager (H1, H3, H7).

use crate::{
    access::{Account, Context, Grant, GrantKind, Scope},
    card::CardState,
    contract::Contract,
    event::Event,
    id::Id,
    identifiers::Finess,
    refusal::{Refusal, Refusals},
};
use jiff::civil::{Date, date};

/// From this day on a habilitation needs a passed course (T2); those given before stay.
pub const COURSE_NEEDED_SINCE: Date = date(2025, 4, 1);

/// Give an account a right under a contract.
#[derive(Clone, Debug)]
pub struct GiveRight {
    pub account: Id<Account>,
    /// The establishments to which a habilitation is narrowed; empty for all of the contract (H5).
    pub establishments: Vec<Finess>,
}

/// What the holder of a right needs, as found (H2, T2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The best state of the cards held under the contract.
    pub card: Option<CardState>,
    pub course_passed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotGiveRight {
    /// Only the legal representative and delegates give habilitations, and only the former names delegates.
    NotAllowed,
    /// Nobody grants their own (H1).
    ToOneself,
    AlreadyHeld,
    /// The right ended meanwhile.
    NotHeld,
    /// One of the establishments is not covered by the contract.
    OutOfScope,
    /// No card under this contract (H2).
    CardMissing,
    /// The card has not been sent yet.
    CardNotSent,
    /// The card was revoked, or has expired.
    CardOver,
    /// The course is not passed (T2).
    CourseMissing,
}

impl Refusal for CannotGiveRight {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::ToOneself => "to_oneself",
            Self::AlreadyHeld => "already_held",
            Self::NotHeld => "not_held",
            Self::OutOfScope => "out_of_scope",
            Self::CardMissing => "card_missing",
            Self::CardNotSent => "card_not_sent",
            Self::CardOver => "card_over",
            Self::CourseMissing => "course_missing",
        }
    }
}

/// H2, T2: what is still missing before this right can be given; empty when it can. Delegates need no course.
#[must_use]
pub fn missing(kind: GrantKind, readiness: Readiness, today: Date) -> Vec<CannotGiveRight> {
    let card = match readiness.card {
        None => Some(CannotGiveRight::CardMissing),
        Some(state) if state.is_over() => Some(CannotGiveRight::CardOver),
        Some(state) if !state.is_usable() => Some(CannotGiveRight::CardNotSent),
        Some(_) => None,
    };
    let needs_course = kind == GrantKind::Manager && today >= COURSE_NEEDED_SINCE;
    let course =
        (needs_course && !readiness.course_passed).then_some(CannotGiveRight::CourseMissing);
    card.into_iter().chain(course).collect()
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

/// H7: the legal representative names a delegate (F502), who has a CPE of the contract.
pub fn name_delegate(
    context: &Context,
    id: Id<Grant>,
    command: &GiveRight,
    readiness: Readiness,
) -> Result<(Grant, Event), Refusals<CannotGiveRight>> {
    let scope = giver(context, command, |kind| {
        kind == GrantKind::LegalRepresentative
    })?;
    Refusals::check(missing(GrantKind::Delegate, readiness, context.today()))?;
    let event = Event::DelegateNamed {
        grant: id,
        contract: scope.contract,
    };
    Ok((
        grant(id, command.account, GrantKind::Delegate, scope),
        event,
    ))
}

/// H1, H2, H5: the legal representative or a delegate grants a habilitation. `covered` tells how many of the
/// establishments named are covered by the contract.
pub fn grant_habilitation(
    context: &Context,
    id: Id<Grant>,
    command: &GiveRight,
    (covered, readiness): (usize, Readiness),
) -> Result<(Grant, Event), Refusals<CannotGiveRight>> {
    let mut scope = giver(context, command, GrantKind::may_grant)?;
    let mut problems = missing(GrantKind::Manager, readiness, context.today());
    if covered != command.establishments.len() {
        problems.push(CannotGiveRight::OutOfScope);
    }
    Refusals::check(problems)?;
    if !command.establishments.is_empty() {
        scope.narrowed_by = Some(id);
    }
    let event = Event::HabilitationGranted {
        grant: id,
        contract: scope.contract,
    };
    Ok((grant(id, command.account, GrantKind::Manager, scope), event))
}

/// H5: narrow a habilitation to other establishments, or widen it to all of the contract. `covered` as above.
pub fn change_habilitation(
    context: &Context,
    held: &Grant,
    establishments: &[Finess],
    covered: usize,
) -> Result<Event, Refusals<CannotGiveRight>> {
    let command = GiveRight {
        account: held.account,
        establishments: establishments.to_vec(),
    };
    let scope = giver(context, &command, GrantKind::may_grant)?;
    if held.kind != GrantKind::Manager || !is_under(held, scope.contract) {
        return Err(CannotGiveRight::NotAllowed.into());
    }
    if covered != establishments.len() {
        return Err(CannotGiveRight::OutOfScope.into());
    }
    Ok(Event::HabilitationChanged {
        grant: held.id,
        contract: scope.contract,
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotWithdrawRight {
    /// Only the legal representative withdraws a delegate; habilitations, the delegates too.
    NotAllowed,
    /// The right ended meanwhile.
    NotHeld,
    /// The agency replaces a legal representative, by a request (C6).
    OfTheRepresentative,
}

impl Refusal for CannotWithdrawRight {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::NotHeld => "not_held",
            Self::OfTheRepresentative => "of_the_representative",
        }
    }
}

/// H4, H7: a manager's or a delegate's right ends at once. `drafts` tells how many go to the representative.
pub fn withdraw(
    context: &Context,
    held: &Grant,
    drafts: u64,
) -> Result<Event, CannotWithdrawRight> {
    use CannotWithdrawRight as No;
    let giver = context.grant().filter(|grant| grant.kind.may_grant());
    let giver = giver.ok_or(No::NotAllowed)?;
    let contract = giver.scope.as_ref().ok_or(No::NotAllowed)?.contract;
    if !is_under(held, contract) {
        return Err(No::NotAllowed);
    }
    match held.kind {
        GrantKind::LegalRepresentative => return Err(No::OfTheRepresentative),
        GrantKind::Delegate if giver.kind != GrantKind::LegalRepresentative => {
            return Err(No::NotAllowed);
        }
        GrantKind::Officer | GrantKind::Professional => return Err(No::NotAllowed),
        GrantKind::Delegate | GrantKind::Manager => {}
    }
    Ok(Event::HabilitationWithdrawn {
        grant: held.id,
        contract,
        drafts,
    })
}

fn is_under(held: &Grant, contract: Id<Contract>) -> bool {
    held.scope
        .as_ref()
        .is_some_and(|scope| scope.contract == contract)
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
        professional: None,
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
