//! End one session of an account, or all of them.

use super::Error;
use domain::{
    access::{Account, Session},
    event::Event,
    id::Id,
};
use std::convert::Infallible;
use store::{Act, housekeeping::session};

/// Sessions that are not the account's, or ended already, are left alone.
pub async fn sign_out(
    mut act: Act,
    account: Id<Account>,
    sessions: Vec<Id<Session>>,
) -> Result<(), Error<Infallible>> {
    let at = act.context.at;
    let mut events = Vec::new();
    for id in sessions {
        if session::end(&mut act.tx, account, id, at).await? {
            events.push(Event::SignedOut {
                session: id,
                account,
            });
        }
    }
    act.commit(events).await?;
    Ok(())
}
