//! What the agency watches over: a count for each subject, and behind it the list, paged and as a file (R9, S4, L5).

mod lines;

use crate::{
    portal::{
        components::{Column, Paging, Stat},
        shell::Shell,
        spreadsheet::{Kind, Sheet},
        words,
    },
    web::{Page, Problem, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{access::paris_day, supervision::Watch};
use lines::Line;
use serde::Deserialize;
use store::agency;

const PER_PAGE: u64 = 50;
/// Lines of a file, at most.
const MOST: i64 = 20_000;

#[derive(Template)]
#[template(path = "agency/supervision.html")]
struct OverviewPage {
    shell: Shell,
    stats: Vec<Stat>,
    is_quiet: bool,
}

#[derive(Template)]
#[template(path = "agency/supervised.html")]
struct ListPage {
    shell: Shell,
    title: &'static str,
    what: &'static str,
    empty: &'static str,
    columns: Vec<Column>,
    lines: Vec<Line>,
    paging: Paging,
    href: String,
}

pub async fn overview(State(world): State<World>, signed: SignedIn) -> Page {
    let now = world.store.clock.now();
    let mut tx = world.db().read().await?;
    let mut stats = Vec::new();
    let mut all = 0;
    for watch in Watch::ALL {
        let count = agency::count(&mut tx, *watch, now).await?;
        all += count;
        stats.push(Stat {
            label: title(*watch).into(),
            value: words::thousands(count),
            note: note(*watch).into(),
            href: href(*watch),
        });
    }
    drop(tx);
    let shown = OverviewPage {
        shell: signed.visitor.shell(&world),
        stats,
        is_quiet: all == 0,
    };
    page(StatusCode::OK, &shown)
}

fn href(watch: Watch) -> String {
    format!("/agence/supervision/{}", watch.code())
}

const fn title(watch: Watch) -> &'static str {
    match watch {
        Watch::Promises => "Promesses en retard",
        Watch::Requests => "Demandes de professionnels",
        Watch::Unmanaged => "Structures sans gestionnaire",
        Watch::ClosedPlaces => "Établissements fermés",
        Watch::Reviews => "Revues en retard",
        Watch::Contested => "Identités contestées",
    }
}

/// What stands under the count.
const fn note(watch: Watch) -> &'static str {
    match watch {
        Watch::Promises => "numéro, annuaire ou e\u{2011}CPS, 90 derniers jours",
        Watch::Requests => "en attente depuis plus de 7 jours",
        Watch::Unmanaged => "contrat en vigueur, représentant légal seul",
        Watch::ClosedPlaces => "avec des situations encore en cours",
        Watch::Reviews => "ouvertes depuis plus de 30 jours",
        Watch::Contested => "à trancher",
    }
}

/// What the list is, and what to do with it.
const fn what(watch: Watch) -> &'static str {
    match watch {
        Watch::Promises => {
            "Ce qui devait être fait après un enregistrement des 90 derniers jours, et ne l’est pas. Les messages et travaux arrêtés en disent souvent la cause."
        }
        Watch::Requests => {
            "Un professionnel a demandé son enregistrement, et les gestionnaires n’ont pas répondu. Ils reçoivent un rappel après 7 et 15 jours\u{a0}; la demande expire après 30."
        }
        Watch::Unmanaged => {
            "Sous ces contrats en vigueur, personne d’autre que le représentant légal ne peut enregistrer, ni fermer une situation. Appelez-le\u{a0}: il habilite un gestionnaire ou désigne un mandataire."
        }
        Watch::ClosedPlaces => {
            "FINESS les dit fermés, et des professionnels y ont encore une situation en cours. Leur structure ferme ces situations, ou signale l’erreur."
        }
        Watch::Reviews => {
            "Le représentant légal et les gestionnaires ont été prévenus. Un appel de l’agence débloque souvent la réponse."
        }
        Watch::Contested => {
            "Un gestionnaire affirme que deux personnes portent la même identité. Le brouillon attend votre décision."
        }
    }
}

const fn empty(watch: Watch) -> &'static str {
    match watch {
        Watch::Promises => "Aucune promesse n’est en retard",
        Watch::Requests => "Aucune demande n’attend depuis plus de 7 jours",
        Watch::Unmanaged => "Chaque structure a un gestionnaire ou un mandataire",
        Watch::ClosedPlaces => "Aucun établissement fermé n’a de situation en cours",
        Watch::Reviews => "Aucune revue n’est en retard",
        Watch::Contested => "Aucune identité à trancher",
    }
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    page: u64,
}

pub async fn list(
    State(world): State<World>,
    signed: SignedIn,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Page {
    let watch: Watch = code.parse().map_err(|_| Problem::not_found())?;
    let now = world.store.clock.now();
    let mut tx = world.db().read().await?;
    let total = agency::count(&mut tx, watch, now).await?;
    let total = total.try_into().unwrap_or_default();
    let paging = Paging::new(href(watch), asked.page.max(1), PER_PAGE, total);
    let window = (
        i64::try_from(paging.offset()).unwrap_or_default(),
        i64::try_from(PER_PAGE).unwrap_or_default(),
    );
    let lines = lines::load(&mut tx, watch, now, window).await?;
    drop(tx);
    let shown = ListPage {
        shell: signed.visitor.shell(&world),
        title: title(watch),
        what: what(watch),
        empty: empty(watch),
        columns: columns(watch),
        lines,
        paging,
        href: href(watch),
    };
    page(StatusCode::OK, &shown)
}

fn columns(watch: Watch) -> Vec<Column> {
    let headers = lines::headers(watch).iter();
    headers
        .map(|label| Column {
            label: (*label).to_owned(),
            ..Column::default()
        })
        .collect()
}

pub async fn csv(State(world): State<World>, Path(code): Path<String>) -> Page {
    export(&world, &code, Kind::Csv).await
}

pub async fn xlsx(State(world): State<World>, Path(code): Path<String>) -> Page {
    export(&world, &code, Kind::Xlsx).await
}

async fn export(world: &World, code: &str, kind: Kind) -> Page {
    let watch: Watch = code.parse().map_err(|_| Problem::not_found())?;
    let now = world.store.clock.now();
    let mut tx = world.db().read().await?;
    if agency::count(&mut tx, watch, now).await? > MOST {
        return Err(Problem::too_many_lines(MOST));
    }
    let lines = lines::load(&mut tx, watch, now, (0, MOST)).await?;
    drop(tx);
    let mut sheet = Sheet::begin(kind, lines::headers(watch))?;
    for line in lines {
        sheet.write(line.cells.into_iter())?;
    }
    sheet.send(&format!("{}-{}", watch.code(), paris_day(now)))
}
