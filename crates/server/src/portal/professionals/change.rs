//! Change a situation; the second of two people is shown the new state beside what they typed (M2, M4).

use super::held::{Held, open};
use crate::{
    actions::{self, Error},
    portal::{
        form::{Errors, Form},
        messages::{self, Told},
        picker::Shows,
        shell::Shell,
        situation_form::SituationFields,
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    professional::{CannotChangeSituation, NewSituation, SituationTerms},
    registration::{self, Answers, Step},
};
use store::professional::SituationLine;

#[derive(Template)]
#[template(path = "professionals/change.html")]
struct ChangePage {
    shell: Shell,
    form: Form,
    name: String,
    caption: String,
    file: String,
    version: i64,
    situation: SituationFields,
    /// The state that somebody else wrote meanwhile, beside what was typed; empty when nobody did.
    meanwhile: Vec<Compared>,
}

/// One answer: as it is now, and as it was typed.
struct Compared {
    label: &'static str,
    now: String,
    typed: String,
}

impl Compared {
    fn differs(&self) -> bool {
        self.now != self.typed
    }
}

/// What a page shows besides the answers.
#[derive(Default)]
struct Shown {
    errors: Errors,
    meanwhile: Vec<Compared>,
}

async fn draw(world: &World, acting: &Acting, held: Held, answers: &Answers, shown: Shown) -> Page {
    let status = match (&shown.errors, &shown.meanwhile) {
        (_, new) if !new.is_empty() => StatusCode::CONFLICT,
        (errors, _) if !errors.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    // The state that the visitor saw: the one of now when it is on this page, else the one that they were shown.
    let version = match answers.get("version").parse() {
        Ok(seen) if shown.meanwhile.is_empty() => seen,
        _ => {
            let mut tx = world.db().read().await?;
            store::professional::version(&mut tx, held.line.id).await?
        }
    };
    let csrf = acting.visitor.csrf(world);
    let form = Form::filled(csrf, answers.as_map().clone()).with_errors(shown.errors);
    let mut situation = SituationFields::load(world, acting, answers, Shows::default()).await?;
    situation.fix(&held.line);
    let drawn = ChangePage {
        shell: acting.visitor.shell(world),
        form,
        caption: held.caption(),
        name: held.name,
        file: held.file,
        version,
        situation,
        meanwhile: shown.meanwhile,
    };
    page(status, &drawn)
}

pub async fn show(
    State(world): State<World>,
    acting: Acting,
    Path((rpps, situation)): Path<(String, String)>,
) -> Page {
    let held = open(&world, &acting, &rpps, &situation).await?;
    let answers = answers_of(&held.line);
    draw(&world, &acting, held, &answers, Shown::default()).await
}

/// The situation as it would be typed.
fn answers_of(line: &SituationLine) -> Answers {
    let mut answers = Answers::default();
    if let Some(dates) = line.dates {
        answers.set("starts_on", &words::date(dates.starts_on));
        let end = dates.planned_end.map(words::date);
        answers.set("planned_end", &end.unwrap_or_default());
    }
    answers.set("profession", line.profession.code());
    answers.set("role", line.role.code());
    answers.set("practice_mode", line.practice_mode.code());
    answers
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path((rpps, situation)): Path<(String, String)>,
    fields: Fields,
) -> Page {
    let held = open(&world, &acting, &rpps, &situation).await?;
    let version = fields.get("version").parse().unwrap_or_default();
    let mut answers = Answers::from(fields.0);
    answers.set("establishment", held.line.establishment.as_str());
    let mut shown = Shown::default();
    let mut told: Vec<(&str, String)> = Vec::new();
    match registration::situation(&answers) {
        Err(problems) => told.extend(
            problems
                .iter()
                .map(|problem| (problem.field, messages::sentence(problem))),
        ),
        Ok(wanted) => {
            let (id, wanted) = (held.line.id, terms(&wanted));
            let changed = actions::run(&world, acting.by(), "change_situation", |act| {
                actions::change_situation(act, id, version, wanted)
            });
            match changed.await {
                Ok(()) => return see_other(&format!("{}?avis=situation-modifiee", held.file)),
                Err(Error::Refused(reasons)) => {
                    if reasons
                        .iter()
                        .any(|reason| *reason == CannotChangeSituation::ChangedMeanwhile)
                    {
                        shown.meanwhile = compare(&held.line, &wanted);
                    }
                    told.extend(reasons.iter().map(|reason| (reason.field(), reason.told())));
                }
                Err(error) => return Err(Problem::of_act(error)),
            }
        }
    }
    told.sort_by_key(|(field, _)| Step::Situation.rank(field));
    for (field, sentence) in told {
        shown.errors.add(field, sentence);
    }
    draw(&world, &acting, held, &answers, shown).await
}

fn terms(wanted: &NewSituation) -> SituationTerms {
    SituationTerms {
        starts_on: wanted.starts_on,
        planned_end: wanted.planned_end,
        profession: wanted.profession,
        role: wanted.role,
        practice_mode: wanted.practice_mode,
    }
}

/// The state of now beside what was typed.
fn compare(line: &SituationLine, typed: &SituationTerms) -> Vec<Compared> {
    let Some(dates) = line.dates else {
        return Vec::new();
    };
    let now = SituationTerms {
        starts_on: dates.starts_on,
        planned_end: dates.planned_end,
        profession: line.profession,
        role: line.role,
        practice_mode: line.practice_mode,
    };
    words::situation_terms(&now)
        .into_iter()
        .zip(words::situation_terms(typed))
        .map(|((label, now), (_, typed))| Compared { label, now, typed })
        .collect()
}
