//! The candidate sends a request, sends it again after a return, or withdraws it (D1, D4).

use super::{Asked, Request, RequestState};
use crate::{
    access::{Account, Context},
    duplicate::IdentityKey,
    event::Event,
    id::Id,
    identifiers::Email,
    nomenclature::Commune,
    professional::{
        CannotRegister, SituationFacts, birth_date_problem, birth_problems, end_problem,
        establishment_problem, practice_problems, profession_problem, role_problem, start_problem,
    },
    refusal::{Refusal, Refusals},
    structure::Establishment,
};

/// What was loaded to decide.
#[derive(Clone, Debug, Default)]
pub struct SendFacts {
    /// The communes that bore the code of the commune of birth, at any time.
    pub communes: Vec<Commune>,
    pub establishment: Option<Establishment>,
    /// A contract in force covers the establishment: somebody there registers.
    pub is_under_contract: bool,
    /// Another request of this person, or from this mailbox, is pending for the establishment.
    pub is_pending: bool,
    /// The identity of the professional whose checked mailbox this is.
    pub mailbox_of: Option<IdentityKey>,
    /// This account has sent as many as it may today.
    pub is_over_limit: bool,
    /// The version of the terms in force.
    pub terms_version: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotSend {
    /// Nobody is signed in, or it is somebody else's.
    NotAllowed,
    /// What a registration would be refused for.
    Registration(CannotRegister),
    /// No contract in force: nobody there may register.
    NoContract,
    /// D4.
    AlreadyPending,
    /// The checked mailbox is that of a professional who bears another identity.
    MailboxOfAnother,
    TooMany,
    /// It is no more in the state in which this is done.
    Changed(RequestState),
}

impl Refusal for CannotSend {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Registration(reason) => reason.code(),
            Self::NoContract => "no_contract",
            Self::AlreadyPending => "already_pending",
            Self::MailboxOfAnother => "mailbox_of_another",
            Self::TooMany => "too_many_requests",
            Self::Changed(_) => "request_changed",
        }
    }
}

/// D1: send a request from a checked mailbox.
pub fn send(
    context: &Context,
    id: Id<Request>,
    email: &Email,
    asked: &Asked,
    facts: &SendFacts,
) -> Result<(Request, Event), Refusals<CannotSend>> {
    let account = account(context).ok_or(CannotSend::NotAllowed)?;
    let mut reasons = problems(context, asked, facts);
    if facts.is_over_limit {
        reasons.push(CannotSend::TooMany);
    }
    Refusals::check(reasons)?;
    let establishment = asked.situation.establishment.clone();
    let event = Event::RequestSent {
        request: id,
        establishment: establishment.clone(),
    };
    let request = Request {
        id,
        account,
        email: email.clone(),
        establishment,
        state: RequestState::Waiting,
        sent_at: context.at,
        waits_since: context.at,
    };
    Ok((request, event))
}

/// D2: send again a request that was returned, corrected; its age stays that of the first time.
pub fn send_again(
    context: &Context,
    request: &Request,
    asked: &Asked,
    facts: &SendFacts,
) -> Result<(Request, Event), Refusals<CannotSend>> {
    if account(context) != Some(request.account) {
        return Err(CannotSend::NotAllowed.into());
    }
    if request.state != RequestState::Returned {
        return Err(CannotSend::Changed(request.state).into());
    }
    Refusals::check(problems(context, asked, facts))?;
    let establishment = asked.situation.establishment.clone();
    let event = Event::RequestSentAgain {
        request: request.id,
        establishment: establishment.clone(),
    };
    let sent = Request {
        establishment,
        state: RequestState::Waiting,
        waits_since: context.at,
        ..request.clone()
    };
    Ok((sent, event))
}

/// The candidate takes a pending request back.
pub fn withdraw(context: &Context, request: &Request) -> Result<Event, CannotSend> {
    if account(context) != Some(request.account) {
        return Err(CannotSend::NotAllowed);
    }
    if !request.state.is_pending() {
        return Err(CannotSend::Changed(request.state));
    }
    Ok(Event::RequestWithdrawn {
        request: request.id,
    })
}

/// Whoever is signed in, by a right or without one.
fn account(context: &Context) -> Option<Id<Account>> {
    let guest = context.guest.as_ref().map(|guest| guest.account);
    guest.or_else(|| context.actor.as_ref().map(|actor| actor.account))
}

/// All that a manager could not accept either, and what is a request's own.
fn problems(context: &Context, asked: &Asked, facts: &SendFacts) -> Vec<CannotSend> {
    let today = context.today();
    let born = asked.identity.birth_date;
    let wanted = &asked.situation;
    let mut found: Vec<CannotRegister> = birth_date_problem(born, today).into_iter().collect();
    found.extend(birth_problems(
        born,
        &asked.identity.birth_place,
        &facts.communes,
    ));
    found.extend(practice_problems(&asked.identity, &asked.practice));
    let place = SituationFacts {
        establishment: facts.establishment.clone(),
        in_scope: true,
    };
    let situation = [
        establishment_problem(&place, today),
        start_problem(born, wanted.starts_on, today),
        end_problem(wanted.starts_on, wanted.planned_end, today),
        profession_problem(wanted.profession, today),
        role_problem(wanted.role, today),
    ];
    let closed = situation[0].is_some();
    found.extend(
        situation
            .into_iter()
            .flatten()
            .map(CannotRegister::Situation),
    );
    if asked.terms_version != facts.terms_version {
        found.push(CannotRegister::TermsChanged);
    }
    let mut found: Vec<CannotSend> = found.into_iter().map(CannotSend::Registration).collect();
    if !closed && !facts.is_under_contract {
        found.push(CannotSend::NoContract);
    }
    if facts.is_pending {
        found.push(CannotSend::AlreadyPending);
    }
    let own = IdentityKey::of(&asked.identity);
    if facts.mailbox_of.as_ref().is_some_and(|key| *key != own) {
        found.push(CannotSend::MailboxOfAnother);
    }
    found
}
