//! A manager accepts a request: it is a registration, by all its rules; or a situation more, for somebody who has a number
//! already (D2, R4, R7, M2).

use super::{Error, add_situation, register_professional, turn_down_request};
use domain::{
    duplicate::grade,
    id::Id,
    identifiers::Rpps,
    professional::{CivilIdentity, NewSituation, Professional, Register},
    request::{self, CannotAccept, Request, RequestState},
};
use store::{Act, StoreError, request::Settled};

/// Register the candidate.
pub async fn accept_request(
    mut act: Act,
    id: Id<Request>,
    command: Register,
) -> Result<Rpps, Error<CannotAccept>> {
    let (kept, facts) = turn_down_request::open(&mut act, id).await?;
    let professional = act.new_id();
    let accepted = request::accept(&act.context, &kept.request, facts, professional)
        .map_err(|reason| Error::no(CannotAccept::Settle(reason)))?;
    let registered =
        register_professional::enter(&mut act, (professional, &id.to_string()), command).await;
    let (rpps, mut events) = registered.map_err(|error| error.map(CannotAccept::Registration))?;
    events.push(accepted);
    finish(&mut act, id, professional).await?;
    act.commit(events).await?;
    Ok(rpps)
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
