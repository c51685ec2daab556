//! Open a session for whoever has shown that they read a mailbox: an account of its own, without rights.

use super::Error;
use domain::{
    access::{Account, Credential, Means, Session},
    event::{Event, Link},
    id::Id,
    refusal::Refusal,
};
use store::{
    Act, access,
    housekeeping::{
        link::{self, Good},
        session::{self, Opened},
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotEnter {
    /// Used, too old, or never sent.
    LinkOver,
}

impl Refusal for CannotEnter {
    fn code(&self) -> &'static str {
        "link_over"
    }
}

/// A session just opened.
#[derive(Clone, Copy, Debug)]
pub struct Entered {
    pub session: Id<Session>,
    /// Has the reader of the mailbox said their name yet?
    pub is_named: bool,
}

/// `good` was read and its secret verified; it is used up here.
pub async fn enter_by_link(
    mut act: Act,
    (id, good): (Id<Link>, Good),
    token_hash: String,
    agent: String,
) -> Result<Entered, Error<CannotEnter>> {
    if !link::use_up(&mut act, id).await? {
        return Err(Error::no(CannotEnter::LinkOver));
    }
    let mut events = Vec::new();
    let known = access::by_credential(&mut act.tx, Means::Link, &good.email).await?;
    let mut is_named = false;
    let (account, credential) = match known {
        Some((account, credential)) => {
            is_named = account.name != account.email;
            (account.id, credential)
        }
        None => open(&mut act, &good.email, &mut events).await?,
    };
    let opened = Opened {
        id: act.new_id(),
        token_hash: &token_hash,
        account,
        credential,
        means: Means::Link,
        grant: None,
        agent: &agent,
    };
    session::insert(&mut act, &opened).await?;
    let session = opened.id;
    events.push(Event::SignedIn { account, session });
    act.commit(events).await?;
    Ok(Entered { session, is_named })
}

/// An account known by its mailbox alone: its name is the address.
async fn open(
    act: &mut Act,
    email: &str,
    events: &mut Vec<Event>,
) -> Result<(Id<Account>, Id<Credential>), Error<CannotEnter>> {
    let at = act.context.at;
    let account = Account {
        id: act.new_id(),
        name: email.to_owned(),
        email: email.to_owned(),
    };
    let credential = Credential {
        id: act.new_id(),
        account: account.id,
        means: Means::Link,
        subject: email.to_owned(),
        card: None,
    };
    access::insert_account(&mut act.tx, &account, at).await?;
    access::insert_credential(&mut act.tx, &credential, at).await?;
    events.push(Event::AccountOpened {
        account: account.id,
    });
    Ok((account.id, credential.id))
}
