//! The agency's door: officers sign in by passkey, and register their first one by a link.

use super::open;
use crate::{
    actions::{self, Error, NewKey},
    passkey::{self, Question},
    portal::{
        form::{Errors, Form},
        shell::Shell,
    },
    web::{Fields, Page, Problem, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use domain::{
    access::{Account, Means},
    event::Link,
    id::Id,
};
use store::{By, housekeeping::link::Purpose};

/// Fields of an answer: the question's id, and the JSON of the credential.
pub const QUESTION: &str = "defi";
pub const ANSWER: &str = "reponse";
/// Letters of a key's name, at most.
const LONGEST_NAME: usize = 60;

#[derive(Template)]
#[template(path = "session/passkey.html")]
struct PasskeyPage {
    shell: Shell,
    form: Form,
    question: Question,
}

#[derive(Template)]
#[template(path = "session/first_key.html")]
struct FirstKeyPage {
    shell: Shell,
    form: Form,
    question: Question,
    name: String,
}

pub async fn show_door(State(world): State<World>, visitor: Visitor) -> Page {
    door(&world, visitor, Errors::default()).await
}

async fn door(world: &World, visitor: Visitor, errors: Errors) -> Page {
    let visitor = visitor.begin_visit()?;
    let form = Form::empty(visitor.csrf(world)).with_errors(errors);
    let status = form.status();
    let shown = PasskeyPage {
        shell: visitor.shell(world),
        form,
        question: passkey::ask(world).await?,
    };
    let mut response = page(status, &shown)?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

pub async fn enter_door(
    State(world): State<World>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Page {
    let verified = passkey::verify(&world, fields.get(QUESTION), fields.get(ANSWER)).await?;
    let Some(subject) = verified else {
        let mut errors = Errors::default();
        errors.add(
            "cle",
            "Cette clé n’a pas été reconnue, ou la demande a plus de cinq minutes. Recommencez.",
        );
        return door(&world, visitor, errors).await;
    };
    open(&world, Means::Passkey, &subject, &headers, "").await
}

/// The officer of a link that is still good.
async fn invited(world: &World, id: &str, secret: &str) -> Result<(Id<Link>, Account), Problem> {
    let over = || Problem {
        next: None,
        ..Problem::link_over()
    };
    let (id, good) = world.link(id, secret).await?.ok_or_else(over)?;
    let Purpose::Passkey(account) = good.purpose else {
        return Err(over());
    };
    let mut tx = world.db().read().await?;
    let account = store::access::account(&mut tx, account).await?;
    Ok((id, account.ok_or_else(over)?))
}

pub async fn show_first_key(
    State(world): State<World>,
    visitor: Visitor,
    Path((id, secret)): Path<(String, String)>,
) -> Page {
    let (_, account) = invited(&world, &id, &secret).await?;
    draw_first_key(&world, visitor, &account, Errors::default()).await
}

async fn draw_first_key(
    world: &World,
    visitor: Visitor,
    account: &Account,
    errors: Errors,
) -> Page {
    let visitor = visitor.begin_visit()?;
    let form = Form::empty(visitor.csrf(world)).with_errors(errors);
    let status = form.status();
    let shown = FirstKeyPage {
        shell: visitor.shell(world),
        form,
        question: passkey::ask_new(world, account, &[]).await?,
        name: account.name.clone(),
    };
    let mut response = page(status, &shown)?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

pub async fn register_first_key(
    State(world): State<World>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((id, secret)): Path<(String, String)>,
    fields: Fields,
) -> Page {
    let (link, account) = invited(&world, &id, &secret).await?;
    let Some(key) = new_key(&world, account.id, &fields).await? else {
        return draw_first_key(&world, visitor, &account, not_made()).await;
    };
    let registered = actions::run(&world, By::System, "register_passkey", |act| {
        actions::register_passkey(act, key.clone(), Some(link))
    })
    .await;
    match registered {
        Ok(()) => open(&world, Means::Passkey, &key.subject, &headers, "").await,
        Err(Error::Refused(_)) => Err(Problem::link_over()),
        Err(error) => Err(Problem::of_act(error)),
    }
}

/// What is said when the browser made no key that we can keep.
pub fn not_made() -> Errors {
    let mut errors = Errors::default();
    errors.add("cle", "La clé n’a pas pu être créée, ou la demande a plus de cinq minutes. Recommencez, ou essayez un autre appareil.");
    errors
}

/// The key of a form's answer, under the name given to it.
pub async fn new_key(
    world: &World,
    account: Id<Account>,
    fields: &Fields,
) -> Result<Option<NewKey>, Problem> {
    let made = passkey::made(world, fields.get(QUESTION), fields.get(ANSWER)).await?;
    let name: String = fields.get("nom").chars().take(LONGEST_NAME).collect();
    Ok(made.map(|made| NewKey {
        account,
        subject: made.subject,
        name: if name.is_empty() {
            "Clé d’accès".to_owned()
        } else {
            name
        },
        body: made.body,
    }))
}
