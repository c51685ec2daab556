//! The terms of use: those in force, and each earlier version at its own address (R7).

use crate::{
    portal::{shell::Shell, words},
    terms,
    web::{Page, Problem, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};

#[derive(Template)]
#[template(path = "public/terms.html")]
struct TermsPage {
    shell: Shell,
    /// The version, which ends its address, and its day in words.
    version: &'static str,
    day: String,
    text: &'static str,
    is_in_force: bool,
    /// The others, the newest first.
    others: Vec<Other>,
}

struct Other {
    version: &'static str,
    day: String,
}

pub async fn in_force(State(world): State<World>, visitor: Visitor) -> Page {
    draw(&world, &visitor, terms::VERSION)
}

pub async fn version(
    State(world): State<World>,
    visitor: Visitor,
    Path(version): Path<String>,
) -> Page {
    draw(&world, &visitor, &version)
}

fn draw(world: &World, visitor: &Visitor, version: &str) -> Page {
    let mut texts = terms::TEXTS.into_iter();
    let (version, text) = texts
        .find(|(known, _)| *known == version)
        .ok_or_else(Problem::not_found)?;
    let shown = TermsPage {
        shell: visitor.shell(world),
        version,
        day: day(version),
        text,
        is_in_force: version == terms::VERSION,
        others: others(version),
    };
    page(StatusCode::OK, &shown)
}

fn others(shown: &str) -> Vec<Other> {
    terms::TEXTS
        .into_iter()
        .filter(|(version, _)| *version != shown)
        .map(|(version, _)| Other {
            version,
            day: day(version),
        })
        .collect()
}

fn day(version: &str) -> String {
    version
        .parse()
        .map_or_else(|_| version.to_owned(), words::date)
}
