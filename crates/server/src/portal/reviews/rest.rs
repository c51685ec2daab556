//! Confirm everybody who is left: how many, and who of them is pointed out, is said before (L5).

use super::view::{Opened, find, is_flagged, told};
use crate::{
    actions::{self, Error},
    portal::{
        form::{Errors, Form},
        messages::Told,
        shell::{Shell, Tone},
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{access::paris_day, review::Answer};

/// Names of people pointed out that are shown; the list has the others.
const MOST: usize = 20;

#[derive(Template)]
#[template(path = "reviews/rest.html")]
struct RestPage {
    shell: Shell,
    form: Form,
    href: String,
    place: String,
    title: String,
    left: usize,
    flagged: Vec<String>,
    more: usize,
}

fn draw(world: &World, acting: &Acting, opened: &Opened, form: Form) -> Page {
    let today = paris_day(world.store.clock.now());
    let status = form.status();
    let left = opened.left(today);
    let flagged = left.iter().filter(|kept| is_flagged(kept, today));
    let mut flagged: Vec<String> = flagged
        .map(|kept| format!("{}\u{a0}: {}", kept.line.name, told(kept, today).join(", ")))
        .collect();
    let more = flagged.len().saturating_sub(MOST);
    flagged.truncate(MOST);
    let shown = RestPage {
        shell: acting.visitor.shell(world),
        form,
        href: format!("/revue/{}", opened.listed.review.id),
        place: opened.listed.place.clone(),
        title: match left.len() {
            1 => "Confirmer la personne qui reste\u{a0}?".to_owned(),
            count => format!("Confirmer les {count} personnes qui restent\u{a0}?"),
        },
        left: left.len(),
        flagged,
        more,
    };
    page(status, &shown)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let opened = find(&world, &acting, &id).await?;
    if !opened.is_open() {
        return see_other(&format!("/revue/{}", opened.listed.review.id));
    }
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, &opened, form)
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let opened = find(&world, &acting, &id).await?;
    let review = opened.listed.review.id;
    let done = actions::run(&world, acting.by(), "answer_review", |act| {
        actions::answer_review(act, review, Answer::ConfirmRest)
    });
    let reasons = match done.await {
        Ok(_) => {
            let left = opened.listed.progress.left;
            return see_other(&format!("/revue/{review}?confirmees={left}"));
        }
        Err(Error::Refused(reasons)) => reasons,
        Err(error) => return Err(Problem::of_act(error)),
    };
    let mut errors = Errors::default();
    for reason in reasons.iter() {
        errors.add("personnes", reason.told());
    }
    let form = Form::empty(acting.visitor.csrf(&world)).with_errors(errors);
    draw(&world, &acting, &opened, form)
}
