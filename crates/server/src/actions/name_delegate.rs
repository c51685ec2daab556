//! The legal representative names a delegate (H7, F502).

use super::{Error, grant_habilitation::readiness};
use domain::habilitation::{self, CannotGiveRight, GiveRight};
use store::{Act, Constraint, StoreError};

pub async fn name_delegate(mut act: Act, command: GiveRight) -> Result<(), Error<CannotGiveRight>> {
    let scope = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotGiveRight::NotAllowed))?;
    let ready = readiness(&mut act.tx, &scope, command.account).await?;
    let (grant, event) = habilitation::name_delegate(&act.context, act.new_id(), &command, ready)?;
    let (by, at) = (act.context.grant().map(|giver| giver.id), act.context.at);
    match store::access::insert_grant(&mut act.tx, &grant, &[], by, at).await {
        Err(StoreError::Taken(Constraint::GrantOnce)) => {
            return Err(Error::no(CannotGiveRight::AlreadyHeld));
        }
        done => done?,
    }
    act.commit([event]).await?;
    Ok(())
}
