//! The passkeys of the officer who asks: list, add, remove.

use crate::{
    actions::{self, Error},
    passkey::{self, Question},
    portal::{
        components::Moment,
        form::{Errors, Form},
        session::{new_key, not_made},
        shell::Shell,
        words,
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{access::Credential, id::Id};
use store::By;

#[derive(Template)]
#[template(path = "agency/keys.html")]
struct KeysPage {
    shell: Shell,
    form: Form,
    question: Question,
    keys: Vec<Line>,
}

struct Line {
    id: String,
    name: String,
    made: Moment,
    used: Option<Moment>,
}

pub async fn show(State(world): State<World>, signed: SignedIn) -> Page {
    draw(&world, &signed, Errors::default()).await
}

async fn draw(world: &World, signed: &SignedIn, errors: Errors) -> Page {
    let mut tx = world.db().read().await?;
    let kept = store::passkey::of_account(&mut tx, signed.live.account.id).await?;
    drop(tx);
    let question = passkey::ask_new(world, &signed.live.account, &kept).await?;
    let form = Form::empty(signed.visitor.csrf(world)).with_errors(errors);
    let status = form.status();
    let keys = kept
        .into_iter()
        .map(|key| Line {
            id: key.credential.to_string(),
            name: key.name,
            made: words::moment(key.created_at),
            used: key.used_at.map(words::moment),
        })
        .collect();
    let shell = signed.visitor.shell(world);
    page(
        status,
        &KeysPage {
            shell,
            form,
            question,
            keys,
        },
    )
}

pub async fn add(State(world): State<World>, signed: SignedIn, fields: Fields) -> Page {
    let Some(key) = new_key(&world, signed.live.account.id, &fields).await? else {
        return draw(&world, &signed, not_made()).await;
    };
    let by = By::Session(signed.live.id);
    actions::run(&world, by, "register_passkey", |act| {
        actions::register_passkey(act, key.clone(), None)
    })
    .await
    .map_err(Problem::of_act)?;
    see_other("/agence/cles?avis=cle-ajoutee")
}

pub async fn remove(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    _: Fields,
) -> Page {
    let id: Id<Credential> = id.parse().map_err(|_| Problem::not_found())?;
    let by = By::Session(signed.live.id);
    let removed = actions::run(&world, by, "remove_passkey", |act| {
        actions::remove_passkey(act, id)
    })
    .await;
    match removed {
        Ok(()) => see_other("/agence/cles?avis=cle-retiree"),
        Err(Error::Refused(_)) => {
            let mut errors = Errors::default();
            errors.add("cle", "C’est votre dernière clé\u{a0}: sans elle vous ne pourriez plus entrer. Ajoutez-en une autre d’abord.");
            draw(&world, &signed, errors).await
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}
