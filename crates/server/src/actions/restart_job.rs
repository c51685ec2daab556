//! An officer puts a parked job back in the queue (N1).

use super::Error;
use domain::{
    event::{Event, Job},
    id::Id,
    supervision::{CannotRestart, may_restart},
};
use store::{Act, StoreError, job};

pub async fn restart_job(mut act: Act, id: Id<Job>) -> Result<(), Error<CannotRestart>> {
    may_restart(&act.context).map_err(Error::no)?;
    let at = act.context.at;
    match job::restart(&mut act.tx, id, at).await {
        Err(StoreError::Changed) => return Err(Error::no(CannotRestart::NotStopped)),
        done => done?,
    }
    act.commit([Event::JobRestarted { job: id }]).await?;
    Ok(())
}
