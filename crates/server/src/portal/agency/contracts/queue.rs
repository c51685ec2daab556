//! The queue of requests: filtered, sorted and paged by URL, and as a file.

use crate::{
    portal::{
        components::{Choice, Column, Paging, Sort},
        contracts::labels,
        form::Form,
        shell::{Shell, Tone},
        spreadsheet::{Kind, Sheet},
        words,
    },
    web::{Page, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::contract::{ApplicationKind, ApplicationState, ContractMode};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use store::application::{self, Filter, Listed, Order, Owner};

const PER_PAGE: u64 = 25;
/// Lines of a file, at most.
const MOST: i64 = 20_000;

#[derive(Template)]
#[template(path = "agency/contracts/queue.html")]
struct QueuePage {
    shell: Shell,
    form: Form,
    states: Vec<Choice>,
    kinds: Vec<Choice>,
    modes: Vec<Choice>,
    owners: Vec<Choice>,
    ages: Vec<Choice>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    paging: Paging,
    /// The filters as a query, for the files.
    query: String,
}

struct Line {
    href: String,
    structure: String,
    finess: String,
    name: String,
    reference: String,
    what: String,
    age: String,
    is_old: bool,
    owner: String,
    form_came: bool,
    state: (&'static str, Tone),
}

type Asked = BTreeMap<String, String>;

fn get<'a>(asked: &'a Asked, name: &str) -> &'a str {
    asked.get(name).map_or("", String::as_str)
}

/// What waits for the agency is shown first; `etat=tous` shows all.
fn filter(asked: &Asked, signed: &SignedIn, now: Timestamp) -> Filter {
    let state = match get(asked, "etat") {
        "" => Some(ApplicationState::Submitted),
        code => code.parse().ok(),
    };
    let days: i64 = get(asked, "age").parse().unwrap_or(0);
    Filter {
        state,
        kind: get(asked, "nature").parse().ok(),
        mode: get(asked, "mode").parse().ok(),
        owner: match get(asked, "agent") {
            "moi" => Owner::One(signed.live.account.id),
            "personne" => Owner::Nobody,
            _ => Owner::Any,
        },
        before: (1..=3650)
            .contains(&days)
            .then(|| now - SignedDuration::from_hours(24 * days)),
        order: match get(asked, "tri") {
            "recent" => Order::NewestFirst,
            "structure" => Order::ByStructure,
            _ => Order::OldestFirst,
        },
    }
}

const FILTERS: [&str; 5] = ["etat", "nature", "mode", "agent", "age"];

/// The filters as they were asked, without the page.
fn query(asked: &Asked, order: &str) -> String {
    let mut pairs: Vec<String> = FILTERS
        .iter()
        .filter(|name| !get(asked, name).is_empty())
        .map(|name| {
            let value: String = get(asked, name)
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            format!("{name}={value}")
        })
        .collect();
    if !order.is_empty() {
        pairs.push(format!("tri={order}"));
    }
    pairs.join("&")
}

pub async fn list(
    State(world): State<World>,
    signed: SignedIn,
    Query(asked): Query<Asked>,
) -> Page {
    let now = world.store.clock.now();
    let filter = filter(&asked, &signed, now);
    let mut tx = world.db().read().await?;
    let total = application::count(&mut tx, &filter).await?;
    let order = match filter.order {
        Order::OldestFirst => "",
        Order::NewestFirst => "recent",
        Order::ByStructure => "structure",
    };
    let query = query(&asked, order);
    let number = get(&asked, "page").parse().unwrap_or(1);
    let url = format!("/agence/contrats?{query}");
    let paging = Paging::new(url, number, PER_PAGE, total.try_into().unwrap_or_default());
    let offset = paging.offset().try_into().unwrap_or_default();
    let limit = PER_PAGE.try_into().unwrap_or_default();
    let found = application::queue(&mut tx, &filter, offset, limit).await?;
    drop(tx);
    let mut form = Form::filled(String::new(), asked.clone());
    if get(&asked, "etat").is_empty() {
        form.set("etat", ApplicationState::Submitted.code());
    }
    let shown = QueuePage {
        shell: signed.visitor.shell(&world),
        form,
        states: states(),
        kinds: choices(ApplicationKind::ALL, ApplicationKind::code, labels::kind),
        modes: choices(ContractMode::ALL, ContractMode::code, labels::mode),
        owners: [("moi", "Moi"), ("personne", "Personne")]
            .map(|(code, label)| Choice::new(code, label))
            .into(),
        ages: [
            ("7", "Plus de 7 jours"),
            ("15", "Plus de 15 jours"),
            ("30", "Plus de 30 jours"),
        ]
        .map(|(code, label)| Choice::new(code, label))
        .into(),
        columns: columns(&asked, filter.order),
        lines: found.into_iter().map(|one| line(one, now)).collect(),
        paging,
        query,
    };
    page(StatusCode::OK, &shown)
}

fn states() -> Vec<Choice> {
    let mut states = choices(ApplicationState::ALL, ApplicationState::code, |state| {
        labels::state(state).0
    });
    states.push(Choice::new("tous", "Tous les états"));
    states
}

fn choices<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    crate::portal::components::choices(all.iter().copied(), code, label)
}

fn columns(asked: &Asked, order: Order) -> Vec<Column> {
    let sorted = |label: &str, to: &str, sort: Sort| Column {
        label: label.to_owned(),
        href: format!("/agence/contrats?{}", query(asked, to)),
        sort,
    };
    let plain = |label: &str| Column {
        label: label.to_owned(),
        ..Column::default()
    };
    let (by_structure, by_age, next) = match order {
        Order::ByStructure => (Sort::Ascending, Sort::Unsorted, ""),
        Order::OldestFirst => (Sort::Unsorted, Sort::Descending, "recent"),
        Order::NewestFirst => (Sort::Unsorted, Sort::Ascending, ""),
    };
    vec![
        sorted("Structure", "structure", by_structure),
        plain("Demande"),
        sorted("Âge", next, by_age),
        plain("F101 signé"),
        plain("Pris en charge"),
        plain("État"),
    ]
}

/// Days after which a request is shown as old.
const OLD: i64 = 15;

fn days(since: Timestamp, now: Timestamp) -> i64 {
    now.duration_since(since).as_hours() / 24
}

fn line(one: Listed, now: Timestamp) -> Line {
    let days = days(one.submitted_at, now);
    Line {
        href: format!("/agence/contrats/{}", one.id),
        what: format!(
            "{}, {}",
            labels::kind(one.kind),
            labels::mode(one.mode).to_lowercase()
        ),
        age: match days {
            0 => "Aujourd’hui".to_owned(),
            days => words::count(days, "jour", "jours"),
        },
        is_old: days >= OLD && one.state == ApplicationState::Submitted,
        structure: one.structure,
        finess: one.finess,
        name: one.name,
        reference: one.reference,
        owner: one.owner,
        form_came: one.form_came,
        state: labels::state(one.state),
    }
}

pub async fn csv(State(world): State<World>, signed: SignedIn, Query(asked): Query<Asked>) -> Page {
    export(&world, &signed, &asked, Kind::Csv).await
}

pub async fn xlsx(
    State(world): State<World>,
    signed: SignedIn,
    Query(asked): Query<Asked>,
) -> Page {
    export(&world, &signed, &asked, Kind::Xlsx).await
}

const HEADERS: [&str; 9] = [
    "Référence",
    "Nature",
    "Mode",
    "FINESS",
    "Structure",
    "Transmise le",
    "F101 signé",
    "Pris en charge par",
    "État",
];

async fn export(world: &World, signed: &SignedIn, asked: &Asked, kind: Kind) -> Page {
    let now = world.store.clock.now();
    let filter = filter(asked, signed, now);
    let mut tx = world.db().read().await?;
    let found = application::queue(&mut tx, &filter, 0, MOST).await?;
    drop(tx);
    let mut sheet = Sheet::begin(kind, &HEADERS)?;
    for one in found {
        let cells = [
            one.reference,
            labels::kind(one.kind).to_owned(),
            labels::mode(one.mode).to_owned(),
            one.finess,
            one.structure,
            words::date_time(one.submitted_at),
            if one.form_came { "oui" } else { "non" }.to_owned(),
            one.owner,
            labels::state(one.state).0.to_owned(),
        ];
        sheet.write(cells.into_iter())?;
    }
    sheet.send("contrats")
}
