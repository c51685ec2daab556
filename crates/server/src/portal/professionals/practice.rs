//! The practice name of somebody in the scope (M2).

use super::file;
use crate::{
    portal::practice_form::{self, Person},
    web::{Acting, Fields, Page, Problem},
    world::World,
};
use axum::extract::{Path, State};
use domain::professional::Professional;
use store::professional::Seen;

/// Somebody of the scope; outside it there is nothing to change.
pub(super) async fn person(
    world: &World,
    acting: &Acting,
    rpps: &str,
) -> Result<Professional, Problem> {
    match file::open(world, acting, rpps).await? {
        Seen::Full { professional, .. } => Ok(*professional),
        Seen::PublicPart { .. } => Err(Problem::not_found()),
    }
}

fn of(professional: Professional) -> Person {
    let name = professional.display_name();
    Person {
        caption: format!("{name}, RPPS {}", professional.rpps),
        back: (format!("/professionnels/{}", professional.rpps), name),
        professional,
    }
}

pub async fn show(State(world): State<World>, acting: Acting, Path(rpps): Path<String>) -> Page {
    let person = of(person(&world, &acting, &rpps).await?);
    practice_form::show(&world, acting.visitor.shell(&world), person).await
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(rpps): Path<String>,
    fields: Fields,
) -> Page {
    let person = of(person(&world, &acting, &rpps).await?);
    let shell = acting.visitor.shell(&world);
    practice_form::submit(&world, acting.by(), shell, person, fields).await
}
