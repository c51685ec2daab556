//! Whom to habilitate: the holders of a card of the contract who have no right yet.

use super::{card_of, list::begins};
use crate::{
    portal::{
        shell::{Shell, Tone},
        words,
    },
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{access::GrantKind, card::CardKind, identifiers::search_words};
use serde::Deserialize;
use std::collections::HashSet;

/// Names shown; the search finds the others.
const MOST: usize = 50;

#[derive(Template)]
#[template(path = "rights/add.html")]
struct AddPage {
    shell: Shell,
    asked: String,
    people: Vec<Candidate>,
    /// Names delegates too.
    represents: bool,
    more: usize,
}

struct Candidate {
    card: String,
    name: String,
    job: String,
    state: (&'static str, Tone),
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

pub async fn show(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    let mut tx = world.db().read().await?;
    let rights = store::rights::of_contract(&mut tx, acting.scope.contract).await?;
    let cards = store::card::of_contract(&mut tx, acting.scope.contract).await?;
    drop(tx);
    let mut seen: HashSet<_> = rights.iter().map(|right| right.account).collect();
    let wanted = search_words(&asked.q);
    let mut people = Vec::new();
    for card in cards.iter().filter(|card| card.kind == CardKind::Cpe) {
        let name = format!("{} {}", card.first_name, card.last_name);
        if !seen.insert(card.account) || !begins(&name, &wanted) {
            continue;
        }
        let best = card_of(&cards, card.account).unwrap_or(card);
        people.push(Candidate {
            card: best.id.to_string(),
            name,
            job: best.job.clone(),
            state: words::card_state(best.state),
        });
    }
    let more = people.len().saturating_sub(MOST);
    people.truncate(MOST);
    let shown = AddPage {
        shell: acting.visitor.shell(&world),
        asked: asked.q,
        people,
        represents: acting.actor.grant.kind == GrantKind::LegalRepresentative,
        more,
    };
    page(StatusCode::OK, &shown)
}
