//! How far a plan is: a timeline that moves by itself, and without JavaScript when the page is asked again.

use super::open;
use crate::{
    portal::{
        components::{StepState, TimelineStep},
        words,
    },
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::staff::PlanState;
use store::{
    StoreError, Tx,
    departure::{self, Kept},
};

#[derive(Template)]
#[template(path = "registration/timeline.html")]
struct Fragment {
    steps: Vec<TimelineStep>,
    live: String,
}

pub async fn fragment(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let mut tx = world.db().read().await?;
    let kept = open(&world, &acting, &mut tx, &id).await?;
    let steps = steps(&mut tx, &kept).await?;
    drop(tx);
    let live = format!("/departs/{}/suivi", kept.plan.id);
    page(StatusCode::OK, &Fragment { steps, live })
}

/// Confirmed, applied line by line, done.
pub async fn steps(tx: &mut Tx, kept: &Kept) -> Result<Vec<TimelineStep>, StoreError> {
    let outcomes = departure::outcomes(tx, kept.plan.id).await?;
    let all: i64 = outcomes.iter().map(|(_, lines)| lines).sum();
    let left: i64 = outcomes
        .iter()
        .filter(|(outcome, _)| outcome.is_none())
        .map(|(_, lines)| lines)
        .sum();
    let is_done = kept.plan.state == PlanState::Done;
    let step = |label: &str, detail: String, at, state| TimelineStep {
        label: label.to_owned(),
        detail,
        at,
        state,
    };
    Ok(vec![
        step(
            "Confirmé",
            String::new(),
            kept.confirmed_at.map(words::moment),
            StepState::Done,
        ),
        step(
            "Situations traitées",
            format!(
                "{} sur {}.",
                words::thousands(all - left),
                words::thousands(all)
            ),
            None,
            if is_done {
                StepState::Done
            } else {
                StepState::Current
            },
        ),
        step(
            "Résultat prêt",
            "Un courriel vous prévient\u{a0}; chaque professionnel concerné est prévenu aussi."
                .to_owned(),
            kept.finished_at.map(words::moment),
            if is_done {
                StepState::Done
            } else {
                StepState::Waiting
            },
        ),
    ])
}
