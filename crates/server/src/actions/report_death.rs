//! Someone died: every situation of the scope is closed, the e-CPS ends, the agency and the other structures know (L1).

use super::{
    Error,
    close_situation::{end, republish},
};
use domain::{
    event::Event,
    id::Id,
    professional::{self, CannotReportDeath, Professional, closing_by_death},
    refusal::Refusals,
};
use jiff::civil::Date;
use store::Act;

/// Gives how many situations were closed.
pub async fn report_death(
    mut act: Act,
    person: Id<Professional>,
    on: Date,
) -> Result<usize, Error<CannotReportDeath>> {
    use CannotReportDeath as No;
    let actor = act.context.actor.clone();
    let actor = actor.ok_or(Error::no(No::NotAllowed))?;
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(No::NotAllowed))?;
    store::professional::lock(&mut act.tx, person).await?;
    let open = store::professional::open_of(&mut act.tx, &scope, person).await?;
    let ids = (act.new_id(), person);
    let (death, told) =
        professional::report_death(&act.context, ids, on, &open).map_err(Error::no)?;
    let at = act.context.at;
    store::death::insert(&mut act.tx, &death, &actor, at).await?;
    let mut events = vec![told];
    for situation in open {
        let closed = end(&mut act, person, situation, closing_by_death(on)).await;
        events.push(closed.map_err(otherwise)?);
    }
    if store::ecps::revoke(&mut act.tx, person, at).await? {
        events.push(Event::EcpsRevoked {
            professional: person,
        });
    }
    republish(&mut act, person).await?;
    let closed = events
        .iter()
        .filter(|event| matches!(event, Event::SituationEndedByDeath { .. }))
        .count();
    for contract in store::death::concerned(&mut act.tx, person).await? {
        if contract == scope.contract {
            continue;
        }
        let notice = act.new_id();
        store::death::insert_notice(&mut act.tx, (notice, death.id), contract).await?;
        events.push(Event::DeathNoticed { notice });
    }
    act.commit(events).await?;
    Ok(closed)
}

/// What a part refuses of an act whose rules allowed it as a whole.
fn otherwise<R>(error: Error<R>) -> Error<CannotReportDeath> {
    match error {
        Error::Refused(_) => Error::Refused(Refusals::from(CannotReportDeath::NotAllowed)),
        Error::SignedOut => Error::SignedOut,
        Error::Overtaken(cause) => Error::Overtaken(cause),
        Error::Failed(cause) => Error::Failed(cause),
    }
}
