//! Deliver one mail or SMS, at least once, and record what became of it (N1).

use super::JobError;
use crate::{
    outside::{NotSent, render},
    world::World,
};
use domain::{
    event::{About, Channel, Message, MessageState},
    id::Id,
};
use jiff::SignedDuration;
use store::{
    housekeeping::{self, delivery},
    message,
};

/// A message that could not leave for so long is given up: an outage of a long weekend loses nothing.
const GIVEN_UP_AFTER: SignedDuration = SignedDuration::from_hours(4 * 24);

pub async fn run(world: &World, id: Id<Message>) -> Result<(), JobError> {
    let mut tx = world.db().read().await?;
    let Some(kept) = message::by_id(&mut tx, id).await? else {
        return Err(JobError::GiveUp("the message is gone".into()));
    };
    // Settled by a worker that died before it could finish its job.
    if kept.state != MessageState::Waiting {
        return Ok(());
    }
    let facts = message::facts(&mut tx, kept.about).await?;
    let mut facts =
        facts.ok_or_else(|| JobError::GiveUp("what the message is about is gone".into()))?;
    if let About::Professional(professional) = kept.about {
        facts.ecps = store::ecps::moved_at(&mut tx, professional, kept.created_at).await?;
    }
    let since = world.store.clock.now() - SignedDuration::from_hours(24);
    let sent_today = message::count_to(&mut tx, &kept.recipient, since).await?;
    drop(tx);
    match kept.about {
        About::Link(link) => housekeeping::link::send(&world.store, link).await?,
        About::Code(code) if !housekeeping::code::send(&world.store, code).await? => {
            let why = "the code would come too late";
            return Ok(delivery::record(&world.store, id, MessageState::GivenUp, why).await?);
        }
        _ => {}
    }
    let once = world.once(kept.template, kept.about);
    let text = render(&world.config, kept.template, &facts, &once)
        .map_err(|error| JobError::GiveUp(error.to_string()))?;
    let outside = &world.outside;
    let sent = match kept.channel {
        Channel::Mail => {
            outside
                .mail
                .send(&kept.message_id, &kept.recipient, &text)
                .await
        }
        Channel::Sms if sent_today >= world.config.sms.per_number_per_day => Err(NotSent::Later(
            "this number has had its SMS of the day".into(),
        )),
        Channel::Sms => {
            outside
                .sms
                .send(&kept.message_id, &kept.recipient, &text.plain)
                .await
        }
    };
    let since = kept.restarted_at.unwrap_or(kept.created_at);
    let age = world.store.clock.now().duration_since(since);
    let (state, error) = match sent {
        Ok(()) => (MessageState::Sent, String::new()),
        Err(NotSent::Never(error)) => (MessageState::Refused, error),
        Err(NotSent::Later(error)) if age >= GIVEN_UP_AFTER => (MessageState::GivenUp, error),
        Err(NotSent::Later(error)) => (MessageState::Waiting, error),
    };
    delivery::record(&world.store, id, state, &error).await?;
    metrics::counter!("rpps_messages_total", "channel" => kept.channel.code(), "state" => state.code()).increment(1);
    if state == MessageState::Waiting {
        return Err(JobError::Retry(error));
    }
    Ok(())
}
