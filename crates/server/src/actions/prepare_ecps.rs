//! Prepare the e-CPS of a new professional: ready to be activated (R9).

use super::Error;
use domain::{ecps, event::Event, id::Id, professional::Professional};
use std::convert::Infallible;
use store::Act;

/// Done once, however often it is asked.
pub async fn prepare_ecps(
    mut act: Act,
    professional: Id<Professional>,
) -> Result<(), Error<Infallible>> {
    let at = act.context.at;
    if store::ecps::prepare(&mut act.tx, professional, at).await? {
        // No situation may be left already.
        if let Some(now) = store::ecps::settle(&mut act.tx, professional, at).await? {
            act.note(ecps::moved(professional, now));
        }
        act.commit([Event::EcpsPrepared { professional }]).await?;
    }
    Ok(())
}
