//! Undo a closing: by who closed, within 24 hours (L1).

use super::held::{Held, open};
use crate::{
    actions,
    portal::{
        form::{Errors, Form},
        rights::tell,
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "professionals/reopen.html")]
struct ReopenPage {
    shell: Shell,
    form: Form,
    name: String,
    caption: String,
    file: String,
    ended_on: String,
    planned: String,
}

fn draw(world: &World, acting: &Acting, held: &Held, form: Form) -> Page {
    let status = form.status();
    let shown = ReopenPage {
        shell: acting.visitor.shell(world),
        form,
        name: held.name.clone(),
        caption: held.caption(),
        file: held.file.clone(),
        ended_on: held.dates.ended_on.map(words::date).unwrap_or_default(),
        planned: held.dates.planned_end.map(words::date).unwrap_or_default(),
    };
    page(status, &shown)
}

pub async fn show(
    State(world): State<World>,
    acting: Acting,
    Path((rpps, situation)): Path<(String, String)>,
) -> Page {
    let held = open(&world, &acting, &rpps, &situation).await?;
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, &held, form)
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path((rpps, situation)): Path<(String, String)>,
    fields: Fields,
) -> Page {
    let held = open(&world, &acting, &rpps, &situation).await?;
    let id = held.line.id;
    let reopened = actions::run(&world, acting.by(), "reopen_situation", |act| {
        actions::reopen_situation(act, id)
    });
    let mut errors = Errors::default();
    if tell(reopened.await, &mut errors)? {
        return see_other(&format!("{}?avis=situation-retablie", held.file));
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, &held, form)
}
