//! An officer sends again many messages that stopped, in one act (N1).

use super::Error;
use domain::{
    event::{Event, Message},
    id::Id,
    supervision::{CannotRestart, MOST_RESTARTED, may_restart},
};
use store::{Act, StoreError, message};

/// Gives how many wait again: those that somebody else started again, that left meanwhile or are on their way are
/// passed over. Of more than `MOST_RESTARTED`, the first ones.
pub async fn restart_messages(
    mut act: Act,
    ids: Vec<Id<Message>>,
) -> Result<usize, Error<CannotRestart>> {
    may_restart(&act.context).map_err(Error::no)?;
    let at = act.context.at;
    let (mut events, mut why) = (Vec::new(), CannotRestart::NotStopped);
    for id in ids.into_iter().take(MOST_RESTARTED) {
        match message::restart(&mut act.tx, id, at).await {
            Err(StoreError::Changed) => {}
            Ok(false) => why = CannotRestart::Leaving,
            done => {
                done?;
                events.push(Event::MessageRestarted { message: id });
            }
        }
    }
    if events.is_empty() {
        return Err(Error::no(why));
    }
    let count = events.len();
    act.commit(events).await?;
    Ok(count)
}
