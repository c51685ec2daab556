//! An officer takes a request in hand.

use super::Error;
use domain::{
    access::Account,
    contract::{self, Application, CannotSettle},
    id::Id,
};
use store::{Act, StoreError, application};

/// `seen` is who had it on the page that the officer saw.
pub async fn take_application(
    mut act: Act,
    id: Id<Application>,
    seen: Option<Id<Account>>,
) -> Result<(), Error<CannotSettle>> {
    let kept = application::lock(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let event =
        contract::take(&act.context, &kept.application, kept.officer, seen).map_err(Error::no)?;
    let officer = act.context.actor.as_ref().map(|actor| actor.account);
    let officer = officer.ok_or(StoreError::SignedOut)?;
    application::set_officer(&mut act.tx, id, officer).await?;
    act.commit([event]).await?;
    Ok(())
}
