//! Open a session for whoever a means of sign-in has verified: the one seam for cards, passkeys and personas.

use super::Error;
use domain::{
    access::{Means, Session},
    event::Event,
    id::Id,
    refusal::Refusal,
};
use store::{
    Act, access,
    housekeeping::session::{self, Opened},
};

/// A session just opened.
#[derive(Clone, Debug)]
pub struct Signed {
    pub session: Id<Session>,
    /// The account holds several grants: one is to be chosen.
    pub must_choose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotSignIn {
    /// No account has this credential, or it ended.
    UnknownCredential,
    /// The account holds no right any more.
    NoGrant,
}

impl Refusal for CannotSignIn {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCredential => "unknown_credential",
            Self::NoGrant => "no_grant",
        }
    }
}

/// `subject` was verified by `means`; `agent` is the browser in words. The token itself is never stored.
pub async fn sign_in(
    mut act: Act,
    means: Means,
    subject: String,
    token_hash: String,
    agent: String,
) -> Result<Signed, Error<CannotSignIn>> {
    let found = access::by_credential(&mut act.tx, means, &subject).await?;
    let (account, credential) = found.ok_or(Error::no(CannotSignIn::UnknownCredential))?;
    let grants = access::grants_of(&mut act.tx, account.id).await?;
    let grant = match grants.as_slice() {
        [] => return Err(Error::no(CannotSignIn::NoGrant)),
        [only] => Some(only.grant.id),
        _ => None,
    };
    let opened = Opened {
        id: act.new_id(),
        token_hash: &token_hash,
        account: account.id,
        credential,
        grant,
        agent: &agent,
    };
    session::insert(&mut act, &opened).await?;
    let signed = Signed {
        session: opened.id,
        must_choose: grant.is_none(),
    };
    act.commit([Event::SignedIn {
        session: signed.session,
        account: account.id,
    }])
    .await?;
    Ok(signed)
}
