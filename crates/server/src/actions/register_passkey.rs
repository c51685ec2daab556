//! An officer registers a passkey: the first one by a link, others while signed in.

use super::Error;
use domain::{
    access::{Account, Credential, Means},
    event::{Event, Link},
    id::Id,
    refusal::Refusal,
};
use store::{Act, access, housekeeping::link, passkey};

/// A key that the browser has just made, verified.
#[derive(Clone, Debug)]
pub struct NewKey {
    pub account: Id<Account>,
    /// The credential id, base64url.
    pub subject: String,
    /// What its holder calls it.
    pub name: String,
    /// Public key and counter, JSON of the library.
    pub body: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRegisterKey {
    /// The link was used, or is too old.
    LinkOver,
}

impl Refusal for CannotRegisterKey {
    fn code(&self) -> &'static str {
        "link_over"
    }
}

/// `by` is the link of a first key, which is used up.
pub async fn register_passkey(
    mut act: Act,
    key: NewKey,
    by: Option<Id<Link>>,
) -> Result<(), Error<CannotRegisterKey>> {
    if let Some(link) = by
        && !link::use_up(&mut act, link).await?
    {
        return Err(Error::no(CannotRegisterKey::LinkOver));
    }
    let credential = Credential {
        id: act.new_id(),
        account: key.account,
        means: Means::Passkey,
        subject: key.subject,
        card: None,
    };
    let at = act.context.at;
    access::insert_credential(&mut act.tx, &credential, at).await?;
    passkey::insert(&mut act.tx, credential.id, &key.name, &key.body).await?;
    act.commit([Event::PasskeyRegistered {
        account: key.account,
    }])
    .await?;
    Ok(())
}
