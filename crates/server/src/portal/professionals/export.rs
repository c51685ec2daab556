//! The filtered list as a file: one line a situation of the scope, without any contact.

use super::list::{Asked, read};
use crate::{
    portal::{
        spreadsheet::{Kind, Sheet},
        words,
    },
    web::{Acting, Page, Problem},
    world::World,
};
use axum::extract::{Query, State};
use domain::access::paris_day;
use store::professional::{self, ExportLine};

/// Professionals of one file; a longer list is narrowed first.
const MOST: i64 = 20_000;

const HEADERS: [&str; 15] = [
    "Numéro RPPS",
    "Nom d’exercice",
    "Prénom d’exercice",
    "Nom de naissance",
    "Nom d’usage",
    "Prénoms",
    "Date de naissance",
    "FINESS",
    "Établissement",
    "Profession",
    "Rôle RPPS+",
    "Mode d’exercice",
    "Prise de fonction",
    "Fin prévue",
    "Fin",
];

pub async fn csv(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    export(&world, &acting, &asked, Kind::Csv).await
}

pub async fn xlsx(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    export(&world, &acting, &asked, Kind::Xlsx).await
}

async fn export(world: &World, acting: &Acting, asked: &Asked, kind: Kind) -> Page {
    let filter = read(asked)?;
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let people = professional::count(&mut tx, &acting.scope, &filter, today).await?;
    if people > MOST {
        return Err(Problem::too_long_a_list(people, MOST));
    }
    let mut sheet = Sheet::begin(kind, &HEADERS)?;
    let mut written = Ok(());
    professional::export(&mut tx, &acting.scope, &filter, today, |line| {
        if written.is_ok() {
            written = sheet.write(cells(line).into_iter());
        }
    })
    .await?;
    written?;
    sheet.send(&format!("professionnels-{today}"))
}

fn cells(line: ExportLine) -> [String; 15] {
    let date = |day: Option<jiff::civil::Date>| day.map(words::date).unwrap_or_default();
    [
        line.rpps.to_string(),
        line.practice_name,
        line.practice_first_name,
        line.birth_name,
        line.used_name.unwrap_or_default(),
        line.first_names.display_french(),
        line.birth_date.display_french(),
        line.establishment.to_string(),
        line.establishment_name,
        line.profession.short_label().to_owned(),
        line.role.label().to_owned(),
        line.practice_mode.label().to_owned(),
        words::date(line.starts_on),
        date(line.planned_end),
        date(line.ended_on),
    ]
}
