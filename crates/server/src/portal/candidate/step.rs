//! One step of a request: shown with what was typed, saved when left, half-filled too (D1).

use super::{
    checks, mailbox,
    view::{Shown, draw},
};
use crate::{
    portal::{
        messages::{self, Told},
        picker::{self, Shows},
    },
    web::{Fields, Page, Problem, SignedIn, see_other},
    world::World,
};
use axum::extract::{Path, State};
use domain::{
    registration::Answers,
    request::{RequestStep, may_visit, next_step},
};
use store::housekeeping::request_draft::{self, RequestDraft};

/// The draft of whoever reads a mailbox, which is an answer of it; else where to prove one.
pub async fn open(
    world: &World,
    signed: &SignedIn,
) -> Result<Result<RequestDraft, String>, Problem> {
    let email = match mailbox(signed) {
        Ok(email) => email,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let mut draft = request_draft::of(&world.store, signed.live.account.id).await?;
    draft.answers.set("email", email.as_str());
    Ok(Ok(draft))
}

async fn at_step(
    world: &World,
    signed: &SignedIn,
    step: &str,
) -> Result<Result<(RequestDraft, RequestStep), String>, Problem> {
    let step: RequestStep = step.parse().map_err(|_| Problem::not_found())?;
    let draft = match open(world, signed).await? {
        Ok(draft) => draft,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    if !may_visit(&draft.answers, step) {
        let next = next_step(&draft.answers).unwrap_or(step);
        return Ok(Err(path(next)));
    }
    Ok(Ok((draft, step)))
}

/// The page of a step.
pub fn path(step: RequestStep) -> String {
    format!("/demande/{}", step.code())
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(step): Path<String>) -> Page {
    match at_step(&world, &signed, &step).await? {
        Ok((draft, step)) => draw(&world, &signed, (&draft, step), Shown::default()).await,
        Err(elsewhere) => see_other(&elsewhere),
    }
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    Path(step): Path<String>,
    fields: Fields,
) -> Page {
    let (mut draft, step) = match at_step(&world, &signed, &step).await? {
        Ok(open) => open,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    draft.answers.replace(step.fields(), &fields.0);
    let mut shown = Shown {
        shows: pick(&world, &mut draft.answers, step).await?,
        ..Shown::default()
    };
    request_draft::save(&world.store, &draft).await?;
    let action = fields.get("action");
    match action {
        "plus_tard" | "quitter" => return see_other("/demande/suivi?avis=brouillon"),
        "retour" => {
            let before = step
                .previous()
                .map_or("/demande?concernee=social".to_owned(), path);
            return see_other(&before);
        }
        _ if action.starts_with("chercher_") => {
            shown.shows = Shows::Results;
            return draw(&world, &signed, (&draft, step), shown).await;
        }
        _ => {}
    }
    wrong(&world, &draft.answers, step, &mut shown).await?;
    if !shown.errors.is_empty() {
        return draw(&world, &signed, (&draft, step), shown).await;
    }
    let next = next_step(&draft.answers).map_or("/demande/verifier".to_owned(), path);
    see_other(&next)
}

/// Settle the picker of the step, if it has one.
async fn pick(world: &World, answers: &mut Answers, step: RequestStep) -> Result<Shows, Problem> {
    match step {
        RequestStep::Identity => picker::settle_commune(world, answers).await,
        RequestStep::Situation => picker::settle_everywhere(world, answers).await,
        RequestStep::Contact | RequestStep::Terms => Ok(Shows::Choice),
    }
}

/// All that is wrong with a step, in the order of its page: what was typed, and what the data say.
async fn wrong(
    world: &World,
    answers: &Answers,
    step: RequestStep,
    shown: &mut Shown,
) -> Result<(), Problem> {
    let typed = step.problems(answers);
    let mut told: Vec<(&str, String)> = typed
        .iter()
        .map(|problem| (problem.field, messages::sentence(problem)))
        .collect();
    for reason in checks::check(world, answers, step).await? {
        told.push((reason.field(), reason.told()));
    }
    told.sort_by_key(|(field, _)| step.rank(field));
    for (field, sentence) in told {
        shown.errors.add(field, sentence);
    }
    Ok(())
}

/// Throw the draft away.
pub async fn delete(State(world): State<World>, signed: SignedIn, _fields: Fields) -> Page {
    request_draft::delete(&world.store, signed.live.account.id).await?;
    see_other("/demande/suivi?avis=brouillon-supprime")
}
