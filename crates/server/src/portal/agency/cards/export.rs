//! A queue of cards as a file: one line a card.

use super::{Asked, days, read};
use crate::{
    portal::{
        spreadsheet::{Kind, Sheet},
        words,
    },
    web::{Page, Problem},
    world::World,
};
use axum::extract::{Query, State};
use domain::access::paris_day;
use jiff::civil::Date;
use store::card::{self, Line};

/// Cards of one file.
const MOST: i64 = 20_000;

const HEADERS: [&str; 13] = [
    "Nom",
    "Prénom",
    "Fonction",
    "Carte",
    "État",
    "Origine",
    "Numéro",
    "Lecteurs",
    "Structure",
    "FINESS",
    "Commandée le",
    "Âge en jours",
    "Dernier jour",
];

pub async fn csv(State(world): State<World>, Query(asked): Query<Asked>) -> Page {
    export(&world, &asked, Kind::Csv).await
}

pub async fn xlsx(State(world): State<World>, Query(asked): Query<Asked>) -> Page {
    export(&world, &asked, Kind::Xlsx).await
}

async fn export(world: &World, asked: &Asked, kind: Kind) -> Page {
    let filter = read(asked);
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let cards = card::count(&mut tx, &filter).await?;
    if cards > MOST {
        return Err(Problem::too_long_a_list(cards, MOST));
    }
    let mut sheet = Sheet::begin(kind, &HEADERS)?;
    for line in card::list(&mut tx, &filter, 0, MOST).await? {
        sheet.write(cells(&line, today).into_iter())?;
    }
    sheet.send(&format!("cartes-{}-{today}", filter.queue.code()))
}

fn cells(line: &Line, today: Date) -> [String; 13] {
    let card = &line.card;
    [
        card.last_name.to_string(),
        card.first_name.to_string(),
        card.job.clone(),
        words::card_kind(card.kind).to_owned(),
        words::card_state(card.state).0.to_owned(),
        words::card_origin(card.origin).to_owned(),
        card.number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        card.readers.to_string(),
        line.structure.clone(),
        line.finess.clone(),
        words::date(paris_day(card.ordered_at)),
        days(line, today).to_string(),
        card.expires_on.map(words::date).unwrap_or_default(),
    ]
}
