//! The clock opens the reviews that are due: every six months, establishment by establishment (L5).

use super::Error;
use domain::review::{self, next_due};
use std::convert::Infallible;
use store::Act;

/// Establishments of one act.
const CHUNK: i64 = 50;

/// Gives how many were due: none when nothing is left to do. An establishment that no contract covers any more is
/// planned no more; one where nobody works, or whose last review is still open, waits for its next turn.
pub async fn open_reviews(mut act: Act) -> Result<usize, Error<Infallible>> {
    let today = act.context.today();
    let due = store::review::due(&mut act.tx, today, CHUNK).await?;
    let mut events = Vec::new();
    for establishment in &due {
        let facts = store::review::facts(&mut act.tx, None, establishment).await?;
        let next = facts.is_covered.then(|| next_due(today));
        store::review::plan(&mut act.tx, establishment, next).await?;
        let opened = review::open(&act.context, act.new_id(), establishment, facts);
        if let Ok((review, event)) = opened {
            store::review::insert(&mut act.tx, &review, None).await?;
            events.push(event);
        }
    }
    act.commit(events).await?;
    Ok(due.len())
}
