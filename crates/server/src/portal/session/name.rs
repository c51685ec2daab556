//! Who entered by a mailbox for the first time says their name.

use super::{After, safe};
use crate::{
    actions,
    portal::{
        form::{Errors, Form},
        messages,
        shell::Shell,
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{access::Means, identifiers::PersonalName};
use store::By;

#[derive(Template)]
#[template(path = "session/name.html")]
struct NamePage {
    shell: Shell,
    form: Form,
}

pub async fn show_name(
    State(world): State<World>,
    signed: SignedIn,
    Query(after): Query<After>,
) -> Page {
    entered_by_mailbox(&signed)?;
    let mut form = Form::empty(signed.visitor.csrf(&world));
    form.set("suite", after.suite);
    draw(&world, &signed, form)
}

/// The holder of a card has the name that is on it.
fn entered_by_mailbox(signed: &SignedIn) -> Result<(), Problem> {
    match signed.live.by.means {
        Means::Link => Ok(()),
        _ => Err(Problem::not_found()),
    }
}

fn draw(world: &World, signed: &SignedIn, form: Form) -> Page {
    let status = form.status();
    let shell = signed.visitor.shell(world);
    page(status, &NamePage { shell, form })
}

pub async fn submit_name(State(world): State<World>, signed: SignedIn, fields: Fields) -> Page {
    entered_by_mailbox(&signed)?;
    let mut errors = Errors::default();
    let mut read = |field: &'static str| match fields.get(field).parse::<PersonalName>() {
        Ok(name) => Some(name),
        Err(why) => {
            errors.add(field, messages::name(field, &why));
            None
        }
    };
    let (first_name, last_name) = (read("your_first_name"), read("your_last_name"));
    let (Some(first_name), Some(last_name)) = (first_name, last_name) else {
        let form = Form::filled(signed.visitor.csrf(&world), fields.0).with_errors(errors);
        return draw(&world, &signed, form);
    };
    let by = By::Guest(signed.live.id);
    actions::run(&world, by, "name_account", |act| {
        actions::name_account(act, first_name.clone(), last_name.clone())
    })
    .await
    .map_err(Problem::of_act)?;
    see_other(safe(fields.get("suite")).unwrap_or("/formation"))
}
