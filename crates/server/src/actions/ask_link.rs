//! Somebody asks for a one-time link to their mailbox. Whether an account has it is not told.

use super::Error;
use domain::{
    event::{Event, Link},
    id::Id,
    identifiers::Email,
    refusal::Refusal,
};
use store::{
    Act,
    housekeeping::{
        count,
        link::{self, Good, Purpose},
    },
};

/// Links that one mailbox gets a day.
const MOST: i64 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAskLink {
    TooMany,
}

impl Refusal for CannotAskLink {
    fn code(&self) -> &'static str {
        "too_many_links"
    }
}

pub async fn ask_link(
    mut act: Act,
    email: Email,
    destination: String,
) -> Result<Id<Link>, Error<CannotAskLink>> {
    if count::add_in(&mut act, &format!("link {email}")).await? > MOST {
        return Err(Error::no(CannotAskLink::TooMany));
    }
    let id = act.new_id();
    let good = Good {
        purpose: Purpose::Mailbox,
        email: email.to_string(),
        destination,
    };
    link::insert(&mut act, id, &good, None).await?;
    act.commit([Event::LinkAsked { link: id }]).await?;
    Ok(id)
}
