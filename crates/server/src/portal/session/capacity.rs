//! Choosing in which capacity to act, for who holds several.

use super::{After, home, safe, with_session};
use crate::{
    portal::{
        components::Choice,
        form::{Errors, Form},
        shell::Shell,
        words,
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::{World, draw_secret, hash_secret},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use store::{access::Held, housekeeping::session};

#[derive(Template)]
#[template(path = "session/capacity.html")]
struct CapacityPage {
    shell: Shell,
    form: Form,
    choices: Vec<Choice>,
    suite: String,
}

/// For who proved a mailbox, or whose last right ended.
#[derive(Template)]
#[template(path = "session/no_capacity.html")]
struct NoCapacityPage {
    shell: Shell,
}

pub async fn capacities(
    State(world): State<World>,
    signed: SignedIn,
    Query(after): Query<After>,
) -> Page {
    let held = held(&world, &signed).await?;
    if held.is_empty() {
        let shell = signed.visitor.shell(&world);
        return page(StatusCode::OK, &NoCapacityPage { shell });
    }
    show(&world, &signed, &held, (Errors::default(), &after.suite))
}

fn show(world: &World, signed: &SignedIn, held: &[Held], (errors, suite): (Errors, &str)) -> Page {
    let shell = signed.visitor.shell(world);
    let mut form = Form::empty(shell.csrf.clone()).with_errors(errors);
    if let Some(current) = &signed.live.held {
        form.set("qualite", current.grant.id.to_string());
    }
    let status = form.status();
    let choices = held
        .iter()
        .map(|held| {
            Choice::new(held.grant.id.to_string(), words::capacity(held.grant.kind))
                .hint(held.structure.clone())
        })
        .collect();
    page(
        status,
        &CapacityPage {
            shell,
            form,
            choices,
            suite: suite.to_owned(),
        },
    )
}

async fn held(world: &World, signed: &SignedIn) -> Result<Vec<Held>, Problem> {
    let mut tx = world.db().read().await?;
    Ok(store::access::opened_by(&mut tx, signed.live.account.id, signed.live.by).await?)
}

/// A new capacity is a new token: the session's id stays, its cookie changes.
pub async fn choose(State(world): State<World>, signed: SignedIn, fields: Fields) -> Page {
    let held = held(&world, &signed).await?;
    let Some(chosen) = held
        .iter()
        .find(|held| held.grant.id.to_string() == fields.get("qualite"))
    else {
        let mut errors = Errors::default();
        errors.add(
            "qualite",
            "Choisissez la qualité dans laquelle vous voulez agir.",
        );
        return show(&world, &signed, &held, (errors, fields.get("suite")));
    };
    let to = safe(fields.get("suite")).unwrap_or_else(|| home(chosen.grant.kind));
    let token = draw_secret()?;
    if !session::choose(
        &world.store,
        &signed.live,
        chosen.grant.id,
        &hash_secret(&token),
    )
    .await?
    {
        return Err(Problem::signed_out());
    }
    Ok(with_session(see_other(to)?, &token))
}
