//! Give somebody a right: what is missing with the next step for each, then the act (H1, H2, H5, H7).

use super::places::{self, Places};
use crate::{
    actions::{self, Error, readiness},
    portal::{
        components::{TaskItem, TaskState},
        form::{Errors, Form},
        messages::Told,
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::{GrantKind, paris_day},
    card::{Card, CardKind},
    habilitation::{CannotGiveRight, GiveRight, Readiness, missing},
};

#[derive(Template)]
#[template(path = "rights/give.html")]
struct GivePage {
    shell: Shell,
    form: Form,
    card: String,
    name: String,
    job: String,
    is_delegate: bool,
    tasks: Vec<TaskItem>,
    is_ready: bool,
    places: Places,
}

/// Somebody who holds, or held, a card of the contract.
struct Candidate {
    card: Card,
    readiness: Readiness,
    kind: GrantKind,
}

async fn open(
    world: &World,
    acting: &Acting,
    id: &str,
    kind: GrantKind,
) -> Result<Candidate, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let card = store::card::by_id(&mut tx, id).await?;
    let card = card
        .filter(|card| card.contract == acting.scope.contract && card.kind == CardKind::Cpe)
        .ok_or_else(Problem::not_found)?;
    let readiness = readiness(&mut tx, &acting.scope, card.account).await?;
    Ok(Candidate {
        card,
        readiness,
        kind,
    })
}

async fn draw(world: &World, acting: &Acting, candidate: Candidate, form: Form) -> Page {
    let status = form.status();
    let is_delegate = candidate.kind == GrantKind::Delegate;
    let today = paris_day(world.store.clock.now());
    let missing = missing(candidate.kind, candidate.readiness, today);
    let places = if is_delegate {
        Places::default()
    } else {
        Places::load(world, acting, &form).await?
    };
    let card = &candidate.card;
    let shown = GivePage {
        shell: acting.visitor.shell(world),
        card: card.id.to_string(),
        name: format!("{} {}", card.first_name, card.last_name),
        job: card.job.clone(),
        is_delegate,
        tasks: tasks(&candidate, &missing),
        is_ready: missing.is_empty(),
        places,
        form,
    };
    page(status, &shown)
}

/// H2: each condition, with the next step.
fn tasks(candidate: &Candidate, missing: &[CannotGiveRight]) -> Vec<TaskItem> {
    let lacks = |what: &[CannotGiveRight]| missing.iter().find(|one| what.contains(one)).copied();
    let card = lacks(&[
        CannotGiveRight::CardMissing,
        CannotGiveRight::CardNotSent,
        CannotGiveRight::CardOver,
    ]);
    let course = lacks(&[CannotGiveRight::CourseMissing]);
    let state = words::card_state(candidate.card.state).0;
    let card = match card {
        None => task(
            "Carte CPE",
            format!("Sa carte est dans l’état «\u{a0}{state}\u{a0}»."),
            "",
        ),
        Some(why @ CannotGiveRight::CardNotSent) => TaskItem {
            state: TaskState::NotYet(why.told()),
            ..task("Carte CPE", String::new(), "/structure/cartes")
        },
        Some(why) => TaskItem {
            state: TaskState::Todo,
            ..task("Carte CPE", why.told(), &renew(&candidate.card))
        },
    };
    let course = match (course, candidate.readiness.course_passed, candidate.kind) {
        (Some(why), _, _) => TaskItem {
            state: TaskState::Todo,
            ..task("Formation", why.told(), "/formation")
        },
        (None, true, _) => task("Formation", "La formation est réussie.".to_owned(), ""),
        (None, false, _) => task(
            "Formation",
            "Facultative pour cette personne, et recommandée.".to_owned(),
            "/formation",
        ),
    };
    vec![card, course]
}

fn task(label: &str, hint: String, href: &str) -> TaskItem {
    TaskItem {
        label: label.to_owned(),
        hint,
        href: href.to_owned(),
        state: TaskState::Done,
    }
}

fn renew(card: &Card) -> String {
    format!("/structure/cartes/commander?renouveler={}", card.id)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let candidate = open(&world, &acting, &id, GrantKind::Manager).await?;
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, candidate, form).await
}

pub async fn show_delegate(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
) -> Page {
    let candidate = open(&world, &acting, &id, GrantKind::Delegate).await?;
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, candidate, form).await
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let candidate = open(&world, &acting, &id, GrantKind::Manager).await?;
    let mut errors = Errors::default();
    if !places::is_search(&fields) {
        let command = GiveRight {
            account: candidate.card.account,
            establishments: places::read(&acting, &fields, &mut errors),
        };
        if errors.is_empty() {
            let given = actions::run(&world, acting.by(), "grant_habilitation", |act| {
                actions::grant_habilitation(act, command.clone())
            });
            if tell(given.await, &mut errors)? {
                return see_other("/habilitations?avis=habilitation-donnee");
            }
        }
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, candidate, form).await
}

pub async fn submit_delegate(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let candidate = open(&world, &acting, &id, GrantKind::Delegate).await?;
    let command = GiveRight {
        account: candidate.card.account,
        establishments: Vec::new(),
    };
    let given = actions::run(&world, acting.by(), "name_delegate", |act| {
        actions::name_delegate(act, command.clone())
    });
    let mut errors = Errors::default();
    if tell(given.await, &mut errors)? {
        return see_other("/habilitations?avis=mandataire-designe");
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, candidate, form).await
}

/// True when the act happened; else why not, in the words of the page.
pub fn tell<T, R: Told + std::fmt::Debug>(
    done: Result<T, Error<R>>,
    errors: &mut Errors,
) -> Result<bool, Problem> {
    match done {
        Ok(_) => Ok(true),
        Err(Error::Refused(reasons)) => {
            for reason in reasons.iter() {
                errors.add(reason.field(), reason.told());
            }
            Ok(false)
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}
