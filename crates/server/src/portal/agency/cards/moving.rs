//! Move cards on, one or many at once: what fails is told line by line, the others are done (K2).

use super::{Asked, draw, holder, read, refused};
use crate::{
    actions::{self, Error},
    portal::{messages::Told, shell::Shell, shell::Tone},
    web::{Fields, Page, Problem, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    card::{Card, CardNumber, Move, Queue},
    id::Id,
    identifiers::comparison_key,
};
use store::{
    By, StoreError,
    card::{Filter, Line},
};

/// Cards of one sending, at most.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "agency/cards_moved.html")]
struct MovedPage {
    shell: Shell,
    back: String,
    done: String,
    lines: Vec<Outcome>,
}

/// What became of one card, or of one line that was pasted.
struct Outcome {
    what: String,
    told: String,
    state: (&'static str, Tone),
}

/// One thing to do.
enum Wanted {
    Do(Id<Card>, String, Move),
    /// A line that cannot be understood, and why.
    Unclear(String, &'static str),
}

pub async fn submit(State(world): State<World>, signed: SignedIn, fields: Fields) -> Page {
    let filter = read(&fields.0);
    let mut tx = world.db().read().await?;
    let waiting = store::card::list(&mut tx, &filter, 0, i64::MAX).await?;
    drop(tx);
    let wanted = match filter.queue {
        Queue::AwaitingForm => ticked(&fields, &waiting, &Move::RecordForm),
        Queue::ToSend => ticked(&fields, &waiting, &Move::Send),
        Queue::ToProduce => produced(&fields, &waiting),
        _ => Vec::new(),
    };
    if wanted.is_empty() || wanted.len() > MOST {
        let sentence = if wanted.is_empty() {
            "Rien n’est choisi\u{a0}: cochez des cartes, ou saisissez les numéros fabriqués."
        } else {
            "Un envoi compte 500 cartes au plus. Faites-en plusieurs."
        };
        let asked: Asked = fields.0;
        let form = refused(&world, &signed, asked.clone(), sentence);
        return draw(&world, &signed, &asked, form).await;
    }
    report(&world, &signed, &filter, wanted).await
}

/// The cards whose box was ticked.
fn ticked(fields: &Fields, waiting: &[Line], step: &Move) -> Vec<Wanted> {
    waiting
        .iter()
        .filter(|line| fields.get(&format!("carte-{}", line.card.id)) == "oui")
        .map(|line| Wanted::Do(line.card.id, holder(line), step.clone()))
        .collect()
}

/// The cards beside which a number was typed, then the lines `porteur;numéro` that were pasted.
fn produced(fields: &Fields, waiting: &[Line]) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for line in waiting {
        let typed = fields.get(&format!("numero-{}", line.card.id));
        if !typed.is_empty() {
            wanted.push(produce(line, typed));
        }
    }
    let pasted = fields.get("liste").lines().map(str::trim);
    for text in pasted.filter(|text| !text.is_empty()) {
        wanted.push(pasted_line(text, waiting));
    }
    wanted
}

fn produce(line: &Line, typed: &str) -> Wanted {
    match typed.parse::<CardNumber>() {
        Ok(number) => Wanted::Do(line.card.id, holder(line), Move::Produce(number)),
        Err(_) => Wanted::Unclear(
            holder(line),
            "Ce numéro ne se lit pas\u{a0}: dix chiffres, une barre oblique, dix chiffres.",
        ),
    }
}

fn pasted_line(text: &str, waiting: &[Line]) -> Wanted {
    let unclear = |why| Wanted::Unclear(text.to_owned(), why);
    let Some((name, number)) = text.split_once(';') else {
        return unclear("Séparez le porteur et le numéro par un point-virgule.");
    };
    let name = comparison_key(name);
    let mut meant = waiting.iter().filter(|line| {
        let (last, first) = (&line.card.last_name, &line.card.first_name);
        [format!("{last} {first}"), format!("{first} {last}")]
            .iter()
            .any(|known| comparison_key(known) == name)
    });
    match (meant.next(), meant.next()) {
        (Some(line), None) => produce(line, number.trim()),
        (Some(_), Some(_)) => unclear(
            "Plusieurs cartes à fabriquer portent ce nom\u{a0}: saisissez le numéro en face de la bonne.",
        ),
        (None, _) => unclear("Aucune carte à fabriquer ne porte ce nom."),
    }
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
