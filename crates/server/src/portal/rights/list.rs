//! Who has a right under the contract: what it covers, and whether card and course still carry it.

use super::card_of;
use crate::{
    portal::{
        components::{Column, Paging},
        shell::{Notice, Shell, Tone},
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
    access::{GrantKind, paris_day},
    card::{Card, check_use},
    identifiers::search_words,
};
use jiff::civil::Date;
use serde::Deserialize;
use store::rights::Right;

const PER_PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "rights/list.html")]
struct ListPage {
    shell: Shell,
    structure: String,
    asked: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    paging: Paging,
}

struct Line {
    href: String,
    name: String,
    role: &'static str,
    reach: String,
    since: String,
    card: (&'static str, Tone),
    /// The right cannot be used: its card is over (H2).
    is_unusable: bool,
    course: String,
    signed_in: String,
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: u64,
    /// After a right ended: how many drafts went to the representative.
    brouillons: Option<u64>,
    cartes: Option<u64>,
    situations: Option<u64>,
}

pub async fn show(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let rights = store::rights::of_contract(&mut tx, acting.scope.contract).await?;
    let cards = store::card::of_contract(&mut tx, acting.scope.contract).await?;
    drop(tx);
    let wanted = search_words(&asked.q);
    let found: Vec<Right> = rights
        .into_iter()
        .filter(|right| begins(&right.name, &wanted))
        .collect();
    let query = match asked.q.trim() {
        "" => String::new(),
        typed => format!(
            "?q={}",
            percent_encoding::utf8_percent_encode(typed, percent_encoding::NON_ALPHANUMERIC)
        ),
    };
    let paging = Paging::new(
        format!("/habilitations{query}"),
        asked.page.max(1),
        PER_PAGE,
        u64::try_from(found.len()).unwrap_or_default(),
    );
    let skip = usize::try_from(paging.offset()).unwrap_or_default();
    let shown = found
        .iter()
        .skip(skip)
        .take(PER_PAGE.try_into().unwrap_or(50));
    let listed = ListPage {
        shell: match ended(&asked) {
            Some(notice) => acting.visitor.shell_with(&world, notice),
            None => acting.visitor.shell(&world),
        },
        lines: shown
            .map(|right| line(right, card_of(&cards, right.account), today))
            .collect(),
        structure: acting.structure,
        asked: asked.q,
        columns: columns(),
        paging,
    };
    page(StatusCode::OK, &listed)
}

/// Does a word of the name begin by each word asked for?
pub fn begins(name: &str, wanted: &[String]) -> bool {
    let words = search_words(name);
    wanted
        .iter()
        .all(|wanted| words.iter().any(|word| word.starts_with(wanted)))
}

fn columns() -> Vec<Column> {
    let labels = [
        "Nom",
        "Qualité",
        "Établissements",
        "Depuis",
        "Carte",
        "Formation",
        "Dernière connexion",
    ];
    labels
        .into_iter()
        .map(|label| Column {
            label: label.to_owned(),
            ..Column::default()
        })
        .collect()
}

fn line(right: &Right, card: Option<&Card>, today: Date) -> Line {
    let needs_card = right.kind != GrantKind::LegalRepresentative;
    Line {
        href: format!("/habilitations/{}", right.id),
        name: right.name.clone(),
        role: words::capacity(right.kind),
        reach: reach(right),
        since: words::date(paris_day(right.granted_at)),
        card: card.map_or(("Aucune", Tone::Error), |card| {
            words::card_state(card.state)
        }),
        is_unusable: needs_card && card.is_none_or(|card| check_use(card, today).is_err()),
        course: match (right.course_passed_on, right.kind) {
            (Some(day), _) => format!("Réussie le {}", words::date(day)),
            (None, GrantKind::Manager) => "Non suivie".to_owned(),
            (None, _) => "Facultative".to_owned(),
        },
        signed_in: right
            .signed_in_at
            .map_or_else(|| "Jamais".to_owned(), |at| words::date(paris_day(at))),
    }
}

/// What a right covers, in words.
pub fn reach(right: &Right) -> String {
    right.narrowed.map_or_else(
        || "Tous".to_owned(),
        |count| words::count(count, "établissement", "établissements"),
    )
}

/// What ended, told once.
fn ended(asked: &Asked) -> Option<Notice> {
    let drafts = asked.brouillons?;
    let count =
        |number: u64, one, many| words::count(i64::try_from(number).unwrap_or_default(), one, many);
    let mut text = format!(
        "{} du représentant légal.",
        match drafts {
            0 => "Aucune saisie en cours n’était à reprendre par les soins".to_owned(),
            _ => format!(
                "{} désormais dans les enregistrements",
                count(drafts, "saisie en cours est", "saisies en cours sont")
            ),
        }
    );
    if let (Some(cards), Some(situations)) = (asked.cartes, asked.situations) {
        text = format!(
            "{text} {}\u{a0}; {}.",
            count(cards, "carte bloquée", "cartes bloquées"),
            count(situations, "situation close", "situations closes")
        );
    }
    Some(Notice {
        title: "Le droit a pris fin, avec ses sessions".to_owned(),
        text,
        tone: Tone::Success,
    })
}
