//! A manager accepts a request: it is a registration, by all its rules; or a situation more, for somebody who has a number
//! already (D2, R4, R7, M2).

use super::{Error, add_situation, register_professional, turn_down_request};
use domain::{
    duplicate::{Grade, grade},
    event::Event,
    id::Id,
    identifiers::Rpps,
    professional::{CivilIdentity, NewSituation, Professional, Register},
    refusal::Refusals,
    request::{self, CannotAccept, Request, RequestState},
};
use store::{
    Act, StoreError,
    look_alike::{self, LookAlike},
    request::Settled,
};

/// Register the candidate. `reason` says why those who probably are the same person are others (R4).
pub async fn accept_request(
    mut act: Act,
    id: Id<Request>,
    command: Register,
    reason: String,
) -> Result<Rpps, Error<CannotAccept>> {
    let (kept, facts) = turn_down_request::open(&mut act, id).await?;
    let scope = act.context.scope().cloned().ok_or(StoreError::SignedOut)?;
    let today = act.context.today();
    let found = look_alike::look_alikes(&mut act.tx, &scope, &command.identity, today).await?;
    let grades: Vec<Grade> = found.iter().map(|one| one.grade.clone()).collect();
    let professional = act.new_id();
    let is_reasoned = !reason.trim().is_empty();
    let accepted = request::accept(
        &act.context,
        &kept.request,
        facts,
        (&grades, is_reasoned),
        professional,
    );
    // What the registration itself lacks is said at once, but for a request that is not to be settled.
    let accepted = match accepted {
        Err(CannotAccept::DuplicateReasonMissing) => None,
        Err(reason) => return Err(Error::no(reason)),
        Ok(event) => Some(event),
    };
    let registered =
        register_professional::enter(&mut act, (professional, &id.to_string()), command).await;
    let (rpps, registered) = match (registered, &accepted) {
        (Ok(done), Some(_)) => done,
        (Ok(_), None) => return Err(Error::no(CannotAccept::DuplicateReasonMissing)),
        (Err(error), Some(_)) => return Err(error.map(CannotAccept::Registration)),
        (Err(error), None) => {
            return Err(with_reason_missing(error.map(CannotAccept::Registration)));
        }
    };
    let mut events = vec![registered];
    events.extend(accepted);
    set_aside(&mut act, professional, &found, &reason, &mut events).await?;
    finish(&mut act, id, professional).await?;
    act.commit(events).await?;
    Ok(rpps)
}

fn with_reason_missing(error: Error<CannotAccept>) -> Error<CannotAccept> {
    let Error::Refused(reasons) = error else {
        return error;
    };
    let mut all: Vec<CannotAccept> = reasons.iter().cloned().collect();
    all.push(CannotAccept::DuplicateReasonMissing);
    Refusals::check(all).map_or_else(Error::Refused, |()| {
        Error::no(CannotAccept::DuplicateReasonMissing)
    })
}

/// R4: the reason is kept beside each who probably was the same person; the journal says that it was given.
async fn set_aside(
    act: &mut Act,
    professional: Id<Professional>,
    found: &[LookAlike],
    reason: &str,
    events: &mut Vec<Event>,
) -> Result<(), StoreError> {
    let by = act.context.grant().map(|grant| grant.id);
    let by = by.ok_or(StoreError::SignedOut)?;
    let at = act.context.at;
    let probable = found
        .iter()
        .filter(|one| matches!(one.grade, Grade::Probable(_)));
    for other in probable {
        let id = act.new_id();
        let pair = (professional, other);
        look_alike::keep_decision(&mut act.tx, id, pair, reason.trim(), (by, at)).await?;
        events.push(Event::DuplicateSetAside {
            professional,
            known: other.known.professional,
        });
    }
    Ok(())
}

async fn finish(
    act: &mut Act,
    id: Id<Request>,
    professional: Id<Professional>,
) -> Result<(), StoreError> {
    let settled = Settled {
        state: RequestState::Accepted,
        at: act.context.at,
        by: act.context.grant().map(|grant| grant.id),
        professional: Some(professional),
    };
    store::request::settle(&mut act.tx, id, settled).await
}

/// Add the situation that the candidate asks for to somebody registered, whose identity is alike.
pub async fn add_requested_situation(
    mut act: Act,
    id: Id<Request>,
    known: Id<Professional>,
    (identity, wanted): (CivilIdentity, NewSituation),
) -> Result<(), Error<CannotAccept>> {
    let (kept, facts) = turn_down_request::open(&mut act, id).await?;
    let person = store::professional::by_id(&mut act.tx, known).await?;
    let likeness = person.and_then(|person| grade(&identity, &person.identity));
    let pair = (known, likeness.as_ref());
    let accepted =
        request::add_instead(&act.context, &kept.request, facts, pair).map_err(Error::no)?;
    let opened = add_situation::open(&mut act, known, wanted).await;
    let opened = opened.map_err(|error| error.map(CannotAccept::Situation))?;
    finish(&mut act, id, known).await?;
    act.commit([opened, accepted]).await?;
    Ok(())
}
