//! A plan of departures to look at: the staff list of an establishment, compared with who is registered there (L4).

use super::chain;
use crate::{
    actions::{Listed, compare_staff},
    import::staff::StaffList,
    world::World,
};
use anyhow::Context as _;
use domain::{
    access::{Means, paris_day},
    identifiers::french,
    staff::{Registered, Written},
};
use jiff::ToSpan as _;
use store::departure::registered;

/// Of those registered there, so many have left without a word in the register.
const GONE: usize = 2;

/// A list that Nadia Benali sent, and has not gone through.
pub async fn leave(world: &World) -> anyhow::Result<()> {
    let nadia = chain::sign_in(world, Means::Persona, "nadia-benali").await?;
    let scope = nadia.actor.grant.scope.clone().context("a scope")?;
    let mut tx = world.db().read().await?;
    let people = registered(&mut tx, &scope).await?;
    drop(tx);
    let Some(first) = people.first() else {
        return Ok(());
    };
    let there = first.establishment.clone();
    let name = first.establishment_name.clone();
    let here = people.iter().filter(|one| one.establishment == there);
    let here: Vec<&Registered> = here.collect();
    let today = paris_day(world.store.clock.now());
    let kept = here.iter().skip(GONE).enumerate();
    let mut lines: Vec<Written> = kept
        .map(|(rank, one)| Written {
            number: rank + 2,
            rpps: one.rpps.to_string(),
            birth_name: one.birth_name.clone(),
            first_names: one.first_names.display_french(),
            birth_date: one.birth_date.display_french(),
            starts_on: french(one.starts_on),
            ..Written::default()
        })
        .collect();
    if let Some(leaver) = lines.last_mut() {
        leaver.ends_on = french(today.saturating_sub(3.days()));
        "Fin de CDD".clone_into(&mut leaver.reason);
    }
    lines.push(Written {
        number: lines.len() + 2,
        birth_name: "MARCHETTI".to_owned(),
        first_names: "Solène".to_owned(),
        birth_date: "12/05/1990".to_owned(),
        sex: "F".to_owned(),
        starts_on: french(today),
        ..Written::default()
    });
    let list = StaffList {
        lines,
        ignored: vec!["Matricule".to_owned(), "Service".to_owned()],
        sheet: None,
    };
    let listed = Listed {
        list,
        name: "personnel-novembre.xlsx".to_owned(),
    };
    compare_staff(world, (&nadia.actor, &scope), listed, (vec![there], &name)).await?;
    Ok(())
}
