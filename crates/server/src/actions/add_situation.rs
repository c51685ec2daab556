//! Open one more situation for someone registered, in the actor's own scope (M2).

use super::{Error, Facts, close_situation::republish};
use domain::{
    event::Event,
    id::Id,
    professional::{self, CannotAddSituation, NewSituation, Professional},
};
use store::{Act, Constraint, StoreError};

/// Outside the scope, the person's contact stays unseen and unchanged: only the situation is written.
pub async fn add_situation(
    mut act: Act,
    id: Id<Professional>,
    wanted: NewSituation,
) -> Result<(), Error<CannotAddSituation>> {
    let event = open(&mut act, id, wanted).await?;
    act.commit([event]).await?;
    Ok(())
}

/// The same inside an act that does more.
pub(super) async fn open(
    act: &mut Act,
    id: Id<Professional>,
    wanted: NewSituation,
) -> Result<Event, Error<CannotAddSituation>> {
    let actor = act
        .context
        .actor
        .clone()
        .ok_or(Error::no(CannotAddSituation::NotAllowed))?;
    let scope = act
        .context
        .scope()
        .cloned()
        .ok_or(Error::no(CannotAddSituation::NotAllowed))?;
    store::professional::lock(&mut act.tx, id).await?;
    let professional = store::professional::by_id(&mut act.tx, id)
        .await?
        .ok_or(Error::no(CannotAddSituation::ProfessionalUnknown))?;
    let is_dead = store::death::of_professional(&mut act.tx, id)
        .await?
        .is_some();
    let today = act.context.today();
    let mut facts = Facts {
        tx: &mut act.tx,
        scope: &scope,
        today,
    };
    let facts = facts.situation(&wanted.establishment).await?;
    let person = (&professional, is_dead);
    let (situation, event) =
        professional::add_situation(&act.context, act.new_id(), person, wanted, &facts)?;
    let at = act.context.at;
    match store::professional::insert_situation(&mut act.tx, id, &situation, &actor, at).await {
        Err(StoreError::Taken(Constraint::SituationOnce)) => {
            return Err(Error::no(CannotAddSituation::AlreadyOpen));
        }
        done => done?,
    }
    republish(act, id).await?;
    Ok(event)
}
