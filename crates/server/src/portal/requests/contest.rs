//! A certain duplicate of a request, contested: an officer says whether these are two persons (R4, D2).

use super::case::{open, said};
use crate::{
    portal::{
        form::Form,
        registration::contest::{Contest, ask, draw},
    },
    web::{Acting, Fields, Page, Problem},
    world::World,
};
use axum::extract::{Path, State};
use domain::request::RequestState;

async fn of_request(world: &World, acting: &Acting, id: &str) -> Result<Contest, Problem> {
    let kept = open(world, acting, id).await?;
    if kept.request.state != RequestState::Waiting {
        return Err(Problem::changed());
    }
    let back = format!("/demandes/{}", kept.request.id);
    Ok(Contest {
        submission: kept.request.id.to_string(),
        identity: said(&kept)?.identity,
        answers: kept.answers,
        waits: "la demande attend jusque-là",
        done: format!("{back}?avis=contestation-demande"),
        back,
    })
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let contest = of_request(&world, &acting, &id).await?;
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, contest, form)
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let contest = of_request(&world, &acting, &id).await?;
    ask(&world, &acting, contest, fields).await
}
