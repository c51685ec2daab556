//! A message is stopped for good: what that means is told before (N1).

use crate::{
    actions::{self, Error},
    portal::{components::SummaryRow, form::Form, shell::Shell, words},
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{event::MessageState, supervision::can_be_given_up};
use store::{
    By,
    message::{self, Kept},
};

#[derive(Template)]
#[template(path = "agency/message_give_up.html")]
struct GiveUpPage {
    shell: Shell,
    form: Form,
    rows: Vec<SummaryRow>,
    back: String,
}

async fn find(world: &World, id: &str) -> Result<Kept, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let kept = message::by_id(&mut tx, id).await?;
    kept.ok_or_else(Problem::not_found)
}

fn back(state: MessageState) -> String {
    format!("/agence/messages?etat={}", state.code())
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    let kept = find(&world, &id).await?;
    if !can_be_given_up(kept.state) {
        return Err(Problem::changed());
    }
    let shown = GiveUpPage {
        shell: signed.visitor.shell(&world),
        form: Form::empty(signed.visitor.csrf(&world)),
        back: back(kept.state),
        rows: vec![
            SummaryRow::new("Message", words::template(kept.template)),
            SummaryRow::new("Destinataire", words::masked(&kept.recipient)),
            SummaryRow::new("Créé le", words::date_time(kept.created_at)),
            SummaryRow::new("Essais", kept.attempts.to_string()),
            SummaryRow::new("Dernière erreur", kept.last_error),
        ],
    };
    page(StatusCode::OK, &shown)
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let by = By::Session(signed.live.id);
    let done = actions::run(&world, by, "give_up_message", |act| {
        actions::give_up_message(act, id)
    });
    match done.await {
        Ok(()) => see_other(&format!(
            "{}&avis=message-abandonne",
            back(MessageState::GivenUp)
        )),
        Err(Error::Refused(_)) => Err(Problem::changed()),
        Err(error) => Err(Problem::of_act(error)),
    }
}
