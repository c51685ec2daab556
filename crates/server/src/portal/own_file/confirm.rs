//! The address that was confirms a manager's change: whoever reads that mailbox, signed in or not (M2).

use crate::{
    actions::{self, CannotConfirmContact, Error},
    portal::{form::Form, shell::Shell},
    web::{Fields, Page, Problem, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{event::Link, id::Id, professional::Professional};
use store::{By, housekeeping::link::Purpose};

#[derive(Template)]
#[template(path = "own_file/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    form: Form,
    is_done: bool,
}

fn over() -> Problem {
    Problem {
        text: "Il a déjà servi, plus de 48 heures ont passé, ou les coordonnées ont changé de nouveau. Il n’y a rien à confirmer.".to_owned(),
        next: Some(("/connexion/dossier".to_owned(), "Entrer dans mon dossier")),
        ..Problem::link_over()
    }
}

async fn good(
    world: &World,
    id: &str,
    secret: &str,
) -> Result<(Id<Link>, Id<Professional>), Problem> {
    let (id, good) = world.link(id, secret).await?.ok_or_else(over)?;
    match good.purpose {
        Purpose::Contact(professional) => Ok((id, professional)),
        _ => Err(over()),
    }
}

/// Opening the link changes nothing: its button does (N2).
pub async fn show(
    State(world): State<World>,
    visitor: Visitor,
    Path((id, secret)): Path<(String, String)>,
) -> Page {
    good(&world, &id, &secret).await?;
    let visitor = visitor.begin_visit()?;
    let shown = ConfirmPage {
        shell: visitor.shell(&world),
        form: Form::empty(visitor.csrf(&world)),
        is_done: false,
    };
    let mut response = page(StatusCode::OK, &shown)?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

pub async fn submit(
    State(world): State<World>,
    visitor: Visitor,
    Path((id, secret)): Path<(String, String)>,
    _: Fields,
) -> Page {
    let (link, professional) = good(&world, &id, &secret).await?;
    let confirmed = actions::run(&world, By::System, "confirm_contact", |act| {
        actions::confirm_contact(act, link, professional)
    });
    match confirmed.await {
        Ok(()) => {}
        Err(Error::<CannotConfirmContact>::Refused(_)) => return Err(over()),
        Err(error) => return Err(Problem::of_act(error)),
    }
    let shown = ConfirmPage {
        shell: visitor.shell(&world),
        form: Form::empty(visitor.csrf(&world)),
        is_done: true,
    };
    page(StatusCode::OK, &shown)
}
