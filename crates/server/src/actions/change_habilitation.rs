//! The legal representative or a delegate narrows a habilitation, or widens it (H5).

use super::Error;
use domain::{
    access::Grant,
    habilitation::{self, CannotGiveRight},
    id::Id,
    identifiers::Finess,
};
use store::Act;

pub async fn change_habilitation(
    mut act: Act,
    id: Id<Grant>,
    establishments: Vec<Finess>,
) -> Result<(), Error<CannotGiveRight>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotGiveRight::NotAllowed))?;
    let held = store::access::grant(&mut act.tx, id).await?;
    let held = held.ok_or(Error::no(CannotGiveRight::NotHeld))?.grant;
    let mut covered = 0;
    for establishment in &establishments {
        covered += usize::from(store::structure::covers(&mut act.tx, &scope, establishment).await?);
    }
    let event = habilitation::change_habilitation(&act.context, &held, &establishments, covered)?;
    store::rights::narrow(&mut act.tx, id, &establishments).await?;
    act.commit([event]).await?;
    Ok(())
}
