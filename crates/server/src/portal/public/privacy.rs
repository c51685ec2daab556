//! Personal data: why, on what ground, which, how long, and whom to ask.

use crate::{
    portal::shell::Shell,
    web::{Page, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};

#[derive(Template)]
#[template(path = "public/privacy.html")]
struct PrivacyPage {
    shell: Shell,
}

pub async fn show(State(world): State<World>, visitor: Visitor) -> Page {
    let shell = visitor.shell(&world);
    page(StatusCode::OK, &PrivacyPage { shell })
}
