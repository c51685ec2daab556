//! A situation of the scope changes: all but its establishment (M2, M4).

use super::{
    Error,
    close_situation::{locked, republish},
};
use domain::{
    id::Id,
    nomenclature::EndReason,
    professional::{self, CannotChangeSituation, Shown, Situation, SituationTerms},
};
use store::{Act, Constraint, StoreError};

/// `version` is the state that the actor saw.
pub async fn change_situation(
    mut act: Act,
    id: Id<Situation>,
    version: i64,
    wanted: SituationTerms,
) -> Result<(), Error<CannotChangeSituation>> {
    use CannotChangeSituation as No;
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(No::NotAllowed))?;
    let held = locked(&mut act, &scope, id).await?;
    let (person, situation) = held.ok_or(Error::no(No::Unknown))?;
    let known = store::professional::by_id(&mut act.tx, person).await?;
    let shown = Shown {
        professional: person,
        born: known.ok_or(StoreError::Changed)?.identity.birth_date,
        is_current: store::professional::version(&mut act.tx, id).await? == version,
    };
    let (_, change, event) =
        professional::change(&act.context, act.new_id(), situation, shown, wanted)?;
    match store::professional::update_terms(&mut act.tx, id, &change.after).await {
        Err(StoreError::Taken(Constraint::SituationOnce)) => {
            return Err(Error::no(No::AlreadyOpen));
        }
        done => done?,
    }
    let at = act.context.at;
    if change.before.planned_end != change.after.planned_end {
        store::professional::set_planned_reason(&mut act.tx, id, EndReason::other()).await?;
    }
    store::professional::insert_change(&mut act.tx, (person, id), &change, at).await?;
    republish(&mut act, person).await?;
    act.commit([event]).await?;
    Ok(())
}
