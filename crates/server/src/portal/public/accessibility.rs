//! The accessibility statement: what is tested, and what nobody has checked yet.

use crate::{
    portal::shell::Shell,
    web::{Page, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct AccessibilityPage {
    shell: Shell,
}

pub async fn show(State(world): State<World>, visitor: Visitor) -> Page {
    let shell = visitor.shell(&world);
    page(StatusCode::OK, &AccessibilityPage { shell })
}
