//! Help: questions and answers, and the words of the field (N4).

use crate::{
    portal::shell::Shell,
    web::{Page, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};

#[derive(Template)]
#[template(path = "public/help.html")]
struct HelpPage {
    shell: Shell,
}

#[derive(Template)]
#[template(path = "public/glossary.html")]
struct GlossaryPage {
    shell: Shell,
}

pub async fn questions(State(world): State<World>, visitor: Visitor) -> Page {
    let shell = visitor.shell(&world);
    page(StatusCode::OK, &HelpPage { shell })
}

pub async fn glossary(State(world): State<World>, visitor: Visitor) -> Page {
    let shell = visitor.shell(&world);
    page(StatusCode::OK, &GlossaryPage { shell })
}
