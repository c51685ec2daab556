//! The professionals of the scope: searched, filtered, sorted and paged by URL.

use crate::{
    portal::{
        components::{Choice, Column, Paging, Sort},
        form::{Errors, Form},
        messages, search,
        shell::Shell,
    },
    web::{Acting, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    access::paris_day,
    identifiers::{BirthDate, Rpps},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use store::professional::{self, Filter, Line, Order};

const PER_PAGE: u64 = 25;
/// Establishments proposed in the filter; a longer scope is filtered by number.
const MOST_ESTABLISHMENTS: i64 = 300;

#[derive(Template)]
#[template(path = "professionals/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    /// Empty when they are too many to be listed.
    establishments: Vec<Choice>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    paging: Paging,
    /// The same list as a file: what follows the name of the file.
    query: String,
    is_filtered: bool,
    /// Those who have a situation in a closed establishment (S4), unless the list is of them.
    to_close: i64,
}

/// What the URL asks for, as typed.
pub type Asked = BTreeMap<String, String>;

pub async fn show(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    let mut form = Form::filled("", asked.clone());
    let (filter, status) = match read(&asked) {
        Ok(filter) => (filter, StatusCode::OK),
        Err(errors) => {
            form = form.with_errors(errors);
            (Filter::default(), StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let scope = store::structure::in_scope(&mut tx, &acting.scope, MOST_ESTABLISHMENTS + 1).await?;
    let total = professional::count(&mut tx, &acting.scope, &filter, today).await?;
    let closed = Filter {
        in_closed_places: true,
        ..Filter::default()
    };
    let to_close = professional::count(&mut tx, &acting.scope, &closed, today).await?;
    let wanted = asked.get("page").and_then(|page| page.parse().ok());
    let paging = Paging::new(
        url(&asked, &["q", "ne", "etablissement", "fermes", "tri"]),
        wanted.unwrap_or(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    );
    let window = (
        i64::try_from(paging.offset()).unwrap_or_default(),
        i64::try_from(PER_PAGE).unwrap_or_default(),
    );
    let lines = professional::list(&mut tx, &acting.scope, &filter, today, window).await?;
    drop(tx);
    let few = scope.len() <= usize::try_from(MOST_ESTABLISHMENTS).unwrap_or_default();
    let listed = ListPage {
        shell: acting.visitor.shell(&world),
        form,
        establishments: scope
            .iter()
            .filter(|_| few)
            .map(search::establishment_choice)
            .collect(),
        columns: columns(&asked, filter.order),
        lines,
        to_close,
        paging,
        query: url(&asked, &["q", "ne", "etablissement", "fermes"]).replacen(
            "/professionnels",
            "",
            1,
        ),
        is_filtered: ["q", "ne", "etablissement", "fermes"]
            .iter()
            .any(|name| asked.get(*name).is_some_and(|text| !text.trim().is_empty())),
    };
    page(status, &listed)
}

/// The filter of an URL, or the sentences beside the boxes that cannot be read.
pub fn read(asked: &Asked) -> Result<Filter, Errors> {
    let mut errors = Errors::default();
    let get = |name: &str| asked.get(name).map_or("", |text| text.trim());
    let birth_date = match get("ne") {
        "" => None,
        typed => BirthDate::parse_french(typed)
            .map_err(|why| errors.add("ne", messages::date(why)))
            .ok(),
    };
    let establishment = match get("etablissement") {
        "" => None,
        typed => typed
            .parse()
            .map_err(|_| {
                errors.add(
                    "etablissement",
                    "Aucun établissement ne porte ce numéro FINESS. Vérifiez ses neuf caractères.",
                );
            })
            .ok(),
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    // A number typed in the box of names finds its holder.
    let rpps: Option<Rpps> = get("q").parse().ok();
    let words = if rpps.is_some() { "" } else { get("q") };
    Ok(Filter {
        words: words.to_owned(),
        rpps,
        birth_date,
        establishment,
        in_closed_places: get("fermes") == "oui",
        order: order(get("tri")),
    })
}

fn order(code: &str) -> Order {
    match code {
        "-nom" => Order::NameDescending,
        "naissance" => Order::BirthDate,
        "-naissance" => Order::BirthDateDescending,
        _ => Order::Name,
    }
}

fn columns(asked: &Asked, order: Order) -> Vec<Column> {
    let sorted = |label: &str, name: &str, [up, down]: [Order; 2]| {
        let (sort, next) = match order {
            now if now == up => (Sort::Ascending, format!("-{name}")),
            now if now == down => (Sort::Descending, name.to_owned()),
            _ => (Sort::Unsorted, name.to_owned()),
        };
        let mut asked = asked.clone();
        asked.insert("tri".to_owned(), next);
        Column {
            label: label.to_owned(),
            href: url(&asked, &["q", "ne", "etablissement", "fermes", "tri"]),
            sort,
        }
    };
    let plain = |label: &str| Column {
        label: label.to_owned(),
        ..Column::default()
    };
    vec![
        sorted(
            "Nom d’exercice",
            "nom",
            [Order::Name, Order::NameDescending],
        ),
        plain("Numéro RPPS"),
        plain("Nom de naissance"),
        sorted(
            "Naissance",
            "naissance",
            [Order::BirthDate, Order::BirthDateDescending],
        ),
        plain("Situations"),
    ]
}

/// The list with what was asked, of these names alone.
fn url(asked: &Asked, names: &[&str]) -> String {
    let pairs: Vec<String> = names
        .iter()
        .filter_map(|name| {
            let text = asked.get(*name).map(|text| text.trim())?;
            (!text.is_empty())
                .then(|| format!("{name}={}", utf8_percent_encode(text, NON_ALPHANUMERIC)))
        })
        .collect();
    if pairs.is_empty() {
        return "/professionnels".to_owned();
    }
    format!("/professionnels?{}", pairs.join("&"))
}

impl From<Errors> for Problem {
    /// A file has no page where to say what is wrong with its URL.
    fn from(_: Errors) -> Self {
        Self::not_found()
    }
}
