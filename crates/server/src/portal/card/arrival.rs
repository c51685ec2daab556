//! Back from the card's port: the one-time code opens the session.

use super::{refused::refused, state};
use crate::{
    actions::CannotSignIn,
    portal::session,
    web::{Page, Problem, Visitor},
    world::{World, hash_secret},
};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
};
use domain::{access::Means, card::CannotUseCard, refusal::Refusals};
use serde::Deserialize;
use store::{By, housekeeping::hand_over, journal_refusal};

#[derive(Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
}

/// A code that was used, that is too old or that another browser asked for does nothing.
pub async fn arrive(
    State(world): State<World>,
    visitor: Visitor,
    Query(Code { code }): Query<Code>,
    headers: HeaderMap,
) -> Page {
    let found = match state(&world, &visitor) {
        None => None,
        Some(state) => {
            let visit = hash_secret(&state);
            hand_over::take(&world.store, &hash_secret(&code), &visit).await?
        }
    };
    let Some(found) = found else {
        let codes = vec!["hand_over_unusable".to_owned()];
        journal_refusal(&world.store, By::System, "sign_in_by_card", codes).await?;
        return Err(Problem::hand_over());
    };
    let verified = (Means::Card, found.number.as_str());
    match session::try_open(&world, verified, &headers, &found.destination).await? {
        Ok(response) => Ok(response),
        Err(reasons) => refused(visitor.shell(&world), why(&reasons)),
    }
}

fn why(reasons: &Refusals<CannotSignIn>) -> CannotUseCard {
    let of_card = reasons.iter().find_map(|reason| match reason {
        CannotSignIn::Card(why) => Some(*why),
        _ => None,
    });
    of_card.unwrap_or(CannotUseCard::NoRight)
}
