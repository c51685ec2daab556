//! Departures, one list at a time: by numbers or by a staff list compared, then one plan to confirm (L4).

mod abandon;
mod choose;
mod compare;
mod confirm;
mod export;
mod index;
mod line;
mod model;
mod numbers;
mod plan;
mod reason;
mod sending;
mod start;
mod state;

use crate::{
    router::Routes,
    web::{Acting, Problem, Who},
    world::World,
};
use store::{
    Tx,
    departure::{self, Kept},
};

/// The routes of those who register.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/departs", who, index::show)
        .get("/departs/numeros", who, numbers::show)
        .post("/departs/numeros", who, numbers::submit)
        .get("/departs/comparaison", who, compare::show)
        .post("/departs/comparaison", who, compare::submit)
        .get("/departs/modele.xlsx", who, model::xlsx)
        .get("/departs/{plan}", who, plan::show)
        .post("/departs/{plan}", who, choose::submit)
        .get("/departs/{plan}/suivi", who, state::fragment)
        .get("/departs/{plan}/confirmer", who, confirm::show)
        .post("/departs/{plan}/confirmer", who, confirm::submit)
        .post("/departs/{plan}/abandonner", who, abandon::submit)
        .post("/departs/{plan}/brouillon", who, start::submit)
        .get("/departs/{plan}/resultat.csv", who, export::csv)
        .get("/departs/{plan}/resultat.xlsx", who, export::xlsx)
}

/// A plan of who asks.
async fn open(world: &World, acting: &Acting, tx: &mut Tx, id: &str) -> Result<Kept, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let now = world.store.clock.now();
    let kept = departure::by_id(tx, &acting.actor, id, now).await?;
    kept.ok_or_else(Problem::not_found)
}
