//! The legal representative or a delegate grants a habilitation, for all or some establishments (H1, H5).

use super::Error;
use domain::habilitation::{self, CannotGiveRight, GiveRight};
use store::{Act, Constraint, StoreError};

pub async fn grant_habilitation(
    mut act: Act,
    command: GiveRight,
) -> Result<(), Error<CannotGiveRight>> {
    let scope = act
        .context
        .scope()
        .cloned()
        .ok_or(Error::no(CannotGiveRight::NotAllowed))?;
    let mut covered = 0;
    for establishment in &command.establishments {
        covered += usize::from(store::structure::covers(&mut act.tx, &scope, establishment).await?);
    }
    let (grant, event) =
        habilitation::grant_habilitation(&act.context, act.new_id(), &command, covered)
            .map_err(Error::no)?;
    let (by, at) = (act.context.grant().map(|giver| giver.id), act.context.at);
    match store::access::insert_grant(&mut act.tx, &grant, &command.establishments, by, at).await {
        Err(StoreError::Taken(Constraint::GrantOnce)) => {
            return Err(Error::no(CannotGiveRight::AlreadyHeld));
        }
        done => done?,
    }
    act.commit([event]).await?;
    Ok(())
}
