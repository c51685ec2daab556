//! One's own practice name.

use super::show::read;
use crate::{
    portal::practice_form::{self, Person},
    web::{Fields, Owner, Page, Problem},
    world::World,
};
use axum::extract::State;

async fn person(world: &World, owner: &Owner) -> Result<Person, Problem> {
    let mut tx = world.db().read().await?;
    let professional = read(&mut tx, owner).await?.professional;
    Ok(Person {
        caption: format!("Mon dossier, RPPS {}", professional.rpps),
        professional,
        back: ("/mon-dossier".to_owned(), "Mon dossier".to_owned()),
    })
}

pub async fn show(State(world): State<World>, owner: Owner) -> Page {
    let person = person(&world, &owner).await?;
    practice_form::show(&world, owner.visitor.shell(&world), person).await
}

pub async fn submit(State(world): State<World>, owner: Owner, fields: Fields) -> Page {
    let person = person(&world, &owner).await?;
    let shell = owner.visitor.shell(&world);
    practice_form::submit(&world, owner.by(), shell, person, fields).await
}
