//! Several leavers by their RPPS numbers, pasted or in a file (L4).

use super::sending::{self, MOST};
use crate::{
    actions,
    import::staff::read_numbers,
    portal::{
        form::{Errors, Form},
        shell::Shell,
    },
    web::{Acting, Page, Problem, Upload, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "departures/numbers.html")]
struct NumbersPage {
    shell: Shell,
    form: Form,
}

fn draw(world: &World, acting: &Acting, form: Form) -> Page {
    let status = form.status();
    let shell = acting.visitor.shell(world);
    page(status, &NumbersPage { shell, form })
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, form)
}

pub async fn submit(State(world): State<World>, acting: Acting, mut sent: Upload<MOST>) -> Page {
    let mut errors = Errors::default();
    let Some(listed) = sending::read(&mut sent, read_numbers, &mut errors).await? else {
        let form = Form::filled(acting.visitor.csrf(&world), sent.fields.0).with_errors(errors);
        return draw(&world, &acting, form);
    };
    let by = (&acting.actor, &acting.scope);
    let plan = actions::list_leavers(&world, by, listed).await;
    let plan = plan.map_err(|error| Problem::failure(&error))?;
    see_other(&format!("/departs/{plan}"))
}
