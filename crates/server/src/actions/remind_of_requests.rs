//! The clock reminds those who may settle requests that some wait, after 7 and 15 days (D3).

use super::Error;
use domain::{
    event::Event,
    request::{self, REMINDERS},
};
use jiff::SignedDuration;
use std::convert::Infallible;
use store::{Act, housekeeping::count};

/// Requests of one act.
const CHUNK: i64 = 20;

/// Gives how many requests were looked at: none when nothing is left to do. A manager gets one mail a day, whatever waits.
pub async fn remind_of_requests(mut act: Act) -> Result<usize, Error<Infallible>> {
    let now = act.context.at;
    let mut events = Vec::new();
    let mut seen = 0;
    for days in REMINDERS {
        let since = now - SignedDuration::from_hours(24 * days);
        for kept in store::request::due_to_remind(&mut act.tx, since, days, CHUNK).await? {
            let Some(due) = request::remind(&kept.request, kept.reminded, now) else {
                continue;
            };
            seen += 1;
            store::request::set_reminded(&mut act.tx, kept.request.id, due).await?;
            let place = &kept.request.establishment;
            for (grant, contract) in store::request::registrars_of(&mut act.tx, place).await? {
                if count::add_in(&mut act, &format!("requests wait {grant}")).await? == 1 {
                    events.push(Event::RequestsWait { grant, contract });
                }
            }
        }
    }
    act.commit(events).await?;
    Ok(seen)
}
