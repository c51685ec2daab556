//! A plan as a file: every line with its reason and what became of it.

use super::{line, open};
use crate::{
    portal::{
        spreadsheet::{Kind, Sheet},
        words,
    },
    web::{Acting, Page},
    world::World,
};
use axum::extract::{Path, State};
use domain::{access::paris_day, staff::List};
use store::departure::{self, LineOf};

const HEADERS: [&str; 9] = [
    "Liste",
    "Ligne",
    "Nom",
    "Numéro RPPS",
    "Situation",
    "Pourquoi",
    "Choisi",
    "Dernier jour",
    "Résultat",
];

pub async fn csv(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    export(&world, &acting, &id, Kind::Csv).await
}

pub async fn xlsx(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    export(&world, &acting, &id, Kind::Xlsx).await
}

async fn export(world: &World, acting: &Acting, id: &str, kind: Kind) -> Page {
    let mut tx = world.db().read().await?;
    let kept = open(world, acting, &mut tx, id).await?;
    let mut sheet = Sheet::begin(kind, &HEADERS)?;
    let mut written = Ok(());
    departure::each(&mut tx, &acting.scope, kept.plan.id, |line| {
        if written.is_ok() {
            written = sheet.write(cells(&line, &kept).into_iter());
        }
    })
    .await?;
    drop(tx);
    written?;
    let day = paris_day(kept.created_at);
    sheet.send(&format!("departs-{day}"))
}

fn cells(of: &LineOf, kept: &departure::Kept) -> [String; 9] {
    let view = line::view(of);
    let ends_on = of.ends_on.or(kept.ends_on).filter(|_| of.is_ticked);
    let list = match of.list {
        List::Gone => "Départ",
        List::New => "Nouveau",
        List::Changed => "Changement",
        List::Unsure => "À vérifier",
    };
    [
        list.to_owned(),
        view.number,
        view.name,
        view.rpps,
        view.situation,
        view.why,
        if of.is_ticked { "oui" } else { "" }.to_owned(),
        ends_on.map(words::date).unwrap_or_default(),
        view.outcome
            .map(|(label, _, detail)| format!("{label}. {detail}"))
            .unwrap_or_default(),
    ]
}
