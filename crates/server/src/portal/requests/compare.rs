//! Those whom a request resembles: side by side inside the scope; outside, the public part and the level alone (R4).

use super::labels;
use crate::{
    actions,
    portal::{shell::Tone, words},
    web::{Acting, Problem},
    world::World,
};
use domain::{
    access::paris_day,
    duplicate::{Level, Trait, agreements},
    event::LookUp,
    identifiers::Rpps,
    professional::{BirthPlace, CivilIdentity},
};
use store::{
    Tx,
    look_alike::{LookAlike, look_alikes},
};

/// Somebody whom the candidate resembles.
pub struct Compared {
    pub rpps: String,
    pub name: String,
    pub level: (&'static str, Tone),
    /// In what the two differ, in words; empty outside the scope.
    pub why: String,
    /// Trait by trait; empty outside the scope.
    pub rows: Vec<Row>,
}

pub struct Row {
    pub label: &'static str,
    pub asked: String,
    pub known: String,
    pub agreement: (&'static str, Tone),
}

/// Those found, and what is said of them.
#[derive(Default)]
pub struct Found {
    pub compared: Vec<Compared>,
    /// Somebody probably is the same person: the manager says why not (R4).
    pub is_probable: bool,
    /// Who bears exactly this identity.
    pub certain: Option<Rpps>,
    /// Some are outside the scope and not shown: the limit of the day is reached (R5).
    pub is_hidden: bool,
}

pub async fn find(
    world: &World,
    acting: &Acting,
    identity: &CivilIdentity,
) -> Result<Found, Problem> {
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let all = look_alikes(&mut tx, &acting.scope, identity, today).await?;
    let identity = &named(&mut tx, identity).await?;
    drop(tx);
    let of = |level: Level| all.iter().find(|one| one.grade.level() == level);
    let mut found = Found {
        is_probable: of(Level::Probable).is_some(),
        certain: of(Level::Certain).map(|one| one.known.rpps.clone()),
        ..Found::default()
    };
    for one in all {
        if one.inside.is_none() {
            if actions::is_over_limit(world, acting.actor.grant.id).await? {
                found.is_hidden = true;
                continue;
            }
            actions::note(world, &acting.actor, &one.known, LookUp::Identity).await?;
        }
        found.compared.push(compared(identity, &one));
    }
    Ok(found)
}

/// The commune of birth by the name that it had then: a request holds its code alone.
async fn named(tx: &mut Tx, identity: &CivilIdentity) -> Result<CivilIdentity, Problem> {
    let mut named = identity.clone();
    if let BirthPlace::France { commune, name } = &mut named.birth_place {
        let known = store::place::of_code(tx, commune).await?;
        let then = known
            .iter()
            .find(|one| one.existed_on(&identity.birth_date))
            .or(known.last());
        if let Some(then) = then {
            name.clone_from(&then.name);
        }
    }
    Ok(named)
}

fn compared(identity: &CivilIdentity, one: &LookAlike) -> Compared {
    let inside = one.inside.as_ref();
    let why: Vec<&str> = one.grade.why().into_iter().map(labels::likeness).collect();
    Compared {
        rpps: one.known.rpps.to_string(),
        name: one.known.practice_name.clone(),
        level: labels::level(one.grade.level()),
        why: inside.map_or_else(String::new, |_| why.join(", ")),
        rows: inside.map_or_else(Vec::new, |known| {
            agreements(identity, &known.identity)
                .into_iter()
                .map(|(field, agreement)| Row {
                    label: labels::of_trait(field),
                    asked: text(field, identity),
                    known: text(field, &known.identity),
                    agreement: labels::agreement(agreement),
                })
                .collect()
        }),
    }
}

fn text(field: Trait, identity: &CivilIdentity) -> String {
    match field {
        Trait::BirthName => identity.birth_name.to_string(),
        Trait::UsedName => identity
            .used_name
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        Trait::FirstNames => identity.first_names.display_french(),
        Trait::Sex => identity.sex.label().to_owned(),
        Trait::BirthDate => identity.birth_date.display_french(),
        Trait::BirthPlace => match &identity.birth_place {
            BirthPlace::France { commune, name } if name.is_empty() => format!("code {commune}"),
            BirthPlace::France { commune, name } => format!("{name}, code {commune}"),
            BirthPlace::Abroad { country, town } => {
                format!("{town} ({})", words::typographic(country.short_label()))
            }
        },
    }
}
