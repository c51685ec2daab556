//! The clock closes the situations whose planned end is past: the directory and the e-CPS with them (L1, L2).

use super::{Error, close_situation::republish};
use domain::{
    event::Event,
    id::Id,
    professional::{Closing, Professional, end_as_planned},
};
use std::{collections::BTreeMap, convert::Infallible};
use store::{Act, StoreError};

/// Situations of one act: some ten statements each.
const CHUNK: i64 = 50;

/// Gives how many were closed: none when nothing is left to do.
pub async fn close_planned_ends(mut act: Act) -> Result<usize, Error<Infallible>> {
    let (today, at) = (act.context.today(), act.context.at);
    let mut events: Vec<Event> = Vec::new();
    let mut persons: BTreeMap<String, Id<Professional>> = BTreeMap::new();
    let past = store::professional::past_their_end(&mut act.tx, today, CHUNK).await?;
    for ((person, situation), reason) in past {
        let Some((ended, event)) = end_as_planned(person, situation, today) else {
            continue;
        };
        let Some(ended_on) = ended.ended_on else {
            continue;
        };
        let closing = Closing { ended_on, reason };
        store::professional::lock(&mut act.tx, person).await?;
        match store::professional::close_situation(&mut act.tx, ended.id, closing, None, at).await {
            // Somebody closed it while this act waited for the person.
            Err(StoreError::Changed) => continue,
            done => done?,
        }
        events.push(event);
        persons.insert(person.to_string(), person);
    }
    for person in persons.into_values() {
        republish(&mut act, person).await?;
    }
    let count = events.len();
    act.commit(events).await?;
    Ok(count)
}
