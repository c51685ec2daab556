//! Compare a list with the register, and keep what is proposed: nothing is ended before it is confirmed (L4).

use super::{Looked, look_up};
use crate::{import::staff::StaffList, world::World};
use domain::{
    access::{Actor, Scope, paris_day},
    event::LookUp,
    id::Id,
    identifiers::Finess,
    staff::{
        Compared, Comparison, List, Plan, PlanKind, Proposal, Registered, Why, compare, leavers,
    },
};
use jiff::civil::Date;
use store::{
    StoreError,
    departure::{Facts, registered},
    housekeeping::departure::{self, New},
    professional,
};

/// Numbers of nobody in the scope that are looked up for one list.
const MOST_LOOK_UPS: usize = 50;

/// A list to compare, with what it is of.
#[derive(Clone, Debug)]
pub struct Listed {
    pub list: StaffList,
    /// Of the file, as sent; empty for what was pasted.
    pub name: String,
}

/// A staff list, with who is registered at these establishments of the scope, named in words.
pub async fn compare_staff(
    world: &World,
    (actor, scope): (&Actor, &Scope),
    listed: Listed,
    (establishments, words): (Vec<Finess>, &str),
) -> Result<Id<Plan>, anyhow::Error> {
    let people = people(world, scope).await?;
    let today = paris_day(world.store.clock.now());
    let Listed { list, name } = listed;
    let work = move || {
        let compared = compare(Comparison {
            list: &list.lines,
            registered: &people,
            establishments: &establishments,
            today,
        });
        (compared, list, people)
    };
    let (mut compared, list, people) = tokio::task::spawn_blocking(work).await?;
    meet_outside(world, (actor, scope), &mut compared.proposals, today).await?;
    let facts = facts(&compared, &list);
    let new = New {
        kind: PlanKind::Comparison,
        name: &name,
        establishments: words,
        facts: &facts,
        proposals: &compared.proposals,
        registered: &people,
    };
    Ok(departure::begin(&world.store, (actor, scope), new).await?)
}

/// Numbers of people who leave.
pub async fn list_leavers(
    world: &World,
    (actor, scope): (&Actor, &Scope),
    listed: Listed,
) -> Result<Id<Plan>, anyhow::Error> {
    let people = people(world, scope).await?;
    let today = paris_day(world.store.clock.now());
    let Listed { list, name } = listed;
    let mut named = leavers(&list.lines, &people);
    meet_outside(world, (actor, scope), &mut named.proposals, today).await?;
    let facts = facts(&named, &list);
    let new = New {
        kind: PlanKind::Numbers,
        name: &name,
        establishments: "",
        facts: &facts,
        proposals: &named.proposals,
        registered: &people,
    };
    Ok(departure::begin(&world.store, (actor, scope), new).await?)
}

async fn people(world: &World, scope: &Scope) -> Result<Vec<Registered>, StoreError> {
    let mut tx = world.db().read().await?;
    registered(&mut tx, scope).await
}

/// What the register says of numbers outside the scope: the public part, counted and journaled like any look-up (R5).
async fn meet_outside(
    world: &World,
    (actor, scope): (&Actor, &Scope),
    proposals: &mut [Proposal],
    today: Date,
) -> Result<(), StoreError> {
    let numbered = proposals.iter_mut().filter(|line| line.look_up.is_some());
    for (rank, line) in numbered.enumerate() {
        let Some(rpps) = &line.look_up else { continue };
        if rank >= MOST_LOOK_UPS {
            line.why = Why::NotLookedUp;
            continue;
        }
        let search = async || {
            let mut tx = world.db().read().await?;
            professional::known_by_rpps(&mut tx, scope, rpps, today).await
        };
        line.why = match look_up(world, actor, LookUp::Rpps, search).await? {
            Looked::Found(known) if known.in_scope => Why::NotHere,
            Looked::Found(known) => Why::Outside {
                name: known.practice_name,
            },
            Looked::Nobody => Why::NumberUnknown,
            Looked::OverLimit => Why::NotLookedUp,
        };
        if line.why == Why::NotHere && line.list == List::New {
            line.why = Why::Unregistered;
        }
    }
    Ok(())
}

fn facts(compared: &Compared, list: &StaffList) -> Facts {
    Facts {
        listed: list.lines.len(),
        here: compared.here,
        met: compared.met,
        agreed: compared.agreed,
        repeated: compared.repeated,
        elsewhere: compared.elsewhere,
        is_doubtful: compared.is_doubtful(),
        ignored: list.ignored.clone(),
        sheet: list.sheet.clone(),
    }
}
