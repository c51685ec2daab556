//! Sign-in by card: shown at its own port, it is handed over to the portal by a one-time code.

mod arrival;
mod door;
mod refused;

pub use arrival::arrive;
pub use door::{elsewhere, show_card};

use super::assets;
use crate::{
    router::Routes,
    web::{Visitor, Who::Unseen},
    world::World,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The routes of the card's port. It knows no session: a card signs in at the portal.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/carte", Unseen, show_card)
        .get("/assets/{file}", Unseen, assets::file)
}

/// Where a visitor shows a card; empty when this node has no port for cards, or the visitor neither visit nor session.
#[must_use]
pub fn href(world: &World, visitor: &Visitor, suite: &str) -> String {
    match state(world, visitor) {
        Some(state) if world.config.card.is_open() => format!(
            "{}/carte?etat={state}&suite={}",
            world.config.card.public_url,
            utf8_percent_encode(suite, NON_ALPHANUMERIC)
        ),
        _ => String::new(),
    }
}

/// Binds what a card's port finds to the browser that asked for it.
fn state(world: &World, visitor: &Visitor) -> Option<String> {
    let bound = visitor.bound_to()?;
    Some(world.seal(&format!("card for {bound}")))
}
