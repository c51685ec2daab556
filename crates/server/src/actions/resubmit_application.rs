//! A request that was returned comes again, corrected (C3).

use super::Error;
use domain::{
    contract::{self, Application, CannotSettle, Signatory},
    id::Id,
};
use store::{Act, StoreError, application, file::File};

/// `proof` replaces the one handed in before, unless there is none.
pub async fn resubmit_application(
    mut act: Act,
    id: Id<Application>,
    signatory: Signatory,
    proof: Option<Id<File>>,
) -> Result<(), Error<CannotSettle>> {
    let kept = application::lock(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let (corrected, event) = contract::resubmit(&kept.application, signatory).map_err(Error::no)?;
    if let Some(proof) = proof {
        store::file::keep(&mut act.tx, proof).await?;
    }
    application::correct(&mut act.tx, &corrected, proof).await?;
    act.commit([event]).await?;
    Ok(())
}
