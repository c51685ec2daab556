//! An officer removes a passkey of their own; never the last one.

use super::Error;
use domain::{access::Credential, event::Event, id::Id, refusal::Refusal};
use store::{Act, StoreError, passkey};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRemoveKey {
    /// Without a key the officer could not sign in again.
    LastOne,
}

impl Refusal for CannotRemoveKey {
    fn code(&self) -> &'static str {
        "last_passkey"
    }
}

pub async fn remove_passkey(
    mut act: Act,
    key: Id<Credential>,
) -> Result<(), Error<CannotRemoveKey>> {
    let actor = act.context.actor.clone().ok_or(StoreError::SignedOut)?;
    let keys = passkey::of_account(&mut act.tx, actor.account).await?;
    if !keys.iter().any(|kept| kept.credential == key) {
        return Err(StoreError::Changed.into());
    }
    if keys.len() == 1 {
        return Err(Error::no(CannotRemoveKey::LastOne));
    }
    let at = act.context.at;
    passkey::end(&mut act.tx, key, at).await?;
    act.commit([Event::PasskeyRemoved {
        account: actor.account,
    }])
    .await?;
    Ok(())
}
