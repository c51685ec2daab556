//! A closing is undone within 24 hours, by who closed (L1).

use super::{
    Error,
    close_situation::{locked, republish},
};
use domain::{
    event::Event,
    id::Id,
    professional::{self, CannotReopenSituation, Situation},
};
use store::{Act, Constraint, StoreError};

pub async fn reopen_situation(
    mut act: Act,
    id: Id<Situation>,
) -> Result<(), Error<CannotReopenSituation>> {
    use CannotReopenSituation as No;
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(No::NotAllowed))?;
    let held = locked(&mut act, &scope, id).await?;
    let (person, situation) = held.ok_or(Error::no(No::Unknown))?;
    let closed = store::professional::closed(&mut act.tx, situation).await?;
    let by_death = closed.by_death;
    let (_, event) = professional::reopen(&act.context, person, closed).map_err(Error::no)?;
    match store::professional::reopen_situation(&mut act.tx, id).await {
        Err(StoreError::Taken(Constraint::SituationOnce)) => {
            return Err(Error::no(No::AlreadyOpen));
        }
        done => done?,
    }
    let at = act.context.at;
    if by_death && store::death::withdraw(&mut act.tx, person, at).await? {
        act.note(Event::DeathWithdrawn {
            professional: person,
            contract: scope.contract,
        });
        if store::ecps::prepare_again(&mut act.tx, person, at).await? {
            act.note(Event::EcpsPrepared {
                professional: person,
            });
        }
    }
    republish(&mut act, person).await?;
    act.commit([event]).await?;
    Ok(())
}
