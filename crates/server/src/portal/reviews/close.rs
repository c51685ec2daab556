//! Close the situations that are ticked, or plan their end: what ends is listed before (L1, L5).

use super::{
    one::{is_answered, untick},
    view::{Opened, find},
};
use crate::{
    actions::{self, Error},
    portal::{
        components::Choice,
        end_reasons,
        form::{Errors, Form},
        messages::{self, Told},
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::paris_day,
    identifiers::parse_french_date,
    nomenclature::EndReason,
    professional::Closing,
    review::{Answer, Line, planned},
};

#[derive(Template)]
#[template(path = "reviews/close.html")]
struct ClosePage {
    shell: Shell,
    form: Form,
    href: String,
    place: String,
    title: String,
    people: Vec<Person>,
    reasons: Vec<Choice>,
}

/// Somebody whose situation ends; two may share a name and a job.
struct Person {
    name: String,
    rpps: String,
    job: String,
}

fn draw(world: &World, acting: &Acting, opened: &Opened, form: Form) -> Page {
    let status = form.status();
    let ticked = opened.ticked();
    let title = match ticked.len() {
        1 => "Fermer cette situation\u{a0}?".to_owned(),
        count => format!("Fermer ces {count} situations\u{a0}?"),
    };
    let people = ticked.into_iter().map(|kept| Person {
        name: kept.line.name.clone(),
        rpps: kept.rpps.to_string(),
        job: words::typographic(kept.profession.short_label()),
    });
    let shown = ClosePage {
        shell: acting.visitor.shell(world),
        form,
        href: format!("/revue/{}", opened.listed.review.id),
        place: opened.listed.place.clone(),
        title,
        people: people.collect(),
        reasons: end_reasons::of_several(),
    };
    page(status, &shown)
}

/// Without a box ticked there is nothing to close: the list says so.
pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let opened = find(&world, &acting, &id).await?;
    if !opened.is_open() || opened.ticked().is_empty() {
        return see_other(&format!(
            "/revue/{}?avis=rien-de-coche",
            opened.listed.review.id
        ));
    }
    let mut form = Form::empty(acting.visitor.csrf(&world));
    form.set("ended_on", words::date(paris_day(world.store.clock.now())));
    draw(&world, &acting, &opened, form)
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let mut opened = find(&world, &acting, &id).await?;
    let review = opened.listed.review.id;
    let mut errors = Errors::default();
    if let Some(closing) = read(&fields, &mut errors) {
        // All that is ticked: whoever was answered for meanwhile is to be told.
        let chosen = opened.ticks.clone();
        let answer = Answer::Close(chosen.clone(), closing);
        let done = actions::run(&world, acting.by(), "answer_review", |act| {
            actions::answer_review(act, review, answer.clone())
        });
        match done.await {
            Ok(_) => {
                let lines = opened.lines.iter().map(|kept| kept.line.clone());
                let lines: Vec<Line> = lines.collect();
                let today = paris_day(world.store.clock.now());
                let planned = planned(&lines, &chosen, closing, today);
                let closed = chosen.len() - planned;
                return see_other(&format!(
                    "/revue/{review}?fermees={closed}&prevues={planned}"
                ));
            }
            Err(Error::Refused(reasons)) => {
                for reason in reasons.iter() {
                    errors.add(reason.field(), reason.told());
                }
                if reasons.iter().any(is_answered) {
                    opened = find(&world, &acting, &id).await?;
                    untick(&world, &acting, &opened).await?;
                }
            }
            Err(error) => return Err(Problem::of_act(error)),
        }
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, &opened, form)
}

fn read(fields: &Fields, errors: &mut Errors) -> Option<Closing> {
    let ended_on = parse_french_date(fields.get("ended_on"))
        .map_err(|why| errors.add("ended_on", messages::date(why)))
        .ok();
    let reason = fields.get("reason").parse::<EndReason>().ok();
    let reason = reason.filter(|reason| !reason.is_death());
    if reason.is_none() {
        errors.add("reason", "Choisissez un des motifs proposés.");
    }
    Some(Closing {
        ended_on: ended_on?,
        reason: reason?,
    })
}
