//! A professional found by number or by name, over the whole register.

use crate::{
    portal::{
        components::{Column, Paging},
        form::{Errors, Form},
        messages,
        shell::Shell,
    },
    web::{Page, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::identifiers::{Rpps, search_words};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use store::agency::{self, Found};

const PER_PAGE: u64 = 25;
/// Beyond these, a name is to be completed.
const MOST: u64 = 500;

#[derive(Template)]
#[template(path = "agency/professionals/find.html")]
struct FindPage {
    shell: Shell,
    form: Form,
    columns: Vec<Column>,
    lines: Vec<Found>,
    paging: Paging,
    /// Something was asked that can be looked for.
    is_asked: bool,
}

pub async fn show(
    State(world): State<World>,
    signed: SignedIn,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let typed = asked.get("q").map_or("", |text| text.trim());
    let is_number = !typed.is_empty() && !typed.chars().any(char::is_alphabetic);
    let mut errors = Errors::default();
    if is_number {
        match typed.parse::<Rpps>() {
            Err(why) => errors.add("q", messages::rpps(&why)),
            Ok(rpps) => {
                let mut tx = world.db().read().await?;
                if agency::id_of(&mut tx, &rpps).await?.is_some() {
                    return see_other(&format!("/agence/professionnels/{rpps}"));
                }
                errors.add(
                    "q",
                    "Personne n’est enregistré ici sous ce numéro. Vérifiez-le, ou cherchez par le nom.",
                );
            }
        }
    }
    let is_asked = !is_number && !search_words(typed).is_empty();
    let (lines, paging) = find(&world, typed, is_asked, asked.get("page")).await?;
    let status = errors.status();
    let found = FindPage {
        shell: signed.visitor.shell(&world),
        form: Form::filled("", [("q".to_owned(), typed.to_owned())]).with_errors(errors),
        columns: columns(),
        lines,
        paging,
        is_asked,
    };
    page(status, &found)
}

async fn find(
    world: &World,
    typed: &str,
    is_asked: bool,
    wanted: Option<&String>,
) -> Result<(Vec<Found>, Paging), store::StoreError> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let mut tx = world.db().read().await?;
    let total = if is_asked {
        agency::count_named(&mut tx, typed, most + 1).await?
    } else {
        0
    };
    let text = utf8_percent_encode(typed, NON_ALPHANUMERIC);
    let paging = Paging::new(
        format!("/agence/professionnels?q={text}"),
        wanted.and_then(|page| page.parse().ok()).unwrap_or(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    )
    .counted_up_to(MOST);
    let lines = if is_asked {
        agency::named(&mut tx, typed, paging.window()).await?
    } else {
        Vec::new()
    };
    Ok((lines, paging))
}

fn columns() -> Vec<Column> {
    [
        "Nom d’exercice",
        "Numéro RPPS",
        "Nom de naissance",
        "Naissance",
        "Situations",
    ]
    .map(|label| Column {
        label: label.to_owned(),
        ..Column::default()
    })
    .into()
}
