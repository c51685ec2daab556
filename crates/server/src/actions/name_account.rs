//! Somebody who entered by a mailbox says their name: for the attestation of the course, and for the journal.

use super::Error;
use domain::{event::Event, identifiers::PersonalName};
use std::convert::Infallible;
use store::{Act, StoreError, access};

pub async fn name_account(
    mut act: Act,
    first_name: PersonalName,
    last_name: PersonalName,
) -> Result<(), Error<Infallible>> {
    let account = act.context.guest.as_ref().ok_or(StoreError::SignedOut)?;
    let account = account.account;
    let name = format!("{first_name} {last_name}");
    access::set_name(&mut act.tx, account, &name).await?;
    act.commit([Event::AccountNamed { account }]).await?;
    Ok(())
}
