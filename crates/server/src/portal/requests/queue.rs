//! The queue of requests of a scope: filtered and paged by URL, the oldest first (D2).

use super::labels;
use crate::{
    portal::{
        components::{Choice, Column, Paging},
        form::Form,
        shell::{Shell, Tone},
        words,
    },
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::request::RequestState;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use store::request::{self, AGES, Filter, Listed};

const PER_PAGE: u64 = 25;
/// Establishments that the filter offers.
const MOST: i64 = 200;
/// Days after which a request is shown as old.
const OLD: i64 = 7;

#[derive(Template)]
#[template(path = "requests/queue.html")]
struct QueuePage {
    shell: Shell,
    form: Form,
    states: Vec<Choice>,
    establishments: Vec<Choice>,
    ages: Vec<Choice>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    paging: Paging,
    is_filtered: bool,
}

struct Line {
    href: String,
    name: String,
    place: String,
    sent: String,
    age: String,
    is_old: bool,
    state: (&'static str, Tone),
}

type Asked = BTreeMap<String, String>;

fn get<'a>(asked: &'a Asked, name: &str) -> &'a str {
    asked.get(name).map_or("", String::as_str)
}

/// What waits is shown first; `etat=tous` shows all.
fn filter(asked: &Asked, now: Timestamp) -> Filter {
    let days: i64 = get(asked, "age").parse().unwrap_or(0);
    Filter {
        state: match get(asked, "etat") {
            "" => Some(RequestState::Waiting),
            code => code.parse().ok(),
        },
        establishment: get(asked, "etablissement").parse().ok(),
        before: AGES
            .contains(&days)
            .then(|| now - SignedDuration::from_hours(24 * days)),
    }
}

/// The filters as they were asked, without the page.
fn url(asked: &Asked) -> String {
    let pairs: Vec<String> = ["etat", "etablissement", "age"]
        .iter()
        .filter(|name| !get(asked, name).is_empty())
        .map(|name| {
            let value = get(asked, name);
            let kept: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
            format!("{name}={kept}")
        })
        .collect();
    format!("/demandes?{}", pairs.join("&"))
}

pub async fn list(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    let now = world.store.clock.now();
    let filter = filter(&asked, now);
    let mut tx = world.db().read().await?;
    let total = request::count(&mut tx, &acting.scope, &filter).await?;
    let number = get(&asked, "page").parse().unwrap_or(1);
    let total = total.try_into().unwrap_or_default();
    let paging = Paging::new(url(&asked), number, PER_PAGE, total);
    let offset = paging.offset().try_into().unwrap_or_default();
    let limit = PER_PAGE.try_into().unwrap_or_default();
    let found = request::list(&mut tx, &acting.scope, &filter, (offset, limit)).await?;
    let places = store::structure::in_scope(&mut tx, &acting.scope, MOST).await?;
    drop(tx);
    let mut form = Form::filled(String::new(), asked.clone());
    if get(&asked, "etat").is_empty() {
        form.set("etat", RequestState::Waiting.code());
    }
    let shown = QueuePage {
        shell: acting.visitor.shell(&world),
        form,
        states: states(),
        establishments: places
            .iter()
            .map(|place| Choice::new(place.finess.as_str(), place.name.clone()))
            .collect(),
        ages: AGES
            .iter()
            .map(|days| Choice::new(days.to_string(), format!("Plus de {days} jours")))
            .collect(),
        columns: ["Professionnel", "Établissement", "Envoyée", "État"]
            .map(|label| Column {
                label: label.to_owned(),
                ..Column::default()
            })
            .into(),
        lines: found.into_iter().map(|one| line(one, now)).collect(),
        paging,
        is_filtered: ["etat", "etablissement", "age"]
            .iter()
            .any(|name| !get(&asked, name).is_empty()),
    };
    page(StatusCode::OK, &shown)
}

fn states() -> Vec<Choice> {
    let mut states: Vec<Choice> = RequestState::ALL
        .iter()
        .map(|state| Choice::new(state.code(), labels::state(*state).0))
        .collect();
    states.push(Choice::new("tous", "Tous les états"));
    states
}

fn line(one: Listed, now: Timestamp) -> Line {
    let days = now.duration_since(one.sent_at).as_hours() / 24;
    Line {
        href: format!("/demandes/{}", one.id),
        name: one.name,
        place: format!("{}, {}", one.establishment, one.town),
        sent: words::day(one.sent_at),
        age: age(days),
        is_old: days >= OLD && one.state == RequestState::Waiting,
        state: labels::state(one.state),
    }
}

/// `Aujourd'hui`, `1 jour`, `12 jours`.
pub fn age(days: i64) -> String {
    match days {
        0 => "Aujourd’hui".to_owned(),
        days => words::count(days, "jour", "jours"),
    }
}
