//! The first page of departures: the two ways in, and the plans under way.

use crate::{
    portal::{
        components::{Column, Door, Moment},
        shell::{Shell, Tone},
        words,
    },
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::staff::{PlanKind, PlanState};
use store::departure::{self, Kept};

#[derive(Template)]
#[template(path = "departures/index.html")]
struct IndexPage {
    shell: Shell,
    doors: Vec<Door>,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    what: String,
    detail: String,
    made: Moment,
    by: String,
    state: (&'static str, Tone),
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let mut tx = world.db().read().await?;
    let now = world.store.clock.now();
    let plans = departure::list(&mut tx, &acting.actor, now).await?;
    drop(tx);
    let door = |href: &str, label: &str, text: &str| Door {
        href: href.into(),
        label: label.into(),
        text: text.into(),
        count: None,
    };
    let columns = ["Plan", "Préparé le", "Par", "Où il en est"];
    let shown = IndexPage {
        shell: acting.visitor.shell(&world),
        doors: vec![
            door(
                "/departs/comparaison",
                "Comparer avec votre liste du personnel",
                "Un classeur ou un fichier CSV\u{a0}: qui est arrivé, qui est parti, qui a changé. Rien ne se fait sans vous.",
            ),
            door(
                "/departs/numeros",
                "Fermer plusieurs situations",
                "À partir de numéros RPPS, collés ou dans un fichier.",
            ),
        ],
        columns: columns.map(column).into(),
        lines: plans.into_iter().map(line).collect(),
    };
    page(StatusCode::OK, &shown)
}

pub fn column(label: &str) -> Column {
    Column {
        label: label.to_owned(),
        ..Column::default()
    }
}

fn line(kept: Kept) -> Line {
    Line {
        href: format!("/departs/{}", kept.plan.id),
        what: title(&kept),
        detail: kept.name,
        made: words::moment(kept.created_at),
        by: kept.owner_name,
        state: state(kept.plan.state),
    }
}

/// What a plan comes from, in words.
pub fn title(kept: &Kept) -> String {
    match kept.plan.kind {
        PlanKind::Numbers => "Départs par numéros RPPS".to_owned(),
        PlanKind::Comparison => format!("Comparaison, {}", kept.establishments),
    }
}

pub const fn state(state: PlanState) -> (&'static str, Tone) {
    match state {
        PlanState::Preparing => ("Interrompu", Tone::Warning),
        PlanState::Proposed => ("À confirmer", Tone::Info),
        PlanState::Confirmed => ("En cours", Tone::Info),
        PlanState::Done => ("Terminé", Tone::Success),
    }
}
