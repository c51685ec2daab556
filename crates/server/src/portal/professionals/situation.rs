//! One more situation for someone registered, in the actor's own scope (M2).

use super::file;
use crate::{
    actions::{self, Error},
    portal::{
        form::{Errors, Form},
        messages::{self, Told},
        picker::{self, Shows},
        shell::Shell,
        situation_form::SituationFields,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::paris_day,
    id::Id,
    identifiers::Rpps,
    professional::{CannotAddSituation, Professional},
    registration::{self, Answers, Step},
};
use store::professional::Seen;

#[derive(Template)]
#[template(path = "professionals/situation.html")]
struct SituationPage {
    shell: Shell,
    form: Form,
    name: String,
    caption: String,
    /// Where the file is.
    file: String,
    is_outside: bool,
    /// Why nothing can be added; empty when something can.
    barred: String,
    situation: SituationFields,
}

/// For whom, as far as the page says.
struct Person {
    id: Id<Professional>,
    is_dead: bool,
    rpps: Rpps,
    name: String,
    is_outside: bool,
}

async fn open(world: &World, acting: &Acting, rpps: &str) -> Result<Person, Problem> {
    let seen = file::open(world, acting, rpps).await?;
    let (rpps, name, is_outside) = match seen {
        Seen::Full { professional, .. } => {
            let practice = &professional.practice;
            let name = format!("{} {}", practice.first_name, practice.name);
            (professional.rpps, name, false)
        }
        Seen::PublicPart { rpps, name, .. } => (rpps, name, true),
    };
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let known = store::professional::known_by_rpps(&mut tx, &acting.scope, &rpps, today).await?;
    let id = known.ok_or_else(Problem::not_found)?.professional;
    let is_dead = store::death::of_professional(&mut tx, id).await?.is_some();
    Ok(Person {
        id,
        is_dead,
        rpps,
        name,
        is_outside,
    })
}

/// What the page shows besides the answers.
#[derive(Default)]
struct Shown {
    errors: Errors,
    shows: Shows,
}

async fn draw(
    world: &World,
    acting: &Acting,
    person: Person,
    answers: &Answers,
    shown: Shown,
) -> Page {
    let status = if shown.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let csrf = acting.visitor.csrf(world);
    let mut form = Form::filled(csrf, answers.as_map().clone()).with_errors(shown.errors);
    let situation = SituationFields::load(world, acting, answers, shown.shows).await?;
    situation.choose_the_only(&mut form);
    let drawn = SituationPage {
        shell: acting.visitor.shell(world),
        form,
        caption: format!("{}, RPPS {}", person.name, person.rpps),
        file: format!("/professionnels/{}", person.rpps),
        name: person.name,
        is_outside: person.is_outside,
        barred: if person.is_dead {
            CannotAddSituation::Dead.told()
        } else {
            String::new()
        },
        situation,
    };
    page(status, &drawn)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(rpps): Path<String>) -> Page {
    let person = open(&world, &acting, &rpps).await?;
    draw(
        &world,
        &acting,
        person,
        &Answers::default(),
        Shown::default(),
    )
    .await
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(rpps): Path<String>,
    fields: Fields,
) -> Page {
    let person = open(&world, &acting, &rpps).await?;
    let mut answers = Answers::from(fields.0);
    let mut shown = Shown {
        shows: picker::settle_establishment(&world, &acting, &mut answers).await?,
        ..Shown::default()
    };
    if answers.get("action").starts_with("chercher_") {
        shown.shows = Shows::Results;
        return draw(&world, &acting, person, &answers, shown).await;
    }
    shown.errors = add(&world, &acting, &person, &answers).await?;
    if shown.errors.is_empty() {
        return see_other(&format!(
            "/professionnels/{}?avis=situation-ajoutee",
            person.rpps
        ));
    }
    draw(&world, &acting, person, &answers, shown).await
}

/// Add the situation that the answers describe; all that is wrong with it, in the order of the page.
async fn add(
    world: &World,
    acting: &Acting,
    person: &Person,
    answers: &Answers,
) -> Result<Errors, Problem> {
    let mut told: Vec<(&str, String)> = Vec::new();
    match registration::situation(answers) {
        Err(problems) => told.extend(
            problems
                .iter()
                .map(|problem| (problem.field, messages::sentence(problem))),
        ),
        Ok(wanted) => {
            let id = person.id;
            let added = actions::run(world, acting.by(), "add_situation", |act| {
                actions::add_situation(act, id, wanted.clone())
            })
            .await;
            match added {
                Ok(()) => {}
                Err(Error::Refused(reasons)) => {
                    told.extend(reasons.iter().map(|reason| (reason.field(), reason.told())));
                }
                Err(error) => return Err(Problem::of_act(error)),
            }
        }
    }
    told.sort_by_key(|(field, _)| Step::Situation.rank(field));
    let mut errors = Errors::default();
    for (field, sentence) in told {
        errors.add(field, sentence);
    }
    Ok(errors)
}
