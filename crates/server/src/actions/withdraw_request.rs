//! A candidate takes a pending request back.

use super::Error;
use domain::{
    id::Id,
    request::{self, CannotSend, Request, RequestState},
};
use store::{Act, request::Settled};

pub async fn withdraw_request(mut act: Act, id: Id<Request>) -> Result<(), Error<CannotSend>> {
    let kept = store::request::lock(&mut act.tx, id).await?;
    let kept = kept.ok_or(Error::no(CannotSend::NotAllowed))?;
    let event = request::withdraw(&act.context, &kept.request).map_err(Error::no)?;
    let settled = Settled {
        state: RequestState::Withdrawn,
        at: act.context.at,
        by: None,
        professional: None,
    };
    store::request::settle(&mut act.tx, id, settled).await?;
    act.commit([event]).await?;
    Ok(())
}
