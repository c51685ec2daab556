//! The door by e-mail: a one-time link proves who reads a mailbox. For those who learn, or ask for a contract.

use super::{After, agent, safe, with_session};
use crate::{
    actions::{self, CannotAskLink, CannotEnter, Error},
    portal::{
        form::{Errors, Form},
        messages,
        shell::Shell,
    },
    web::{Fields, Page, Problem, Visitor, page, see_other},
    world::{World, draw_secret, hash_secret},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
};
use domain::{event::Link, id::Id, identifiers::Email};
use store::{
    By,
    housekeeping::link::{Good, Purpose},
};

#[derive(Template)]
#[template(path = "session/ask_link.html")]
struct AskPage {
    shell: Shell,
    form: Form,
}

#[derive(Template)]
#[template(path = "session/link_sent.html")]
struct SentPage {
    shell: Shell,
    email: String,
}

#[derive(Template)]
#[template(path = "session/link.html")]
struct LinkPage {
    shell: Shell,
    form: Form,
    email: String,
    action: String,
}

/// The page that asks for an address.
pub async fn ask(State(world): State<World>, visitor: Visitor, Query(after): Query<After>) -> Page {
    let visitor = visitor.begin_visit()?;
    let mut form = Form::empty(visitor.csrf(&world));
    form.set("suite", after.suite);
    draw(&world, &visitor, form)
}

fn draw(world: &World, visitor: &Visitor, form: Form) -> Page {
    let status = form.status();
    let shell = visitor.shell(world);
    let mut response = page(status, &AskPage { shell, form })?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

/// Send a link to the address, whether or not it is known here.
pub async fn send(State(world): State<World>, visitor: Visitor, fields: Fields) -> Page {
    let refused = |why: String| {
        let mut errors = Errors::default();
        errors.add("email", why);
        let form = Form::filled(visitor.csrf(&world), fields.0.clone()).with_errors(errors);
        draw(&world, &visitor, form)
    };
    let email: Email = match fields.get("email").parse() {
        Ok(email) => email,
        Err(why) => return refused(messages::email(why)),
    };
    let destination = safe(fields.get("suite")).unwrap_or("/formation").to_owned();
    let asked = actions::run(&world, By::System, "ask_link", |act| {
        actions::ask_link(act, email.clone(), destination.clone())
    })
    .await;
    match asked {
        Ok(_) => {}
        Err(Error::<CannotAskLink>::Refused(_)) => {
            return refused("Cette adresse a déjà reçu les dix liens de la journée. Servez-vous du dernier reçu, ou revenez demain.".into());
        }
        Err(error) => return Err(Problem::of_act(error)),
    }
    let shell = visitor.shell(&world);
    let email = email.to_string();
    page(StatusCode::OK, &SentPage { shell, email })
}

/// The link of a path, if its secret is ours and it is still good.
async fn good(world: &World, id: &str, secret: &str) -> Result<(Id<Link>, Good), Problem> {
    let good = world.link(id, secret).await?;
    let good = good.filter(|(_, good)| matches!(good.purpose, Purpose::Mailbox));
    good.ok_or_else(Problem::link_over)
}

/// Opening a link changes nothing: programs that look at mails open them too. Its button enters.
pub async fn show(
    State(world): State<World>,
    visitor: Visitor,
    Path((id, secret)): Path<(String, String)>,
) -> Page {
    let (_, good) = good(&world, &id, &secret).await?;
    let visitor = visitor.begin_visit()?;
    let shown = LinkPage {
        shell: visitor.shell(&world),
        form: Form::empty(visitor.csrf(&world)),
        email: good.email,
        action: visitor.path.clone(),
    };
    let mut response = page(StatusCode::OK, &shown)?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

pub async fn enter(
    State(world): State<World>,
    headers: HeaderMap,
    Path((id, secret)): Path<(String, String)>,
    _: Fields,
) -> Page {
    let (id, good) = good(&world, &id, &secret).await?;
    let token = draw_secret()?;
    let (hash, agent, destination) = (
        hash_secret(&token),
        agent(&headers),
        good.destination.clone(),
    );
    let entered = actions::run(&world, By::System, "enter_by_link", |act| {
        actions::enter_by_link(act, (id, good.clone()), hash.clone(), agent.clone())
    })
    .await;
    match entered {
        Ok(entered) if entered.is_named => Ok(with_session(see_other(&destination)?, &token)),
        Ok(_) => {
            let name = format!("/connexion/nom?suite={destination}");
            Ok(with_session(see_other(&name)?, &token))
        }
        Err(Error::<CannotEnter>::Refused(_)) => Err(Problem::link_over()),
        Err(error) => Err(Problem::of_act(error)),
    }
}
