//! A manager's or a delegate's right ends: sessions with it, drafts to the representative (H4, H7).

use super::Error;
use domain::{
    access::Grant,
    event::Event,
    habilitation::{self, CannotWithdrawRight},
    id::Id,
};
use store::{Act, access, housekeeping::draft};

/// Gives how many drafts went to the representative.
pub async fn withdraw_habilitation(
    mut act: Act,
    id: Id<Grant>,
) -> Result<u64, Error<CannotWithdrawRight>> {
    let held = access::grant(&mut act.tx, id).await?;
    let held = held.ok_or(Error::no(CannotWithdrawRight::NotHeld))?.grant;
    let (event, drafts) = end(&mut act, &held).await?;
    act.commit([event]).await?;
    Ok(drafts)
}

/// The same inside an act that ends more.
pub(super) async fn end(
    act: &mut Act,
    held: &Grant,
) -> Result<(Event, u64), Error<CannotWithdrawRight>> {
    habilitation::withdraw(&act.context, held, 0).map_err(Error::no)?;
    let contract = held.scope.as_ref().map(|scope| scope.contract);
    let heir = match contract {
        Some(contract) => access::representative_of(&mut act.tx, contract).await?,
        None => None,
    };
    let drafts = match heir {
        Some(heir) => draft::hand_over(act, held.id, heir.id).await?,
        None => 0,
    };
    let event = habilitation::withdraw(&act.context, held, drafts).map_err(Error::no)?;
    let at = act.context.at;
    if !access::end_grant(&mut act.tx, held.id, at).await? {
        return Err(Error::no(CannotWithdrawRight::NotHeld));
    }
    Ok((event, drafts))
}
