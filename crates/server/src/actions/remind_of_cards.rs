//! The clock reminds the holders of cards that end soon: 60, 30 and 7 days before, once each (K2).

use super::Error;
use domain::{
    card::{self, REMINDERS},
    event::Event,
};
use jiff::ToSpan;
use std::convert::Infallible;
use store::Act;

/// Cards of one act and one delay.
const CHUNK: i64 = 100;

/// Gives how many were reminded: none when nothing is left to do. Late by weeks, a holder gets the last reminder alone.
pub async fn remind_of_cards(mut act: Act) -> Result<usize, Error<Infallible>> {
    let today = act.context.today();
    let mut events: Vec<Event> = Vec::new();
    for days in REMINDERS {
        let until = today.saturating_add(days.days());
        for card in store::card::ending(&mut act.tx, (today, until), days, CHUNK).await? {
            let Some(event) = card::remind(&card, days) else {
                continue;
            };
            if store::card::set_reminded(&mut act.tx, card.id, days).await? {
                events.push(event);
            }
        }
    }
    let count = events.len();
    act.commit(events).await?;
    Ok(count)
}
