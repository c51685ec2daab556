//! Open an account, with the first means of sign-in of its holder, and for an officer the agency's grant.

use super::Error;
use domain::{
    access::{Account, Credential, Grant, GrantKind, Means},
    event::Event,
    id::Id,
};
use std::convert::Infallible;
use store::{Act, access};

/// Who is to have an account.
#[derive(Clone, Debug)]
pub struct OpenAccount {
    pub name: String,
    pub email: String,
    pub means: Means,
    pub subject: String,
    pub officer: Officer,
}

/// Is the holder an officer of the agency?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Officer {
    Yes,
    No,
}

pub async fn open_account(
    mut act: Act,
    command: OpenAccount,
) -> Result<Id<Account>, Error<Infallible>> {
    let at = act.context.at;
    let account = Account {
        id: act.new_id(),
        name: command.name,
        email: command.email,
    };
    let credential = Credential {
        id: act.new_id(),
        account: account.id,
        means: command.means,
        subject: command.subject,
        card: None,
    };
    access::insert_account(&mut act.tx, &account, at).await?;
    access::insert_credential(&mut act.tx, &credential, at).await?;
    let mut events = vec![Event::AccountOpened {
        account: account.id,
    }];
    if command.officer == Officer::Yes {
        let grant = Grant {
            id: act.new_id(),
            account: account.id,
            kind: GrantKind::Officer,
            scope: None,
        };
        access::insert_grant(&mut act.tx, &grant, &[], None, at).await?;
        events.push(Event::OfficerNamed { grant: grant.id });
    }
    act.commit(events).await?;
    Ok(account.id)
}
