//! Situations that changed, that end soon or have just ended, and a marriage recorded by the agency.

use super::chain;
use crate::{actions, world::World};
use anyhow::Context as _;
use domain::{
    access::{Actor, Means, Scope, paris_day},
    id::Id,
    identifiers::PersonalName,
    nomenclature::EndReason,
    professional::{Closing, Correct, CorrectionKind, Professional, Situation},
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    By,
    professional::{self, Filter, Order},
};

/// Make a little of each, on the last people of the list of a manager.
pub async fn live(world: &World) -> anyhow::Result<()> {
    let nadia = chain::sign_in(world, Means::Persona, "nadia-benali").await?;
    let nadia = nadia.actor;
    let scope = nadia.grant.scope.clone().context("a manager's scope")?;
    let today = paris_day(world.store.clock.now());
    let mut people = people(world, &scope, today).await?.into_iter();
    let mut next = || people.next().context("enough people");
    let left = EndReason::other();
    let moved: EndReason = "CHL".parse()?;
    let yesterday = today.yesterday()?;
    end(world, &nadia, &next()?.1, yesterday, moved).await?;
    end(world, &nadia, &next()?.1, today + 20.days(), left).await?;
    change(world, &nadia, &next()?.1).await?;
    marry(world, next()?.0, yesterday).await
}

/// People with a situation of theirs that has begun.
async fn people(
    world: &World,
    scope: &Scope,
    today: Date,
) -> anyhow::Result<Vec<(Id<Professional>, Situation)>> {
    let filter = Filter {
        order: Order::NameDescending,
        ..Filter::default()
    };
    let mut tx = world.db().read().await?;
    let mut found = Vec::new();
    for line in professional::list(&mut tx, scope, &filter, today, (0, 20)).await? {
        let open = professional::open_of(&mut tx, scope, line.id).await?;
        let begun = open.into_iter().find(|one| one.starts_on < today);
        found.extend(begun.map(|one| (line.id, one)));
    }
    Ok(found)
}

async fn end(
    world: &World,
    by: &Actor,
    situation: &Situation,
    ended_on: Date,
    reason: EndReason,
) -> anyhow::Result<()> {
    let closing = Closing { ended_on, reason };
    let id = situation.id;
    let by = By::Session(by.session);
    let done = chain::act(world, by, "close_situation", |act| {
        actions::close_situation(act, id, closing)
    });
    done.await.map(drop)
}

async fn change(world: &World, by: &Actor, situation: &Situation) -> anyhow::Result<()> {
    let mut tx = world.db().read().await?;
    let version = professional::version(&mut tx, situation.id).await?;
    drop(tx);
    let mut wanted = situation.terms();
    wanted.practice_mode = if wanted.practice_mode.code() == "B" {
        "S".parse()?
    } else {
        "B".parse()?
    };
    let id = situation.id;
    let by = By::Session(by.session);
    let done = chain::act(world, by, "change_situation", |act| {
        actions::change_situation(act, id, version, wanted)
    });
    done.await
}

async fn marry(world: &World, id: Id<Professional>, on: Date) -> anyhow::Result<()> {
    let officer = chain::sign_in(world, Means::Persona, "agence").await?.actor;
    let mut tx = world.db().read().await?;
    let known = professional::by_id(&mut tx, id).await?;
    let known = known.context("somebody")?;
    drop(tx);
    let used: PersonalName = "Désormeaux".parse()?;
    let mut identity = known.identity;
    identity.used_name = Some(used);
    let command = Correct {
        kind: CorrectionKind::CivilStatus,
        identity,
        practice: known.practice,
        on,
        reason: "Mariage.".to_owned(),
        proof: "Acte de mariage".to_owned(),
        has_file: false,
        seen: 0,
    };
    let by = By::Session(officer.session);
    let done = chain::act(world, by, "correct_identity", |act| {
        actions::correct_identity(act, id, command.clone(), None)
    });
    done.await
}
