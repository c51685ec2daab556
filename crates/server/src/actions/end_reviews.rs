//! The clock ends the reviews that have nothing left to answer, or nobody to answer them (L5).

use super::Error;
use crate::world::draw_check_code;
use domain::{event::Event, review::ReviewState};
use std::convert::Infallible;
use store::Act;

/// Reviews of one act.
const CHUNK: i64 = 50;

/// Gives how many ended: none when nothing is left to do.
pub async fn end_reviews(mut act: Act) -> Result<usize, Error<Infallible>> {
    let at = act.context.at;
    let mut events = Vec::new();
    for found in store::review::finished(&mut act.tx, CHUNK).await? {
        let (review, establishment) = (found.review, found.establishment);
        let code = draw_check_code().map_err(Error::Failed)?;
        let (state, code, event) = if found.is_covered {
            let done = Event::ReviewDone {
                review,
                establishment,
            };
            (ReviewState::Done, Some(code), done)
        } else {
            let lapsed = Event::ReviewLapsed {
                review,
                establishment,
            };
            (ReviewState::Lapsed, None, lapsed)
        };
        store::review::end(&mut act.tx, review, state, code.as_ref(), at).await?;
        events.push(event);
    }
    let count = events.len();
    act.commit(events).await?;
    Ok(count)
}
