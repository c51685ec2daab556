//! Professionals of the whole register, for officers: found, read, their civil identity corrected (R10); deaths told (L1).

mod correct;
mod deaths;
mod file;
mod find;

use crate::{
    actions,
    router::Routes,
    web::{Problem, SignedIn, Who},
    world::World,
};
use domain::{identifiers::Rpps, professional::Professional};

/// The routes of officers.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/agence/professionnels", who, find::show)
        .get("/agence/deces", who, deaths::show)
        .get("/agence/professionnels/{rpps}", who, file::show)
        .get(
            "/agence/professionnels/{rpps}/etat-civil",
            who,
            correct::show,
        )
        .post(
            "/agence/professionnels/{rpps}/etat-civil",
            who,
            correct::submit,
        )
        .get(
            "/agence/professionnels/{rpps}/etat-civil/{correction}/justificatif",
            who,
            file::proof,
        )
}

/// Someone of the URL; opening a file is journaled (R12).
async fn open(world: &World, signed: &SignedIn, rpps: &str) -> Result<Professional, Problem> {
    let rpps: Rpps = rpps.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let id = store::agency::id_of(&mut tx, &rpps).await?;
    let id = id.ok_or_else(Problem::not_found)?;
    let known = store::professional::by_id(&mut tx, id).await?;
    drop(tx);
    let known = known.ok_or_else(Problem::not_found)?;
    let held = signed.live.held.as_ref().ok_or_else(Problem::forbidden)?;
    actions::open_file(world, (signed.live.id, held.grant.id), known.id).await?;
    Ok(known)
}

fn name(professional: &Professional) -> String {
    let practice = &professional.practice;
    format!("{} {}", practice.first_name, practice.name)
}
