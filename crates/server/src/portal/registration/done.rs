//! After the act: the number, what happens next and when, with real times (R9).

use crate::{
    portal::{
        components::{StepState, TimelineStep},
        shell::Shell,
        timeline, words,
    },
    web::{Acting, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{access::paris_day, identifiers::Rpps, professional::Professional};
use store::professional::Seen;

#[derive(Template)]
#[template(path = "registration/done.html")]
struct DonePage {
    shell: Shell,
    rpps: String,
    name: String,
    email: String,
    mobile: String,
    steps: Vec<TimelineStep>,
    live: String,
}

#[derive(Template)]
#[template(path = "registration/timeline.html")]
struct TimelinePart {
    steps: Vec<TimelineStep>,
    live: String,
}

/// Where someone just registered is shown.
#[must_use]
pub fn path(rpps: &Rpps) -> String {
    format!("/professionnels/{rpps}/enregistre")
}

/// Someone of the actor's scope, by number.
async fn open(
    world: &World,
    acting: &Acting,
    rpps: &str,
) -> Result<(Professional, Vec<TimelineStep>), Problem> {
    let rpps: Rpps = rpps.parse().map_err(|_| Problem::not_found())?;
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let known = store::professional::known_by_rpps(&mut tx, &acting.scope, &rpps, today).await?;
    let known = known
        .filter(|known| known.in_scope)
        .ok_or_else(Problem::not_found)?;
    let seen = store::professional::see(&mut tx, &acting.scope, known.professional, today).await?;
    let Some(Seen::Full { professional, .. }) = seen else {
        return Err(Problem::not_found());
    };
    let steps = timeline::of(&mut tx, &professional, world.store.clock.now()).await?;
    Ok((*professional, steps))
}

pub async fn show(State(world): State<World>, acting: Acting, Path(rpps): Path<String>) -> Page {
    let (professional, steps) = open(&world, &acting, &rpps).await?;
    let done = DonePage {
        shell: acting.visitor.shell(&world),
        name: format!(
            "{} {}",
            professional.practice.first_name, professional.practice.name
        ),
        email: professional.contact.email.to_string(),
        mobile: words::unbroken(&professional.contact.mobile.display_french()),
        live: live(&steps, &rpps),
        rpps: professional.rpps.to_string(),
        steps,
    };
    page(StatusCode::OK, &done)
}

/// The timeline alone, for the page that follows it.
pub async fn timeline(
    State(world): State<World>,
    acting: Acting,
    Path(rpps): Path<String>,
) -> Page {
    let (_, steps) = open(&world, &acting, &rpps).await?;
    let live = live(&steps, &rpps);
    page(StatusCode::OK, &TimelinePart { steps, live })
}

/// Where the timeline is asked again; nowhere once all is done.
fn live(steps: &[TimelineStep], rpps: &str) -> String {
    if steps.iter().all(|step| step.state == StepState::Done) {
        return String::new();
    }
    format!("/professionnels/{rpps}/suivi")
}
