//! What an officer does to a request: take it in hand, note the form, accept, return or refuse (C3).

use super::case;
use crate::{
    actions::{self, Error},
    portal::{form::Errors, messages::Told, remark},
    web::{Fields, Page, Problem, SignedIn, see_other},
    world::World,
};
use axum::extract::{Path, State};
use domain::{
    contract::{Application, CannotSettle, Remark},
    id::Id,
    turn_down::{Settlement, TurnDown},
};
use store::By;

fn id_of(id: &str) -> Result<Id<Application>, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}

/// Known, or not found: an action takes a request that is there.
async fn known(world: &World, id: &str) -> Result<Id<Application>, Problem> {
    let mut tx = world.db().read().await?;
    case::open(&mut tx, id).await?;
    id_of(id)
}

/// Where to go after the act, or the page with what stands in the way, and by whom.
async fn after(
    world: &World,
    signed: &SignedIn,
    (id, fields): (&str, Fields),
    (done, notice): (Result<(), Error<CannotSettle>>, &str),
) -> Page {
    let reasons = match done {
        Ok(()) => return see_other(&format!("/agence/contrats/{id}?avis={notice}")),
        Err(Error::Refused(reasons)) => reasons,
        Err(error) => return Err(Problem::of_act(error)),
    };
    let mut errors = Errors::default();
    for reason in reasons.iter() {
        let by_another = matches!(
            reason,
            CannotSettle::AlreadySettled(_)
                | CannotSettle::TakenByAnother
                | CannotSettle::WithTheApplicant
        );
        let sentence = if by_another {
            let by = case::last_by(world, id).await?;
            format!("{} Dernier acte\u{a0}: {by}.", reason.told())
        } else {
            reason.told()
        };
        errors.add(reason.field(), sentence);
    }
    case::redraw(world, signed, id, (fields.0, errors)).await
}

pub async fn take(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let request = known(&world, &id).await?;
    let seen = fields.get("owner").parse().ok();
    let by = By::Session(signed.live.id);
    let done = actions::run(&world, by, "take_application", |act| {
        actions::take_application(act, request, seen)
    })
    .await;
    after(&world, &signed, (&id, fields), (done, "dossier-pris")).await
}

pub async fn form_came(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let request = known(&world, &id).await?;
    let by = By::Session(signed.live.id);
    let done = actions::run(&world, by, "record_form", |act| {
        actions::record_form(act, request, None)
    })
    .await;
    after(&world, &signed, (&id, fields), (done, "f101-note")).await
}

pub async fn accept(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let request = known(&world, &id).await?;
    let by = By::Session(signed.live.id);
    let done = actions::run(&world, by, "accept_application", |act| {
        actions::accept_application(act, request)
    })
    .await;
    after(&world, &signed, (&id, fields), (done, "dossier-accepte")).await
}

pub async fn turn_down(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let request = known(&world, &id).await?;
    let (settlement, notice) = match fields.get("settlement") {
        "returned" => (Settlement::Returned, "dossier-retourne"),
        "refused" => (Settlement::Refused, "dossier-refuse"),
        _ => {
            let mut errors = Errors::default();
            errors.add("settlement", "Choisissez\u{a0}: retourner ou refuser.");
            return case::redraw(&world, &signed, &id, (fields.0, errors)).await;
        }
    };
    let command = TurnDown {
        settlement,
        reasons: remark::reasons(&fields, Remark::ALL, Remark::code, Remark::Other),
        remark: remark::own_words(&fields),
    };
    let by = By::Session(signed.live.id);
    let done = actions::run(&world, by, "turn_down_application", |act| {
        actions::turn_down_application(act, request, command.clone())
    })
    .await;
    after(&world, &signed, (&id, fields), (done, notice)).await
}
