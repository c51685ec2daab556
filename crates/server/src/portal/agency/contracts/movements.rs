//! Establishments under contract that FINESS gave to another legal entity (C9).

use crate::{
    actions::{self, Error},
    portal::{
        form::{Errors, Form},
        messages::Told,
        shell::Shell,
        words,
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{contract::MoveOutcome, id::Id};
use store::{
    By,
    structure::moves::{self, Move},
};

#[derive(Template)]
#[template(path = "agency/contracts/movements.html")]
struct MovementsPage {
    shell: Shell,
    form: Form,
    moves: Vec<Line>,
}

struct Line {
    id: String,
    establishment: String,
    left: String,
    new: String,
    noticed: String,
}

pub async fn list(State(world): State<World>, signed: SignedIn) -> Page {
    draw(&world, &signed, Errors::default()).await
}

async fn draw(world: &World, signed: &SignedIn, errors: Errors) -> Page {
    let status = errors.status();
    let mut tx = world.db().read().await?;
    let open = moves::open(&mut tx).await?;
    drop(tx);
    let shown = MovementsPage {
        shell: signed.visitor.shell(world),
        form: Form::empty(signed.visitor.csrf(world)).with_errors(errors),
        moves: open.iter().map(line).collect(),
    };
    page(status, &shown)
}

fn line(one: &Move) -> Line {
    Line {
        id: one.id.to_string(),
        establishment: format!("{} (FINESS {})", one.name, one.establishment),
        left: format!("{} ({})", one.left_name, one.left_entity),
        new: format!("{} ({})", one.new_name, one.new_entity),
        noticed: words::date_time(one.noticed_at),
    }
}

pub async fn settle(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let id: Id<Move> = id.parse().map_err(|_| Problem::not_found())?;
    let mut errors = Errors::default();
    match fields.get("outcome").parse::<MoveOutcome>() {
        Err(_) => errors.add("outcome", "Choisissez ce que devient l’établissement."),
        Ok(outcome) => {
            let by = By::Session(signed.live.id);
            let done = actions::run(&world, by, "settle_move", |act| {
                actions::settle_move(act, id, outcome)
            });
            match done.await {
                Ok(()) => return see_other("/agence/mouvements?avis=mouvement"),
                Err(Error::Refused(reasons)) => {
                    for reason in reasons.iter() {
                        errors.add("", reason.told());
                    }
                }
                Err(error) => return Err(Problem::of_act(error)),
            }
        }
    }
    draw(&world, &signed, errors).await
}
