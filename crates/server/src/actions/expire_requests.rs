//! The clock ends the requests that nobody settled, or corrected, for 30 days (D3).

use super::Error;
use domain::request::{self, LASTS_DAYS, RequestState};
use jiff::SignedDuration;
use std::convert::Infallible;
use store::{Act, request::Settled};

/// Requests of one act.
const CHUNK: i64 = 100;

/// Gives how many expired: none when nothing is left to do.
pub async fn expire_requests(mut act: Act) -> Result<usize, Error<Infallible>> {
    let now = act.context.at;
    let since = now - SignedDuration::from_hours(24 * LASTS_DAYS);
    let mut events = Vec::new();
    for kept in store::request::due_to_expire(&mut act.tx, since, CHUNK).await? {
        let Some(event) = request::expire(&kept.request, now) else {
            continue;
        };
        let settled = Settled {
            state: RequestState::Expired,
            at: now,
            by: None,
            professional: None,
        };
        store::request::settle(&mut act.tx, kept.request.id, settled).await?;
        events.push(event);
    }
    let count = events.len();
    act.commit(events).await?;
    Ok(count)
}
