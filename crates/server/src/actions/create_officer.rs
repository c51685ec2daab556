//! An officer of the agency: an account, its right, and a link to register a first passkey.

use super::Error;
use domain::{
    access::{Account, Grant, GrantKind},
    event::{Event, Link},
    id::Id,
};
use jiff::SignedDuration;
use std::convert::Infallible;
use store::{
    Act, access,
    housekeeping::link::{self, Good, Purpose},
};

/// How long the link is good: it is handed over by a person.
const GOOD: SignedDuration = SignedDuration::from_hours(24);

/// What was made.
#[derive(Clone, Copy, Debug)]
pub struct Created {
    pub account: Id<Account>,
    pub link: Id<Link>,
}

pub async fn create_officer(
    mut act: Act,
    name: String,
    email: String,
) -> Result<Created, Error<Infallible>> {
    let at = act.context.at;
    let account = Account {
        id: act.new_id(),
        name,
        email,
    };
    let grant = Grant {
        id: act.new_id(),
        account: account.id,
        kind: GrantKind::Officer,
        scope: None,
        professional: None,
    };
    let created = Created {
        account: account.id,
        link: act.new_id(),
    };
    let good = Good {
        purpose: Purpose::Passkey(account.id),
        email: account.email.clone(),
        destination: "/agence".to_owned(),
    };
    access::insert_account(&mut act.tx, &account, at).await?;
    access::insert_grant(&mut act.tx, &grant, &[], None, at).await?;
    link::insert(&mut act, created.link, &good, Some(at + GOOD)).await?;
    let opened = Event::AccountOpened {
        account: account.id,
    };
    act.commit([opened, Event::OfficerNamed { grant: grant.id }])
        .await?;
    Ok(created)
}
