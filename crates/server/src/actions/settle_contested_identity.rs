//! An officer affirms that two persons share an identity, or that they are one (R4).

use super::Error;
use domain::{
    duplicate::{CannotSettle, ContestedIdentity, Outcome, settle},
    id::Id,
};
use store::{Act, StoreError, duplicate};

pub async fn settle_contested_identity(
    mut act: Act,
    id: Id<ContestedIdentity>,
    outcome: Outcome,
    reason: String,
) -> Result<(), Error<CannotSettle>> {
    let by = act
        .context
        .grant()
        .ok_or(Error::no(CannotSettle::NotAllowed))?
        .id;
    let case = duplicate::by_id(&mut act.tx, id)
        .await?
        .ok_or(Error::no(CannotSettle::AlreadySettled))?;
    let (settled, event) =
        settle(&act.context, &case.contested, outcome, &reason).map_err(Error::no)?;
    let at = act.context.at;
    match duplicate::settle(&mut act.tx, &settled, reason.trim(), by, at).await {
        Err(StoreError::Changed) => return Err(Error::no(CannotSettle::AlreadySettled)),
        done => done?,
    }
    act.commit([event]).await?;
    Ok(())
}
