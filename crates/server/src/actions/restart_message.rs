//! An officer sends again a message that was refused or given up (N1).

use super::Error;
use domain::{
    event::{Event, Message},
    id::Id,
    supervision::{CannotRestart, may_restart},
};
use store::{Act, StoreError, message};

pub async fn restart_message(mut act: Act, id: Id<Message>) -> Result<(), Error<CannotRestart>> {
    may_restart(&act.context).map_err(Error::no)?;
    let at = act.context.at;
    match message::restart(&mut act.tx, id, at).await {
        Err(StoreError::Changed) => return Err(Error::no(CannotRestart::NotStopped)),
        Ok(false) => return Err(Error::no(CannotRestart::Leaving)),
        done => _ = done?,
    }
    act.commit([Event::MessageRestarted { message: id }])
        .await?;
    Ok(())
}
