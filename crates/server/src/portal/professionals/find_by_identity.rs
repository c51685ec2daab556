//! Someone already registered, found by the whole civil identity: the certain match of R4 (M1).

use super::find::OVER_LIMIT;
use crate::{
    actions::{self, Looked},
    portal::{
        components::{Choice, choices},
        form::{Errors, Form},
        messages,
        picker::{self, Shows},
        registration::countries,
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    access::paris_day,
    duplicate::IdentityKey,
    event::LookUp,
    identifiers::CountryCode,
    nomenclature::Sex,
    registration::{Answers, identity_key},
};

#[derive(Template)]
#[template(path = "professionals/find_by_identity.html")]
struct FindPage {
    shell: Shell,
    form: Form,
    sexes: Vec<Choice>,
    countries: Vec<Choice>,
    communes: Vec<Choice>,
    /// The look-up met nobody.
    nobody: bool,
}

/// What a search shows besides the answers.
#[derive(Default)]
struct Shown {
    errors: Errors,
    shows: Shows,
    nobody: bool,
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let mut answers = Answers::default();
    answers.set("birth_country", &CountryCode::france().to_string());
    draw(&world, &acting, &answers, Shown::default()).await
}

async fn draw(world: &World, acting: &Acting, answers: &Answers, shown: Shown) -> Page {
    let status = if shown.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let csrf = acting.visitor.csrf(world);
    let found = FindPage {
        shell: acting.visitor.shell(world),
        form: Form::filled(csrf, answers.as_map().clone()).with_errors(shown.errors),
        sexes: choices(Sex::all(), Sex::code, Sex::label),
        countries: countries(paris_day(world.store.clock.now())),
        communes: picker::communes(world, answers, shown.shows).await?,
        nobody: shown.nobody,
    };
    page(status, &found)
}

pub async fn submit(State(world): State<World>, acting: Acting, fields: Fields) -> Page {
    let mut answers = Answers::from(fields.0);
    let mut shown = Shown {
        shows: picker::settle_commune(&world, &mut answers).await?,
        ..Shown::default()
    };
    if answers.get("action").starts_with("chercher_") {
        shown.shows = Shows::Results;
        return draw(&world, &acting, &answers, shown).await;
    }
    let key = match identity_key(&answers) {
        Ok(key) => key,
        Err(problems) => {
            for problem in problems {
                shown
                    .errors
                    .add(problem.field, messages::sentence(&problem));
            }
            return draw(&world, &acting, &answers, shown).await;
        }
    };
    match by_identity(&world, &acting, &key).await? {
        Looked::Found(known) => return see_other(&format!("/professionnels/{}", known.rpps)),
        Looked::OverLimit => shown.errors.add("birth_name", OVER_LIMIT),
        Looked::Nobody => shown.nobody = true,
    }
    draw(&world, &acting, &answers, shown).await
}

async fn by_identity(world: &World, acting: &Acting, key: &IdentityKey) -> Result<Looked, Problem> {
    let today = paris_day(world.store.clock.now());
    let search = async || {
        let mut tx = world.db().read().await?;
        store::professional::known_by_identity(&mut tx, &acting.scope, key, today).await
    };
    Ok(actions::look_up(world, &acting.actor, LookUp::Identity, search).await?)
}
