//! What a contract is, in which modes, and what to prepare (C1, C7).

use crate::{
    portal::{form::Form, shell::Shell},
    web::{Page, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};

#[derive(Template)]
#[template(path = "contracts/presentation.html")]
struct PresentationPage {
    shell: Shell,
    form: Form,
}

pub async fn show(State(world): State<World>, visitor: Visitor) -> Page {
    let shown = PresentationPage {
        shell: visitor.shell(&world),
        form: Form::empty(visitor.csrf(&world)),
    };
    page(StatusCode::OK, &shown)
}
