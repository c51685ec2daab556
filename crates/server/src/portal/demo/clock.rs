//! The clock of the demonstration, moved forward to see what time brings: planned ends, reminders, reviews.

use crate::{
    portal::{shell::Shell, words},
    web::{Fields, Page, Problem, Visitor, page, see_other},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::access::paris_day;
use jiff::SignedDuration;
use store::housekeeping::ahead;

/// By how many days one may move, and in words.
const STEPS: [(i64, &str); 4] = [
    (1, "Un jour"),
    (7, "Une semaine"),
    (15, "Quinze jours"),
    (31, "Un mois"),
];

#[derive(Template)]
#[template(path = "demo/clock.html")]
struct ClockPage {
    shell: Shell,
    today: String,
    steps: [(i64, &'static str); 4],
}

/// Gives the visit cookie that binds its form.
pub async fn show(State(world): State<World>, visitor: Visitor) -> Page {
    let visitor = visitor.begin_visit()?;
    let shown = ClockPage {
        shell: visitor.shell(&world),
        today: words::date(paris_day(world.store.clock.now())),
        steps: STEPS,
    };
    let mut response = page(StatusCode::OK, &shown)?;
    visitor.keep_visit(&mut response);
    Ok(response)
}

pub async fn advance(State(world): State<World>, fields: Fields) -> Page {
    let days = fields.get("jours").parse::<i64>().ok();
    let known = STEPS.iter().find(|(step, _)| Some(*step) == days);
    let (days, _) = known.ok_or_else(Problem::not_found)?;
    ahead::advance(&world.store, SignedDuration::from_hours(24 * days)).await?;
    see_other("/demo/horloge?avis=horloge")
}
