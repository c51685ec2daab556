//! A plan of departures is confirmed: its ticked lines end, a few an act, in the background (L4).

use super::Error;
use domain::{
    id::Id,
    staff::{self, CannotConfirm, Plan},
};
use store::{Act, departure};

/// Sent twice, it is confirmed once.
pub async fn confirm_departures(mut act: Act, id: Id<Plan>) -> Result<(), Error<CannotConfirm>> {
    let actor = act.context.actor.clone();
    let actor = actor.ok_or(Error::no(CannotConfirm::NotAllowed))?;
    departure::lock(&mut act.tx, id).await?;
    let at = act.context.at;
    let kept = departure::by_id(&mut act.tx, &actor, id, at).await?;
    let plan = kept.ok_or(Error::no(CannotConfirm::Unknown))?.plan;
    let gathered = departure::gather(&mut act.tx, id, act.context.today()).await?;
    let Some(event) = staff::confirm(&act.context, &plan, gathered)? else {
        return Ok(());
    };
    departure::settle(&mut act.tx, id, &actor, at).await?;
    act.commit([event]).await?;
    Ok(())
}
