//! The address that was confirms what a manager changed: the e-CPS waits no longer (M2).

use super::Error;
use domain::{
    event::{Event, Link},
    id::Id,
    professional::Professional,
    refusal::Refusal,
};
use store::{Act, housekeeping::link};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotConfirmContact {
    /// Used, too old, or replaced by a later change.
    LinkOver,
}

impl Refusal for CannotConfirmContact {
    fn code(&self) -> &'static str {
        "link_over"
    }
}

/// The secret of the link was verified; it is used up here.
pub async fn confirm_contact(
    mut act: Act,
    link: Id<Link>,
    professional: Id<Professional>,
) -> Result<(), Error<CannotConfirmContact>> {
    if !link::use_up(&mut act, link).await? {
        return Err(Error::no(CannotConfirmContact::LinkOver));
    }
    store::professional::release(&mut act.tx, professional).await?;
    act.commit([Event::ContactConfirmed { professional }])
        .await?;
    Ok(())
}
