//! The door of one's own file (R13): a number or an e-mail, then a one-time link, then a code by SMS.

use super::{After, safe};
use crate::{
    actions::{self, CannotAskCode, CannotAskOwnFile, Error, Opened, Sought},
    portal::{
        form::{Errors, Form},
        messages,
        shell::Shell,
    },
    web::{Asker, Fields, Page, Problem, Visitor, page, see_other},
    world::{World, hash_secret},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{event::Link, id::Id, professional::Professional};
use store::{
    By,
    housekeeping::{
        count,
        link::{Good, Purpose},
    },
};

/// How often one address asks in a day: those of a whole workplace may share it.
const MOST_FROM_ONE_ADDRESS: i64 = 200;

#[derive(Template)]
#[template(path = "session/own_door.html")]
struct DoorPage {
    shell: Shell,
    form: Form,
}

#[derive(Template)]
#[template(path = "session/own_link_sent.html")]
struct SentPage {
    shell: Shell,
    typed: String,
}

#[derive(Template)]
#[template(path = "session/own_link.html")]
struct LinkPage {
    shell: Shell,
    form: Form,
    action: String,
}

pub async fn ask_own(
    State(world): State<World>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> Page {
    let visitor = visitor.begin_visit()?;
    let mut form = Form::empty(visitor.csrf(&world));
    form.set("suite", after.suite);
    draw(&world, &visitor, form)
}

fn draw(world: &World, visitor: &Visitor, form: Form) -> Page {
    let status = form.status();
    let shell = visitor.shell(world);
    let mut response = page(status, &DoorPage { shell, form })?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

/// An address has an at sign; anything else is read as a number.
fn sought(typed: &str) -> Result<Sought, String> {
    if typed.contains('@') {
        let email = typed.parse().map(Sought::Email);
        return email.map_err(messages::email);
    }
    let rpps = typed.parse().map(Sought::Rpps);
    rpps.map_err(|why| messages::rpps(&why).to_owned())
}

/// Whoever asks sees the same page, whether or not there is such a file.
pub async fn send_own(
    State(world): State<World>,
    visitor: Visitor,
    Asker(address): Asker,
    fields: Fields,
) -> Page {
    let typed = fields.get("identifiant").to_owned();
    let sought = match sought(&typed) {
        Ok(sought) => sought,
        Err(why) => {
            let mut errors = Errors::default();
            errors.add("identifiant", why);
            let form = Form::filled(visitor.csrf(&world), fields.0).with_errors(errors);
            return draw(&world, &visitor, form);
        }
    };
    let from = format!("door {}", world.seal(&format!("address {address}")));
    if count::add(&world.store, &from).await? > MOST_FROM_ONE_ADDRESS {
        return Err(Problem::too_many());
    }
    let destination = safe(fields.get("suite")).unwrap_or("/mon-dossier");
    let asked = actions::run(&world, By::System, "ask_own_file", |act| {
        actions::ask_own_file(act, sought.clone(), destination.to_owned())
    })
    .await;
    match asked {
        Ok(()) | Err(Error::<CannotAskOwnFile>::Refused(_)) => {}
        Err(error) => return Err(Problem::of_act(error)),
    }
    let shell = visitor.shell(&world);
    page(StatusCode::OK, &SentPage { shell, typed })
}

/// The link of a path, if its secret is ours, it is still good, and it opens a file.
async fn good(
    world: &World,
    id: &str,
    secret: &str,
) -> Result<(Id<Link>, Id<Professional>, Good), Problem> {
    let (id, good) = world.link(id, secret).await?.ok_or_else(over)?;
    match good.purpose {
        Purpose::OwnFile(professional) => Ok((id, professional, good)),
        _ => Err(over()),
    }
}

fn over() -> Problem {
    Problem {
        next: Some(("/connexion/dossier".to_owned(), "Recevoir un autre lien")),
        ..Problem::link_over()
    }
}

/// Opening the link changes nothing: its button sends the code.
pub async fn show_own_link(
    State(world): State<World>,
    visitor: Visitor,
    Path((id, secret)): Path<(String, String)>,
) -> Page {
    good(&world, &id, &secret).await?;
    let visitor = visitor.begin_visit()?;
    draw_link(&world, &visitor, Errors::default())
}

fn draw_link(world: &World, visitor: &Visitor, errors: Errors) -> Page {
    let form = Form::empty(visitor.csrf(world)).with_errors(errors);
    let status = form.status();
    let shown = LinkPage {
        shell: visitor.shell(world),
        form,
        action: visitor.path.clone(),
    };
    let mut response = page(status, &shown)?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

pub async fn send_code(
    State(world): State<World>,
    visitor: Visitor,
    Path((id, secret)): Path<(String, String)>,
    _: Fields,
) -> Page {
    let (link, professional, good) = good(&world, &id, &secret).await?;
    let opened = Opened {
        link,
        professional,
        destination: good.destination,
        bound_hash: bound_hash(&visitor),
    };
    let most = world.config.sms.per_number_per_day;
    let asked = actions::run(&world, By::System, "ask_code", |act| {
        actions::ask_code(act, opened.clone(), most)
    })
    .await;
    match asked {
        Ok(code) => see_other(&format!("/connexion/dossier/code/{code}")),
        Err(Error::Refused(reasons))
            if reasons.iter().any(|why| *why == CannotAskCode::TooManySms) =>
        {
            let mut errors = Errors::default();
            errors.add("", "Le mobile de votre dossier a déjà reçu tous les SMS de la journée. Ce lien sert encore pendant 30 minutes\u{a0}; passé ce délai, demandez-en un autre demain, ou écrivez à l’assistance.");
            draw_link(&world, &visitor, errors)
        }
        Err(Error::Refused(_)) => Err(over()),
        Err(error) => Err(Problem::of_act(error)),
    }
}

/// What a code is bound to: this browser's visit, or its session.
pub(super) fn bound_hash(visitor: &Visitor) -> String {
    hash_secret(&visitor.bound_to().unwrap_or_default())
}
