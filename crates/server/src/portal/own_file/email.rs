//! One's own address: a new one counts once its mailbox has answered (M2).

use super::show::read;
use crate::{
    actions::{self, CannotChangeOwn, Error, Proof},
    portal::{
        form::{Errors, Form},
        messages::{self, Told as _},
        shell::Shell,
    },
    web::{Fields, Owner, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{event::Link, id::Id, identifiers::Email, refusal::Refusals};
use store::housekeeping::link::Purpose;

#[derive(Template)]
#[template(path = "own_file/email.html")]
struct EmailPage {
    shell: Shell,
    form: Form,
    /// The address in force.
    current: String,
}

#[derive(Template)]
#[template(path = "own_file/email_sent.html")]
struct SentPage {
    shell: Shell,
    email: String,
}

#[derive(Template)]
#[template(path = "own_file/email_confirm.html")]
struct ConfirmPage {
    shell: Shell,
    form: Form,
    email: String,
}

pub(super) fn status(form: &Form) -> StatusCode {
    if form.has_errors() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    }
}

/// All that is refused, on the form.
pub(super) fn tell(reasons: &Refusals<CannotChangeOwn>, errors: &mut Errors) {
    for reason in reasons.iter() {
        errors.add(reason.field(), reason.told());
    }
}

async fn draw(world: &World, owner: &Owner, form: Form) -> Page {
    let mut tx = world.db().read().await?;
    let professional = read(&mut tx, owner).await?.professional;
    drop(tx);
    let shown = EmailPage {
        shell: owner.visitor.shell(world),
        current: professional.contact.email.to_string(),
        form,
    };
    page(status(&shown.form), &shown)
}

pub async fn show(State(world): State<World>, owner: Owner) -> Page {
    let form = Form::empty(owner.visitor.csrf(&world));
    draw(&world, &owner, form).await
}

pub async fn submit(State(world): State<World>, owner: Owner, fields: Fields) -> Page {
    let mut errors = Errors::default();
    match fields.get("email").parse::<Email>() {
        Err(_) if fields.get("email").is_empty() => {
            errors.add("email", "Saisissez votre nouvelle adresse électronique.");
        }
        Err(why) => errors.add("email", messages::email(why)),
        Ok(email) => {
            let sole_reader = fields.get("sole_reader") == "oui";
            let asked = actions::run(&world, owner.by(), "ask_new_email", |act| {
                actions::ask_new_email(act, email.clone(), sole_reader)
            });
            match asked.await {
                Ok(_) => {
                    let shell = owner.visitor.shell(&world);
                    let email = email.to_string();
                    return page(StatusCode::OK, &SentPage { shell, email });
                }
                Err(Error::Refused(reasons)) => tell(&reasons, &mut errors),
                Err(error) => return Err(Problem::of_act(error)),
            }
        }
    }
    let form = Form::filled(owner.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &owner, form).await
}

/// The link of a path, if it is ours, still good, and of this very file.
async fn good(
    world: &World,
    owner: &Owner,
    (id, secret): (&str, &str),
) -> Result<(Id<Link>, Email), Problem> {
    let (id, good) = world.link(id, secret).await?.ok_or_else(over)?;
    match good.purpose {
        Purpose::NewEmail(professional) if professional == owner.professional => {
            Ok((id, good.email.parse().map_err(|_| over())?))
        }
        _ => Err(over()),
    }
}

fn over() -> Problem {
    Problem {
        next: Some((
            "/mon-dossier/adresse".to_owned(),
            "Recommencer le changement",
        )),
        ..Problem::link_over()
    }
}

pub async fn show_link(
    State(world): State<World>,
    owner: Owner,
    Path((id, secret)): Path<(String, String)>,
) -> Page {
    let (_, email) = good(&world, &owner, (&id, &secret)).await?;
    let form = Form::empty(owner.visitor.csrf(&world));
    draw_link(&world, &owner, &email, form)
}

fn draw_link(world: &World, owner: &Owner, email: &Email, form: Form) -> Page {
    let shown = ConfirmPage {
        shell: owner.visitor.shell(world),
        form,
        email: email.to_string(),
    };
    page(status(&shown.form), &shown)
}

pub async fn confirm(
    State(world): State<World>,
    owner: Owner,
    Path((id, secret)): Path<(String, String)>,
    _: Fields,
) -> Page {
    let (link, email) = good(&world, &owner, (&id, &secret)).await?;
    let changed = actions::run(&world, owner.by(), "change_own_contact", |act| {
        actions::change_own_contact(act, Proof::Link(link, email.clone()))
    });
    match changed.await {
        Ok(()) => see_other("/mon-dossier?avis=adresse-changee"),
        Err(Error::Refused(reasons)) => {
            let mut errors = Errors::default();
            tell(&reasons, &mut errors);
            let form = Form::empty(owner.visitor.csrf(&world)).with_errors(errors);
            draw_link(&world, &owner, &email, form)
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}
