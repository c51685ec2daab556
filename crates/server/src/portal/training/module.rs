//! A module to read.

use super::{Part, parts};
use crate::{
    portal::{components::Crumb, shell::Shell},
    web::{Page, Problem, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::training::{Course, Module};

#[derive(Template)]
#[template(path = "training/module.html")]
struct ModulePage {
    shell: Shell,
    crumbs: Vec<Crumb>,
    /// Counted from 1.
    rank: usize,
    of: usize,
    module: &'static Module,
    sections: Vec<(&'static str, Vec<Part>)>,
    example: Vec<Part>,
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(slug): Path<String>) -> Page {
    let course = Course::current();
    let module = course.module(&slug).ok_or_else(Problem::not_found)?;
    let shown = ModulePage {
        shell: signed.visitor.shell(&world),
        crumbs: crumbs(None),
        rank: rank(module),
        of: course.modules.len(),
        module,
        sections: module
            .sections
            .iter()
            .map(|section| (section.title.as_str(), parts(&section.text)))
            .collect(),
        example: parts(&module.example),
    };
    page(StatusCode::OK, &shown)
}

/// The pages above a module, or above its questions.
pub(super) fn crumbs(module: Option<&Module>) -> Vec<Crumb> {
    let course = Crumb {
        href: "/formation".to_owned(),
        label: "Formation".to_owned(),
    };
    let above = module.map(|module| Crumb {
        href: format!("/formation/{}", module.slug),
        label: module.title.clone(),
    });
    [course].into_iter().chain(above).collect()
}

/// The place of a module in the course, from 1.
pub(super) fn rank(module: &Module) -> usize {
    let modules = &Course::current().modules;
    let place = modules.iter().position(|one| one.slug == module.slug);
    place.unwrap_or_default() + 1
}
