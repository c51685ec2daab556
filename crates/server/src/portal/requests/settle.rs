//! What a manager does to a request: accept, add a situation instead, return or refuse (D2).

use super::case::{open, redraw, said, settled};
use crate::{
    actions::{self, Error, Looked},
    portal::{
        form::Errors,
        look_alikes,
        messages::{self, Told},
        remark,
    },
    web::{Acting, Fields, Page, Problem, see_other},
    world::World,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::paris_day,
    event::LookUp,
    id::Id,
    identifiers::Rpps,
    professional::CannotRegister,
    registration::{self, Answers, Step},
    request::{CannotAccept, CannotSettleRequest, Remark, Request},
    turn_down::{Settlement, TurnDown},
};

/// What is told once the limit of the day is reached (R5).
const OVER_LIMIT: &str = "Vous avez atteint le nombre de recherches du jour hors de votre périmètre\u{a0}: cette demande pourra être acceptée demain. Elle reste dans la file.";

/// The page with what stands in the way; by whom and when, if somebody came first.
async fn told<R: Told>(
    world: &World,
    acting: &Acting,
    (id, fields): (&str, Fields),
    reasons: impl Iterator<Item = R>,
    overtaken: impl Fn(&R) -> bool,
) -> Page {
    let kept = open(world, acting, id).await?;
    let mut errors = Errors::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    for reason in reasons {
        let sentence = reason.told();
        if overtaken(&reason) {
            status = StatusCode::CONFLICT;
            errors.add(
                "",
                format!("{sentence} Cela a été fait {}.", settled(&kept)),
            );
        } else {
            errors.add(reason.field(), sentence);
        }
    }
    redraw(world, acting, id, (fields.0, errors), status).await
}

const fn is_overtaken(reason: CannotSettleRequest) -> bool {
    matches!(
        reason,
        CannotSettleRequest::AlreadySettled(_) | CannotSettleRequest::WithTheCandidate
    )
}

/// The answers of the candidate, with the manager's part: the document seen, the attestations (R7), and why look-alikes
/// are others (R4).
fn complete(answers: &Answers, fields: &Fields) -> Answers {
    let mut answers = answers.clone();
    for field in [
        "identity_document",
        "sole_reader",
        "exactness",
        "met",
        "terms_version",
    ] {
        answers.set(field, fields.get(field));
    }
    registration::note_set_aside(&mut answers, &look_alikes::said(fields), true);
    answers
}

pub async fn accept(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let kept = open(&world, &acting, &id).await?;
    let answers = complete(&kept.answers, &fields);
    let mut errors = Errors::default();
    for step in [Step::CivilIdentity, Step::Legal] {
        for problem in step.problems(&answers) {
            errors.add(problem.field, messages::sentence(&problem));
        }
    }
    look_alikes::check_length(&look_alikes::said(&fields), &mut errors);
    if actions::is_over_limit(&world, acting.actor.grant.id).await? {
        errors.add("", OVER_LIMIT);
    }
    let finished = registration::finish(&answers).ok();
    let Some(command) = finished.filter(|_| errors.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return redraw(&world, &acting, &id, (fields.0, errors), status).await;
    };
    let request = kept.request.id;
    let done = actions::run(&world, acting.by(), "accept_request", |act| {
        actions::accept_request(act, request, command.clone())
    });
    match done.await {
        Ok(rpps) => see_other(&format!("/professionnels/{rpps}/enregistre")),
        Err(Error::Refused(reasons)) => {
            let reasons: Vec<CannotAccept> = reasons.iter().cloned().collect();
            note_outside(&world, &acting, &reasons).await?;
            not_accepted(&world, &acting, (&id, fields), reasons).await
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}

async fn not_accepted(
    world: &World,
    acting: &Acting,
    form: (&str, Fields),
    reasons: Vec<CannotAccept>,
) -> Page {
    let no_number = CannotAccept::Registration(CannotRegister::NoNumberLeft);
    if reasons.contains(&no_number) {
        return Err(Problem::suspended(&no_number.told()));
    }
    let overtaken = |reason: &CannotAccept| matches!(reason, CannotAccept::Settle(reason) if is_overtaken(*reason));
    told(world, acting, form, reasons.into_iter(), overtaken).await
}

/// Count and journal whoever the act met outside the scope (R5).
async fn note_outside(
    world: &World,
    acting: &Acting,
    reasons: &[CannotAccept],
) -> Result<(), Problem> {
    for reason in reasons {
        if let CannotAccept::Registration(reason) = reason
            && let Some((known, by)) = reason.meets()
        {
            actions::note(world, &acting.actor, known, by).await?;
        }
    }
    Ok(())
}

/// The candidate has a number already: a situation more (M2).
pub async fn add(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let kept = open(&world, &acting, &id).await?;
    let refuse = async |sentence: String| {
        let mut errors = Errors::default();
        errors.add("rpps", sentence);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        redraw(&world, &acting, &id, (fields.0.clone(), errors), status).await
    };
    let rpps: Rpps = match fields.get("rpps").replace([' ', '\u{a0}'], "").parse() {
        Ok(rpps) => rpps,
        Err(why) => return refuse(messages::rpps(&why).to_owned()).await,
    };
    let today = paris_day(world.store.clock.now());
    let looked = actions::look_up(&world, &acting.actor, LookUp::Rpps, async || {
        let mut tx = world.db().read().await?;
        store::professional::known_by_rpps(&mut tx, &acting.scope, &rpps, today).await
    });
    let known = match looked.await? {
        Looked::Found(known) => known,
        Looked::Nobody => return refuse(CannotAccept::NotThatPerson.told()).await,
        Looked::OverLimit => return refuse(OVER_LIMIT.to_owned()).await,
    };
    let asked = said(&kept)?;
    let request = kept.request.id;
    let done = actions::run(&world, acting.by(), "add_requested_situation", |act| {
        let pair = (asked.identity.clone(), asked.situation.clone());
        actions::add_requested_situation(act, request, known.professional, pair)
    });
    match done.await {
        Ok(()) => see_other(&format!("/professionnels/{rpps}?avis=situation-ajoutee")),
        Err(Error::Refused(reasons)) => {
            let reasons = reasons.iter().cloned().collect();
            not_accepted(&world, &acting, (&id, fields), reasons).await
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}

pub async fn turn_down(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let request: Id<Request> = open(&world, &acting, &id).await?.request.id;
    let (settlement, notice) = match fields.get("settlement") {
        "returned" => (Settlement::Returned, "demande-retournee"),
        "refused" => (Settlement::Refused, "demande-refusee"),
        _ => {
            let mut errors = Errors::default();
            errors.add("settlement", "Choisissez\u{a0}: retourner ou refuser.");
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return redraw(&world, &acting, &id, (fields.0, errors), status).await;
        }
    };
    let command = TurnDown {
        settlement,
        reasons: remark::reasons(&fields, Remark::ALL, Remark::code, Remark::Other),
        remark: remark::own_words(&fields),
    };
    let done = actions::run(&world, acting.by(), "turn_down_request", |act| {
        actions::turn_down_request(act, request, command.clone())
    });
    match done.await {
        Ok(()) => see_other(&format!("/demandes?avis={notice}")),
        Err(Error::Refused(reasons)) => {
            let reasons: Vec<CannotSettleRequest> = reasons.iter().copied().collect();
            let form = (id.as_str(), fields);
            told(&world, &acting, form, reasons.into_iter(), |reason| {
                is_overtaken(*reason)
            })
            .await
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}
