//! Deaths that structures told, the latest first (L1).

use crate::{
    portal::{
        components::{Column, Moment, Paging},
        shell::Shell,
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
use std::collections::BTreeMap;
use store::death::{self, Told};

const PER_PAGE: u64 = 25;

#[derive(Template)]
#[template(path = "agency/professionals/deaths.html")]
struct DeathsPage {
    shell: Shell,
    columns: Vec<Column>,
    lines: Vec<Line>,
    paging: Paging,
}

struct Line {
    rpps: String,
    name: String,
    on: String,
    at: Moment,
    by: String,
    structure: String,
    /// Situations that are still open.
    open: i64,
    is_withdrawn: bool,
}

impl From<Told> for Line {
    fn from(told: Told) -> Self {
        Self {
            rpps: told.rpps.to_string(),
            name: told.name,
            on: words::date(told.on),
            at: words::moment(told.at),
            by: told.by,
            structure: told.structure,
            open: told.open,
            is_withdrawn: told.is_withdrawn,
        }
    }
}

pub async fn show(
    State(world): State<World>,
    signed: SignedIn,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let mut tx = world.db().read().await?;
    let total = death::count(&mut tx).await?;
    let wanted = asked.get("page").and_then(|page| page.parse().ok());
    let paging = Paging::new(
        "/agence/deces",
        wanted.unwrap_or(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    );
    let told = death::list(&mut tx, paging.window()).await?;
    drop(tx);
    let columns = ["Personne", "Décès", "Signalé", "Situations encore ouvertes"];
    let shown = DeathsPage {
        shell: signed.visitor.shell(&world),
        columns: columns
            .map(|label| Column {
                label: label.to_owned(),
                ..Column::default()
            })
            .into(),
        lines: told.into_iter().map(Line::from).collect(),
        paging,
    };
    page(StatusCode::OK, &shown)
}
