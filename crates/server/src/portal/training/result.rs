//! Where one stands: what is left, how many right answers, the attestation.

use super::progress;
use crate::{
    portal::{
        components::{Bar, TaskItem, TaskState},
        shell::Shell,
        words,
    },
    web::{Page, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::training::{self, Answered, Course, PASS, Result as Standing};

#[derive(Template)]
#[template(path = "training/result.html")]
struct ResultPage {
    shell: Shell,
    course: &'static Course,
    pass: u8,
    /// The day, the score and the printed code.
    passed: Option<(String, String, String)>,
    /// Modules left to answer.
    left: Vec<TaskItem>,
    /// When all are answered and too few are right: the score, and the modules to take again.
    failed: Option<u8>,
    again: Vec<(Bar, String)>,
    tries: i64,
}

pub async fn show(State(world): State<World>, signed: SignedIn) -> Page {
    let course = Course::current();
    let (answered, passed) = progress(&world, &signed).await?;
    let standing = training::result(course, &answered);
    let shown = ResultPage {
        shell: signed.visitor.shell(&world),
        course,
        pass: PASS,
        passed: passed.map(|passed| {
            (
                words::date(passed.passed_on),
                passed.score.to_string(),
                passed.code.display(),
            )
        }),
        left: match &standing {
            Standing::Unfinished { left } => left.iter().filter_map(|slug| task(slug)).collect(),
            _ => Vec::new(),
        },
        failed: match standing {
            Standing::Failed { score } => Some(score.percent()),
            _ => None,
        },
        again: again(course, &answered),
        tries: answered.iter().map(|one| one.tries).sum(),
    };
    page(StatusCode::OK, &shown)
}

fn task(slug: &str) -> Option<TaskItem> {
    let module = Course::current().module(slug)?;
    Some(TaskItem {
        label: module.title.clone(),
        hint: format!("{} minutes", module.minutes),
        href: format!("/formation/{}", module.slug),
        state: TaskState::Todo,
    })
}

/// The modules with a wrong answer, with the way to answer them again.
fn again(course: &'static Course, answered: &[Answered]) -> Vec<(Bar, String)> {
    let modules = course.modules.iter().filter_map(|module| {
        let done = answered.iter().find(|one| one.module == module.slug)?;
        let of = module.questions.len();
        let bar = Bar {
            label: module.title.clone(),
            value: done.right.try_into().unwrap_or_default(),
            of: of.try_into().unwrap_or_default(),
        };
        let href = format!("/formation/{}/questions?refaire=oui", module.slug);
        (done.right < of).then_some((bar, href))
    });
    modules.collect()
}
