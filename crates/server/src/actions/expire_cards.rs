//! The clock ends the cards whose last day is past: credential and sessions end with them (K2).

use super::Error;
use domain::{card, event::Event};
use std::convert::Infallible;
use store::{Act, housekeeping::session};

/// Cards of one act.
const CHUNK: i64 = 100;

/// Gives how many expired: none when nothing is left to do.
pub async fn expire_cards(mut act: Act) -> Result<usize, Error<Infallible>> {
    let (today, at) = (act.context.today(), act.context.at);
    let mut events: Vec<Event> = Vec::new();
    for found in store::card::over(&mut act.tx, today, CHUNK).await? {
        let Some((card, event)) = card::expire(found, today) else {
            continue;
        };
        store::card::update(&mut act.tx, &card, at).await?;
        session::end_card(&mut act.tx, card.id, at).await?;
        events.push(event);
    }
    let count = events.len();
    act.commit(events).await?;
    Ok(count)
}
