//! The cards of the contract: where each is, until when it serves, and what may be done.

use crate::{
    portal::{
        components::Column,
        rights::begins,
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
use domain::{
    access::paris_day,
    card::{Card, CardKind, CardState},
    identifiers::search_words,
};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "structure/cards.html")]
struct CardsPage {
    shell: Shell,
    structure: String,
    asked: String,
    views: Vec<View>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    is_filtered: bool,
    /// One card at least waits for its signed form.
    awaits_form: bool,
}

/// A part of the list, as a link.
struct View {
    label: &'static str,
    href: String,
    count: usize,
    is_current: bool,
}

struct Line {
    holder: String,
    job: String,
    kind: &'static str,
    state: (&'static str, Tone),
    /// Waits for its signed form before it is produced.
    awaits_form: bool,
    number: String,
    ordered: String,
    ends: String,
    ends_soon: bool,
    deeds: Vec<Deed>,
}

/// What may be done with a card: label and where.
struct Deed {
    label: &'static str,
    href: String,
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    vue: String,
}

/// Code, label, and which cards it shows.
type Kind = (&'static str, &'static str, fn(&Card, Date) -> bool);

const VIEWS: [Kind; 4] = [
    ("", "Toutes", |_, _| true),
    ("en-route", "En route", |card, _| {
        !card.state.is_over() && card.state != CardState::Active
    }),
    ("bientot", "Expirent bientôt", Card::ends_soon),
    ("finies", "Bloquées ou expirées", |card, _| {
        card.state.is_over()
    }),
];

pub async fn show(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let cards = store::card::of_contract(&mut tx, acting.scope.contract).await?;
    drop(tx);
    let (code, _, shows) = VIEWS
        .into_iter()
        .find(|(code, ..)| *code == asked.vue)
        .unwrap_or(VIEWS[0]);
    let wanted = search_words(&asked.q);
    let lines = cards
        .iter()
        .filter(|card| shows(card, today))
        .filter(|card| begins(&holder(card), &wanted))
        .map(|card| line(&acting, card, today))
        .collect();
    let views = VIEWS.map(|(one, label, shows)| View {
        label,
        href: match one {
            "" => "/structure/cartes".to_owned(),
            _ => format!("/structure/cartes?vue={one}"),
        },
        count: cards.iter().filter(|card| shows(card, today)).count(),
        is_current: one == code,
    });
    let listed = CardsPage {
        shell: acting.visitor.shell(&world),
        views: views.into(),
        lines,
        columns: columns(),
        awaits_form: cards.iter().any(Card::awaits_form),
        is_filtered: !wanted.is_empty() || !code.is_empty(),
        asked: asked.q,
        structure: acting.structure,
    };
    page(StatusCode::OK, &listed)
}

fn columns() -> Vec<Column> {
    [
        "Porteur",
        "Carte",
        "État",
        "Commandée",
        "Dernier jour",
        "Actions",
    ]
    .into_iter()
    .map(|label| Column {
        label: label.to_owned(),
        ..Column::default()
    })
    .collect()
}

/// The name of the holder, as people say it.
pub fn holder(card: &Card) -> String {
    format!("{} {}", card.first_name, card.last_name)
}

fn line(acting: &Acting, card: &Card, today: Date) -> Line {
    Line {
        holder: holder(card),
        job: card.job.clone(),
        kind: words::card_kind(card.kind),
        state: words::card_state(card.state),
        awaits_form: card.awaits_form(),
        number: card
            .number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        ordered: words::date(paris_day(card.ordered_at)),
        ends: card.expires_on.map(words::date).unwrap_or_default(),
        ends_soon: card.ends_soon(today),
        deeds: deeds(acting, card, today),
    }
}

/// A card is renewed when its end is near or past, a CDE by its holder, as it is blocked by its holder alone (K2, K4).
fn deeds(acting: &Acting, card: &Card, today: Date) -> Vec<Deed> {
    let is_cpe = card.kind == CardKind::Cpe;
    let is_own = card.account == acting.actor.account;
    let ends = card.state.is_over() || card.ends_soon(today);
    let renew = match card.kind {
        CardKind::Cpe => {
            ends.then(|| format!("/structure/cartes/commander?renouveler={}", card.id))
        }
        CardKind::Cde => (is_own && card.ends_soon(today))
            .then(|| format!("/structure/cartes/{}/renouveler", card.id)),
    };
    let block = !card.state.is_over() && (is_cpe || is_own);
    let renew = renew.map(|href| Deed {
        label: "Renouveler",
        href,
    });
    let block = block.then(|| Deed {
        label: "Bloquer",
        href: format!("/structure/cartes/{}/bloquer", card.id),
    });
    renew.into_iter().chain(block).collect()
}
