//! The messages that are ticked are sent again.

use super::is_leaving;
use crate::{
    actions::{self, Error},
    web::{Fields, Page, Problem, SignedIn, see_other},
    world::World,
};
use axum::extract::State;
use domain::{event::Message, id::Id};
use store::By;

/// Without a box ticked, or when somebody else did it first, the list is shown again and says so.
pub async fn restart_many(State(world): State<World>, signed: SignedIn, fields: Fields) -> Page {
    let ids: Vec<Id<Message>> = fields
        .ticked("message-")
        .filter_map(|id| id.parse().ok())
        .collect();
    let back = match fields.get("etat") {
        "refused" => "/agence/messages?etat=refused",
        _ => "/agence/messages?etat=given_up",
    };
    if ids.is_empty() {
        return see_other(&format!("{back}&avis=aucun-message"));
    }
    let by = By::Session(signed.live.id);
    let done = actions::run(&world, by, "restart_messages", |act| {
        actions::restart_messages(act, ids.clone())
    });
    match done.await {
        Ok(count) => see_other(&format!("{back}&relances={count}")),
        Err(Error::Refused(reasons)) if is_leaving(&reasons) => {
            see_other(&format!("{back}&avis=message-en-cours"))
        }
        Err(Error::Refused(_)) => Err(Problem::changed()),
        Err(error) => Err(Problem::of_act(error)),
    }
}
