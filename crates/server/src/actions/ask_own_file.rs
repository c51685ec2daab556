//! Somebody asks to enter a file by its number or its e-mail: a one-time link goes to the registered e-mail (R13).

use super::Error;
use domain::{
    event::Event,
    identifiers::{Email, Rpps},
    refusal::Refusal,
};
use store::{
    Act,
    housekeeping::{
        count,
        link::{self, Good, Purpose},
    },
    professional,
};

/// Links that one file gets a day.
const MOST: i64 = 10;

/// What the door is asked with.
#[derive(Clone, Debug)]
pub enum Sought {
    Rpps(Rpps),
    Email(Email),
}

/// Whoever asks is told none of it: they would learn who is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAskOwnFile {
    Nobody,
    TooMany,
}

impl Refusal for CannotAskOwnFile {
    fn code(&self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::TooMany => "too_many_links",
        }
    }
}

pub async fn ask_own_file(
    mut act: Act,
    sought: Sought,
    destination: String,
) -> Result<(), Error<CannotAskOwnFile>> {
    let (rpps, email) = match &sought {
        Sought::Rpps(rpps) => (Some(rpps), None),
        Sought::Email(email) => (None, Some(email)),
    };
    let found = professional::behind_door(&mut act.tx, rpps, email).await?;
    let id = found.ok_or(Error::no(CannotAskOwnFile::Nobody))?;
    if count::add_in(&mut act, &format!("own file {id}")).await? > MOST {
        return Err(Error::no(CannotAskOwnFile::TooMany));
    }
    let found = professional::by_id(&mut act.tx, id).await?;
    let found = found.ok_or(Error::no(CannotAskOwnFile::Nobody))?;
    let link = act.new_id();
    let good = Good {
        purpose: Purpose::OwnFile(id),
        email: found.contact.email.to_string(),
        destination,
    };
    link::insert(&mut act, link, &good, None).await?;
    act.commit([Event::OwnFileAsked { link }]).await?;
    Ok(())
}
