//! What the course is, how long it takes, and how far one is.

use super::progress;
use crate::{
    portal::{
        components::{TaskItem, TaskState},
        shell::Shell,
    },
    web::{Page, SignedIn, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::training::{Answered, Course, Module, PASS};

#[derive(Template)]
#[template(path = "training/overview.html")]
struct OverviewPage {
    shell: Shell,
    course: &'static Course,
    pass: u8,
    /// The same list as the programme, for somebody signed in.
    tasks: Vec<TaskItem>,
    /// Where to go on, with its words.
    next: (String, &'static str),
    is_passed: bool,
}

pub async fn show(State(world): State<World>, visitor: Visitor) -> Page {
    let course = Course::current();
    let shell = visitor.shell(&world);
    let mut shown = OverviewPage {
        shell,
        course,
        pass: PASS,
        tasks: Vec::new(),
        next: (
            "/connexion/courriel?suite=/formation".to_owned(),
            "Commencer avec mon adresse électronique",
        ),
        is_passed: false,
    };
    if let Some(live) = visitor.live.clone() {
        let (answered, passed) = progress(&world, &SignedIn { visitor, live }).await?;
        shown.is_passed = passed.is_some();
        shown.tasks = tasks(course, &answered);
        shown.next = next(course, &answered);
    }
    page(StatusCode::OK, &shown)
}

fn tasks(course: &'static Course, answered: &[Answered]) -> Vec<TaskItem> {
    let task = |module: &Module| {
        let done = answered.iter().find(|one| one.module == module.slug);
        TaskItem {
            label: module.title.clone(),
            hint: done.map_or_else(
                || format!("{} minutes", module.minutes),
                |done| told(done, module),
            ),
            href: format!("/formation/{}", module.slug),
            state: done.map_or(TaskState::Todo, |_| TaskState::Done),
        }
    };
    course.modules.iter().map(task).collect()
}

fn told(done: &Answered, module: &Module) -> String {
    let asked = module.questions.len();
    let tries = if done.tries < 2 { "essai" } else { "essais" };
    format!(
        "{} sur {asked} au meilleur essai, {} {tries}",
        done.right, done.tries
    )
}

fn next(course: &'static Course, answered: &[Answered]) -> (String, &'static str) {
    let is_left = |module: &&Module| !answered.iter().any(|one| one.module == module.slug);
    match course.modules.iter().find(is_left) {
        Some(module) if answered.is_empty() => (format!("/formation/{}", module.slug), "Commencer"),
        Some(module) => (format!("/formation/{}", module.slug), "Reprendre"),
        None => ("/formation/resultat".to_owned(), "Voir mon résultat"),
    }
}
