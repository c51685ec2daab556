//! Open a session on somebody's own file (R13): the one seam for the door by e-mail and SMS, and for Pro Santé Connect.

use super::Error;
use domain::{
    access::{Account, Credential, Grant, GrantKind, Means, Session},
    event::{Code, Event},
    id::Id,
    professional::Professional,
    refusal::Refusal,
};
use store::{
    Act, StoreError, access,
    housekeeping::{
        code,
        session::{self, Opened},
    },
    professional,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotEnterOwnFile {
    /// Used already, or voided by a change of contact.
    CodeOver,
    Nobody,
}

impl Refusal for CannotEnterOwnFile {
    fn code(&self) -> &'static str {
        match self {
            Self::CodeOver => "code_over",
            Self::Nobody => "nobody",
        }
    }
}

/// Who was verified, and how.
#[derive(Clone, Copy, Debug)]
pub struct Verified {
    pub professional: Id<Professional>,
    pub means: Means,
    /// The code that proved it, used up here; none by another means.
    pub code: Option<Id<Code>>,
}

pub async fn enter_own_file(
    mut act: Act,
    verified: Verified,
    token_hash: String,
    agent: String,
) -> Result<Id<Session>, Error<CannotEnterOwnFile>> {
    if let Some(code) = verified.code
        && !code::use_up(&mut act, code).await?
    {
        return Err(Error::no(CannotEnterOwnFile::CodeOver));
    }
    let person = professional::by_id(&mut act.tx, verified.professional).await?;
    let person = person.ok_or(Error::no(CannotEnterOwnFile::Nobody))?;
    let mut events = Vec::new();
    let (account, grant) = right(&mut act, &person, &mut events).await?;
    let credential = credential(&mut act, account, &verified).await?;
    let opened = Opened {
        id: act.new_id(),
        token_hash: &token_hash,
        account,
        credential,
        means: verified.means,
        grant: Some(grant),
        agent: &agent,
    };
    session::insert(&mut act, &opened).await?;
    let session = opened.id;
    events.push(Event::SignedIn { account, session });
    act.commit(events).await?;
    Ok(session)
}

/// The account and the right of a professional, opened when they first enter. The account bears the name of today.
async fn right(
    act: &mut Act,
    person: &Professional,
    events: &mut Vec<Event>,
) -> Result<(Id<Account>, Id<Grant>), StoreError> {
    let (at, name) = (act.context.at, person.display_name());
    if let Some((account, grant)) = professional::right_of(&mut act.tx, person.id).await? {
        access::set_name(&mut act.tx, account, &name).await?;
        return Ok((account, grant));
    }
    let account = Account {
        id: act.new_id(),
        name,
        // The file has it, and nowhere else does.
        email: String::new(),
    };
    let grant = Grant {
        id: act.new_id(),
        account: account.id,
        kind: GrantKind::Professional,
        scope: None,
        professional: Some(person.id),
    };
    access::insert_account(&mut act.tx, &account, at).await?;
    access::insert_grant(&mut act.tx, &grant, &[], None, at).await?;
    events.push(Event::AccountOpened {
        account: account.id,
    });
    events.push(Event::OwnFileGranted {
        grant: grant.id,
        professional: person.id,
    });
    Ok((account.id, grant.id))
}

async fn credential(
    act: &mut Act,
    account: Id<Account>,
    verified: &Verified,
) -> Result<Id<Credential>, StoreError> {
    let subject = verified.professional.to_string();
    let known = access::by_credential(&mut act.tx, verified.means, &subject).await?;
    if let Some((_, credential)) = known {
        return Ok(credential);
    }
    let credential = Credential {
        id: act.new_id(),
        account,
        means: verified.means,
        subject,
        card: None,
    };
    access::insert_credential(&mut act.tx, &credential, act.context.at).await?;
    Ok(credential.id)
}
