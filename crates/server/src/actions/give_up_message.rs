//! An officer stops a message that has not left: no job sends it any more (N1).

use super::Error;
use domain::{
    event::{Event, Message},
    id::Id,
    supervision::{CannotGiveUp, may_give_up},
};
use store::{Act, StoreError, message};

pub async fn give_up_message(mut act: Act, id: Id<Message>) -> Result<(), Error<CannotGiveUp>> {
    let kept = message::by_id(&mut act.tx, id).await?;
    let kept = kept.ok_or(Error::no(CannotGiveUp::NotWaiting))?;
    may_give_up(&act.context, kept.state).map_err(Error::no)?;
    let at = act.context.at;
    match message::give_up(&mut act.tx, id, at).await {
        Err(StoreError::Changed) => return Err(Error::no(CannotGiveUp::NotWaiting)),
        done => done?,
    }
    act.commit([Event::MessageGivenUp { message: id }]).await?;
    Ok(())
}
