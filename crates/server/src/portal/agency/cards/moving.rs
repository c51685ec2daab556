//! Move cards on, one or many at once: what fails is told line by line, the others are done (K2).

use super::{Asked, draw, holder, produced, read, refused};
use crate::{
    actions::{self, Error},
    portal::{messages::Told, shell::Shell, shell::Tone},
    web::{Fields, Page, Problem, SignedIn, Upload, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    card::{Card, Move, Queue},
    id::Id,
};
use store::{
    By, StoreError,
    card::{Filter, Line},
};

/// Cards of one sending, at most.
const MOST: usize = 500;
/// Bytes of the workshop's file, at most.
const MOST_BYTES: usize = 1024 * 1024;

#[derive(Template)]
#[template(path = "agency/cards_moved.html")]
struct MovedPage {
    shell: Shell,
    back: String,
    done: String,
    lines: Vec<Outcome>,
}

/// What became of one card, or of one line of a list.
struct Outcome {
    what: String,
    told: String,
    state: (&'static str, Tone),
}

/// One thing to do.
pub(super) enum Wanted {
    Do(Id<Card>, String, Move),
    /// A line that cannot be understood, and why.
    Unclear(String, &'static str),
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    sent: Upload<MOST_BYTES>,
) -> Page {
    let Upload { fields, file } = sent;
    let filter = read(&fields.0);
    let mut tx = world.db().read().await?;
    let waiting = store::card::list(&mut tx, &filter, 0, i64::MAX).await?;
    drop(tx);
    let wanted = match filter.queue {
        Queue::AwaitingForm => Ok(ticked(&fields, &waiting, &Move::RecordForm)),
        Queue::ToSend => Ok(ticked(&fields, &waiting, &Move::Send)),
        Queue::ToProduce => produced::wanted(&fields, file.as_ref(), &waiting),
        _ => Ok(Vec::new()),
    };
    let (field, sentence) = match wanted {
        Err(unreadable) => ("fichier", unreadable),
        Ok(wanted) if wanted.is_empty() => (
            "cartes",
            "Rien n’est choisi\u{a0}: cochez des cartes, ou donnez les numéros fabriqués.",
        ),
        Ok(wanted) if wanted.len() > MOST => (
            "cartes",
            "Un envoi compte 500 cartes au plus. Faites-en plusieurs.",
        ),
        Ok(wanted) => return report(&world, &signed, &filter, wanted).await,
    };
    let asked: Asked = fields.0;
    let form = refused(&world, &signed, asked.clone(), (field, sentence));
    draw(&world, &signed, &asked, form).await
}

/// The cards whose box was ticked.
fn ticked(fields: &Fields, waiting: &[Line], step: &Move) -> Vec<Wanted> {
    waiting
        .iter()
        .filter(|line| fields.get(&format!("carte-{}", line.card.id)) == "oui")
        .map(|line| Wanted::Do(line.card.id, holder(line), step.clone()))
        .collect()
}

async fn report(world: &World, signed: &SignedIn, filter: &Filter, wanted: Vec<Wanted>) -> Page {
    let all = wanted.len();
    let mut lines = Vec::new();
    let mut done = 0;
    for one in wanted {
        let outcome = match one {
            Wanted::Unclear(what, why) => failed(what, why.to_owned()),
            Wanted::Do(card, what, step) => match try_one(world, signed, card, step).await? {
                None => {
                    done += 1;
                    continue;
                }
                Some(why) => failed(what, why),
            },
        };
        lines.push(outcome);
    }
    let moved = MovedPage {
        shell: signed.visitor.shell(world),
        back: format!("/agence/cartes{}", super::url(filter)),
        done: format!("Enregistré\u{a0}: {done} sur {all}."),
        lines,
    };
    let status = if moved.lines.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page(status, &moved)
}

fn failed(what: String, told: String) -> Outcome {
    Outcome {
        what,
        told,
        state: ("Non fait", Tone::Error),
    }
}

/// Why a card did not move; none when it did.
async fn try_one(
    world: &World,
    signed: &SignedIn,
    card: Id<Card>,
    step: Move,
) -> Result<Option<String>, Problem> {
    let by = By::Session(signed.live.id);
    let moved = actions::run(world, by, "move_card", |act| {
        actions::move_card(act, card, step.clone())
    });
    match moved.await {
        Ok(()) => Ok(None),
        Err(Error::Refused(reasons)) => {
            let told: Vec<String> = reasons.iter().map(Told::told).collect();
            Ok(Some(told.join(" ")))
        }
        Err(Error::Failed(cause)) if is_changed(&cause) => Ok(Some(
            "Quelqu’un d’autre vient de changer cette carte. Rechargez la liste.".to_owned(),
        )),
        Err(error) => Err(Problem::of_act(error)),
    }
}

fn is_changed(cause: &anyhow::Error) -> bool {
    matches!(cause.downcast_ref(), Some(StoreError::Changed))
}
