//! Begin the registration of somebody whom the list has and the register has not: a draft with what the list says.

use super::open;
use crate::{
    web::{Acting, Fields, Page, Problem, see_other},
    world::World,
};
use axum::extract::{Path, State};
use domain::{
    identifiers::comparison_key,
    registration::{Answers, Step},
    staff::{List, Why, Written},
};
use store::{
    departure,
    housekeeping::draft::{self, Draft},
};

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let rank = fields
        .get("ligne")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let kept = open(&world, &acting, &mut tx, &id).await?;
    let line = departure::line(&mut tx, &acting.scope, kept.plan.id, rank).await?;
    drop(tx);
    let is_new = |line: &departure::LineOf| line.list == List::New && line.why == Why::Unregistered;
    let line = line.filter(is_new).ok_or_else(Problem::not_found)?;
    let begun = draft::begin(&world.store, &acting.actor).await?;
    let begun = begun.ok_or_else(Problem::forbidden)?;
    let draft = draft::by_id(&world.store, &acting.actor, begun).await?;
    let draft = Draft {
        answers: answers(&line.written.unwrap_or_default()),
        ..draft.ok_or_else(Problem::not_found)?
    };
    draft::save(&world.store, &draft).await?;
    let step = Step::CivilIdentity.code();
    see_other(&format!("/enregistrements/{begun}/{step}"))
}

/// What the list says, as if it were typed: every step checks it.
fn answers(written: &Written) -> Answers {
    let (title, sex) = match comparison_key(&written.sex).as_str() {
        "F" | "FEMME" | "FEMININ" | "MME" | "MADAME" | "2" => ("MME", "F"),
        "M" | "H" | "HOMME" | "MASCULIN" | "MONSIEUR" | "MR" | "1" => ("M", "M"),
        _ => ("", ""),
    };
    let mut answers = Answers::default();
    for (field, answer) in [
        ("title", title),
        ("sex", sex),
        ("birth_name", &written.birth_name),
        ("used_name", &written.used_name),
        ("first_names", &written.first_names),
        ("birth_date", &written.birth_date),
        ("starts_on", &written.starts_on),
    ] {
        answers.set(field, answer);
    }
    answers
}
