//! Whoever opened the link of a file asks for the code that goes to its mobile (R13).

use super::Error;
use domain::{
    event::{Code, Event, Link},
    id::Id,
    professional::Professional,
    refusal::Refusal,
};
use jiff::SignedDuration;
use store::{
    Act,
    housekeeping::{
        code::{self, Asked, Purpose},
        link,
    },
    message, professional,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAskCode {
    /// Used, too old, or never sent.
    LinkOver,
    /// The mobile has had its SMS of the day (N1).
    TooManySms,
}

impl Refusal for CannotAskCode {
    fn code(&self) -> &'static str {
        match self {
            Self::LinkOver => "link_over",
            Self::TooManySms => "too_many_sms",
        }
    }
}

/// A link of the door, and the browser where it was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    pub link: Id<Link>,
    pub professional: Id<Professional>,
    /// Path to go to once inside.
    pub destination: String,
    /// Of the visit: the code is taken from this browser alone.
    pub bound_hash: String,
}

/// `most` SMS go to one number a day.
pub async fn ask_code(
    mut act: Act,
    opened: Opened,
    most: i64,
) -> Result<Id<Code>, Error<CannotAskCode>> {
    if !link::use_up(&mut act, opened.link).await? {
        return Err(Error::no(CannotAskCode::LinkOver));
    }
    let person = professional::by_id(&mut act.tx, opened.professional).await?;
    let person = person.ok_or(Error::no(CannotAskCode::LinkOver))?;
    let mobile = person.contact.mobile;
    if !may_text(&mut act, mobile.as_str(), most).await? {
        return Err(Error::no(CannotAskCode::TooManySms));
    }
    let id = act.new_id();
    let asked = Asked {
        purpose: Purpose::OwnFile,
        professional: opened.professional,
        mobile,
        bound_hash: opened.bound_hash,
        destination: opened.destination,
    };
    code::insert(&mut act, id, &asked).await?;
    act.commit([Event::CodeAsked { code: id }]).await?;
    Ok(id)
}

/// A code that would wait for tomorrow is worth nothing: is one more SMS let through today?
pub(super) async fn may_text(
    act: &mut Act,
    mobile: &str,
    most: i64,
) -> Result<bool, store::StoreError> {
    let since = act.context.at - SignedDuration::from_hours(24);
    Ok(message::count_to(&mut act.tx, mobile, since).await? < most)
}
