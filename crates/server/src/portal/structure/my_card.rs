//! The cards of whoever asks, under the contract for which they act: state, last day, and the way to block one.

use crate::{
    portal::{components::SummaryRow, shell::Shell, words},
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    access::{GrantKind, paris_day},
    card::{Card, CardKind, CardState},
};

#[derive(Template)]
#[template(path = "structure/my_card.html")]
struct MyCardPage {
    shell: Shell,
    structure: String,
    cards: Vec<Shown>,
}

struct Shown {
    id: String,
    title: String,
    rows: Vec<SummaryRow>,
    is_over: bool,
    may_renew: bool,
}

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    let mut tx = world.db().read().await?;
    let contract = acting.scope.contract;
    let cards = store::card::of_holder(&mut tx, contract, acting.actor.account).await?;
    drop(tx);
    let today = paris_day(world.store.clock.now());
    let represents = acting.actor.grant.kind == GrantKind::LegalRepresentative;
    let waits = cards.iter().any(on_its_way);
    let may_renew = represents && !waits;
    let shown = MyCardPage {
        shell: acting.visitor.shell(&world),
        structure: acting.structure,
        cards: cards
            .iter()
            .map(|card| shown(card, may_renew && card.ends_soon(today)))
            .collect(),
    };
    page(StatusCode::OK, &shown)
}

fn on_its_way(card: &Card) -> bool {
    !card.state.is_over() && card.state != CardState::Active
}

fn shown(card: &Card, may_renew: bool) -> Shown {
    let number = card.number.as_ref().map(ToString::to_string);
    let mut rows = vec![
        SummaryRow::new("État", words::card_state(card.state).0),
        SummaryRow::new("Numéro", number.unwrap_or_default()),
        SummaryRow::new("Commandée le", words::date(paris_day(card.ordered_at))),
    ];
    if let Some(sent) = card.sent_at {
        rows.push(SummaryRow::new("Envoyée le", words::date(paris_day(sent))));
    }
    if let Some(end) = card.expires_on {
        rows.push(SummaryRow::new("Dernier jour", words::date(end)));
    }
    Shown {
        id: card.id.to_string(),
        title: match card.kind {
            CardKind::Cde => "Carte de directeur d’établissement (CDE)",
            CardKind::Cpe => "Carte de personnel d’établissement (CPE)",
        }
        .to_owned(),
        rows,
        is_over: card.state.is_over(),
        may_renew: may_renew && card.kind == CardKind::Cde,
    }
}
