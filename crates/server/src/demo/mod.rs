//! The demonstration's data: made up, and made by the real actions, on a clock that begins three months ago.

pub mod cards;
pub mod chain;
mod departures;
mod draw;
mod people;
mod personas;
mod requests;
mod reviews;
mod situations;
mod waiting;

use crate::{import::finess, jobs, world::World};
use anyhow::Context as _;
use domain::access::Means;
use jiff::SignedDuration;
use people::Person;
use personas::Team;
use std::{io::Write as _, path::Path};
use store::{Clock, Store};

const LEGAL_ENTITIES: &str = include_str!("../../../../data/demo/entites-juridiques.csv");
const ESTABLISHMENTS: &str = include_str!("../../../../data/demo/etablissements.csv");

/// How many professionals are registered, over how many days.
const PROFESSIONALS: usize = 400;
const DAYS: i64 = 90;

/// Make the data, unless they are there already: starting again keeps them. Files go to `folder`.
pub async fn fill(world: &World, folder: &Path) -> anyhow::Result<()> {
    let mut tx = world.db().read().await?;
    let personas = store::access::holders(&mut tx, Means::Persona).await?;
    drop(tx);
    if !personas.is_empty() {
        return Ok(());
    }
    let past = in_the_past(world)?;
    let teams = set_stage(&past, folder).await?;
    register_all(&past, &teams).await.context("professionals")?;
    waiting::leave(&past).await.context("what waits")?;
    departures::leave(&past).await.context("departures")?;
    requests::leave(&past).await.context("requests")?;
    situations::live(&past).await.context("situations")?;
    jobs::round(&past).await?;
    Ok(())
}

/// Structures, contracts, personas and their rights, before any professional. Files go to `folder`.
pub async fn set_stage(world: &World, folder: &Path) -> anyhow::Result<Vec<Team>> {
    import_structures(world, folder)
        .await
        .context("structures")?;
    personas::make(world).await.context("personas")
}

/// The made-up structures, as the official files would bring them.
async fn import_structures(world: &World, folder: &Path) -> anyhow::Result<()> {
    let mut files = Vec::new();
    for (name, text) in [
        ("entites-juridiques.csv", LEGAL_ENTITIES),
        ("etablissements.csv", ESTABLISHMENTS),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        files.push(path);
    }
    let options = finess::Options {
        files,
        missing: finess::Missing::default(),
    };
    finess::import_finess(&world.store, &options, |_| {}).await?;
    Ok(())
}

/// The same data with a clock that stands three months ago, until it is moved.
fn in_the_past(world: &World) -> anyhow::Result<World> {
    let Store { db, clock, ids, .. } = world.store.clone();
    let clock = Clock::fixed(clock.now() - SignedDuration::from_hours(DAYS * 24));
    let range = &world.config.rpps;
    let numbers = store::Numbers::new(range.first..range.last + 1);
    World::new(
        Store::new(db, clock, ids, numbers),
        world.config.clone(),
        world.outside.clone(),
        true,
    )
}

async fn register_all(past: &World, teams: &[Team]) -> anyhow::Result<()> {
    let step = SignedDuration::from_secs(DAYS * 24 * 3600 / i64::try_from(PROFESSIONALS)?);
    let total: usize = teams.iter().map(|team| team.share).sum();
    let mut people = people::draw();
    for rank in 0..PROFESSIONALS {
        let mut place = rank * 7 % total;
        let team = teams.iter().find(|team| {
            let here = place < team.share;
            place = place.saturating_sub(team.share);
            here
        });
        let team = team.context("a share for each professional")?;
        let Some(person) = people.next() else { break };
        register(past, team, &person, rank).await?;
        // Promises are kept within the hour, as by a service that runs (R9).
        jobs::round(past).await?;
        reviews::open(past, rank).await.context("reviews")?;
        past.store.clock.advance(step);
        if rank % 10 == 9 {
            tell(rank + 1);
        }
    }
    Ok(())
}

async fn register(past: &World, team: &Team, person: &Person, rank: usize) -> anyhow::Result<()> {
    team.register(past, person, rank)
        .await
        .with_context(|| format!("{} {}", person.first_names, person.birth_name))
}

/// Progress, on one line.
fn tell(done: usize) {
    let mut out = std::io::stderr();
    let end = if done == PROFESSIONALS { "\n" } else { "" };
    let _ = write!(
        out,
        "\rDonnées fictives / made-up data: {done}/{PROFESSIONALS} professionnels{end}"
    );
    let _ = out.flush();
}
