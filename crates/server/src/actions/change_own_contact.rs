//! A professional changes their own address or mobile, once it is proven (M2).

use super::{
    Error,
    ask_code::may_text,
    change_contact::{apply, hold},
};
use domain::{
    event::{Code, Event, Link},
    id::Id,
    identifiers::{Email, Mobile},
    professional::{
        CannotChangeContact, ChangeContact, Contact, ContactFacts, Professional, contact_problems,
    },
    refusal::{Refusal, Refusals},
};
use store::{
    Act, StoreError,
    housekeeping::{
        code::{self, Asked},
        count,
        link::{self, Good, Purpose},
    },
};

/// How often a professional may ask for a proof in a day: each tells whether an address or a number is taken.
const MOST: i64 = 10;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotChangeOwn {
    /// The link or the code was used, is too old, or is of something else.
    ProofOver,
    /// Too many were asked for today.
    TooMany,
    /// The number has had its SMS of the day (N1).
    TooManySms,
    Contact(CannotChangeContact),
}

impl Refusal for CannotChangeOwn {
    fn code(&self) -> &'static str {
        match self {
            Self::ProofOver => "proof_over",
            Self::TooMany => "too_many",
            Self::TooManySms => "too_many_sms",
            Self::Contact(why) => why.code(),
        }
    }
}

/// What a professional wants to have.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// Confirmed as read by this person alone, if it looks shared (R5).
    Email {
        email: Email,
        sole_reader: bool,
    },
    Mobile(Mobile),
}

impl Wanted {
    fn contact(self, held: &Contact) -> Contact {
        match self {
            Self::Email { email, sole_reader } => Contact {
                email,
                sole_reader,
                mobile: held.mobile.clone(),
            },
            Self::Mobile(mobile) => Contact {
                mobile,
                ..held.clone()
            },
        }
    }
}

/// Ask for the link that proves a new address.
pub async fn ask_new_email(
    mut act: Act,
    email: Email,
    sole_reader: bool,
) -> Result<Id<Link>, Error<CannotChangeOwn>> {
    let wanted = Wanted::Email {
        email: email.clone(),
        sole_reader,
    };
    let id = may_ask(&mut act, wanted).await?;
    let link = act.new_id();
    let good = Good {
        purpose: Purpose::NewEmail(id),
        email: email.to_string(),
        destination: String::new(),
    };
    link::insert(&mut act, link, &good, None).await?;
    act.commit([Event::NewEmailAsked { link }]).await?;
    Ok(link)
}

/// Ask for the code that proves a new mobile; `most` SMS go to one number a day.
pub async fn ask_new_mobile(
    mut act: Act,
    mobile: Mobile,
    bound_hash: String,
    most: i64,
) -> Result<Id<Code>, Error<CannotChangeOwn>> {
    let id = may_ask(&mut act, Wanted::Mobile(mobile.clone())).await?;
    if !may_text(&mut act, mobile.as_str(), most).await? {
        return Err(Error::no(CannotChangeOwn::TooManySms));
    }
    let code = act.new_id();
    let asked = Asked {
        purpose: code::Purpose::Mobile,
        professional: id,
        mobile,
        bound_hash,
        destination: "/mon-dossier".to_owned(),
    };
    code::insert(&mut act, code, &asked).await?;
    act.commit([Event::CodeAsked { code }]).await?;
    Ok(code)
}

/// Whose file the actor acts on, if what they want could be theirs.
async fn may_ask(
    act: &mut Act,
    wanted: Wanted,
) -> Result<Id<Professional>, Error<CannotChangeOwn>> {
    let no = |why| Error::no(CannotChangeOwn::Contact(why));
    let own = act.context.grant().and_then(|grant| grant.professional);
    let id = own.ok_or(no(CannotChangeContact::NotAllowed))?;
    let person = store::professional::by_id(&mut act.tx, id).await?;
    let person = person.ok_or(no(CannotChangeContact::Unknown))?;
    let new = wanted.contact(&person.contact);
    if new.email == person.contact.email && new.mobile == person.contact.mobile {
        return Err(no(CannotChangeContact::Same));
    }
    let facts = facts(act, id, &new).await?;
    let problems = contact_problems(&person.contact, &new, &facts);
    Refusals::check(problems.into_iter().map(CannotChangeOwn::Contact).collect())?;
    if count::add_in(act, &format!("own contact {id}")).await? > MOST {
        return Err(Error::no(CannotChangeOwn::TooMany));
    }
    Ok(id)
}

async fn facts(
    act: &mut Act,
    id: Id<Professional>,
    new: &Contact,
) -> Result<ContactFacts, StoreError> {
    let email = store::professional::holder_of_email(&mut act.tx, &new.email).await?;
    let mobile = store::professional::holder_of_mobile(&mut act.tx, &new.mobile).await?;
    Ok(ContactFacts {
        version: store::professional::contact_version(&mut act.tx, id).await?,
        in_scope: false,
        email_holder: email.filter(|known| known.professional != id),
        mobile_holder: mobile.filter(|known| known.professional != id),
    })
}

/// What proves a new address or a new mobile; it was verified, and is used up here.
#[derive(Clone, Debug)]
pub enum Proof {
    Link(Id<Link>, Email),
    Code(Id<Code>, Mobile),
}

/// The change itself. A proof is voided by any other change of contact, so that what was seen still stands.
pub async fn change_own_contact(mut act: Act, proof: Proof) -> Result<(), Error<CannotChangeOwn>> {
    let own = act.context.grant().and_then(|grant| grant.professional);
    let not_allowed = CannotChangeOwn::Contact(CannotChangeContact::NotAllowed);
    let id = own.ok_or(Error::no(not_allowed))?;
    let person = hold(&mut act, id).await.map_err(of_contact)?;
    let (is_good, wanted) = match proof {
        Proof::Link(link, email) => {
            let sole_reader = email.looks_shared();
            let wanted = Wanted::Email { email, sole_reader };
            (link::use_up(&mut act, link).await?, wanted)
        }
        Proof::Code(code, mobile) => (code::use_up(&mut act, code).await?, Wanted::Mobile(mobile)),
    };
    if !is_good {
        return Err(Error::no(CannotChangeOwn::ProofOver));
    }
    let contact = wanted.contact(&person.contact);
    let facts = facts(&mut act, id, &contact).await?;
    let wanted = ChangeContact {
        contact,
        version: facts.version,
    };
    let event = apply(&mut act, &person, wanted, &facts)
        .await
        .map_err(of_contact)?;
    act.commit([event]).await?;
    Ok(())
}

fn of_contact(error: Error<CannotChangeContact>) -> Error<CannotChangeOwn> {
    match error {
        Error::Refused(reasons) => Error::Refused(reasons.map(CannotChangeOwn::Contact)),
        Error::SignedOut => Error::SignedOut,
        Error::Overtaken(cause) => Error::Overtaken(cause),
        Error::Failed(cause) => Error::Failed(cause),
    }
}
