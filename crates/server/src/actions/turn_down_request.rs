//! A manager sends a request back, or refuses it (D2).

use super::Error;
use domain::{
    id::Id,
    request::{self, CannotSettleRequest, Remark, Request, SettleFacts},
    turn_down::TurnDown,
};
use store::{
    Act, StoreError, access,
    request::{Kept, Settled},
    structure,
};

pub async fn turn_down_request(
    mut act: Act,
    id: Id<Request>,
    command: TurnDown<Remark>,
) -> Result<(), Error<CannotSettleRequest>> {
    let (kept, facts) = open(&mut act, id).await?;
    let decided = request::turn_down(&act.context, &kept.request, facts, &command);
    let (state, event) = decided.map_err(Error::no)?;
    store::request::insert_remark(&mut act, (id, state), &command).await?;
    let settled = Settled {
        state,
        at: act.context.at,
        by: act.context.grant().map(|grant| grant.id),
        professional: None,
    };
    store::request::settle(&mut act.tx, id, settled).await?;
    act.commit([event]).await?;
    Ok(())
}

/// A request held to the end of the act, with what decides who may settle it now (H3, H5, C8).
pub(super) async fn open(
    act: &mut Act,
    id: Id<Request>,
) -> Result<(Kept, SettleFacts), StoreError> {
    let kept = store::request::lock(&mut act.tx, id).await?;
    let kept = kept.ok_or(StoreError::Changed)?;
    let establishment = &kept.request.establishment;
    let (Some(actor), Some(scope)) = (act.context.actor.clone(), act.context.scope().cloned())
    else {
        return Err(StoreError::SignedOut);
    };
    let email = access::email_of(&mut act.tx, actor.account).await?;
    let facts = SettleFacts {
        in_scope: structure::covers(&mut act.tx, &scope, establishment).await?,
        is_own: email.eq_ignore_ascii_case(kept.request.email.as_str()),
        others: store::request::others_who_settle(&mut act.tx, establishment, actor.account)
            .await?,
    };
    Ok((kept, facts))
}
