//! One right: whose it is, what it covers, what carries it, and its history.

use super::{card_of, list::reach, may_end, open};
use crate::{
    portal::{
        components::{Moment, SummaryRow},
        shell::Shell,
        words,
    },
    web::{Acting, Page, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::{GrantKind, paris_day},
    card::Card,
    event::Event,
};
use store::{Tx, journal, rights::Right};

#[derive(Template)]
#[template(path = "rights/one.html")]
struct OnePage {
    shell: Shell,
    id: String,
    name: String,
    role: &'static str,
    rows: Vec<SummaryRow>,
    /// Only a habilitation of a centralised contract is narrowed (H5).
    may_narrow: bool,
    may_end: bool,
    history: Vec<Told>,
}

struct Told {
    at: Moment,
    sentence: String,
}

/// Entries of the history that are shown.
const MOST: i64 = 50;
/// Establishments named; the others are counted.
const NAMED: usize = 30;

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let mut tx = world.db().read().await?;
    let right = open(&mut tx, &acting, &id).await?;
    let cards = store::card::of_contract(&mut tx, acting.scope.contract).await?;
    let entries = journal::of_subject(&mut tx, "grant", &id, MOST).await?;
    let places = names(&mut tx, &right).await?;
    drop(tx);
    let history = entries.iter().filter_map(|entry| {
        Some(Told {
            at: words::moment(entry.at),
            sentence: format!("{} {}", by(&entry.account), said(&entry.event)?),
        })
    });
    let is_manager = right.kind == GrantKind::Manager;
    let shown = OnePage {
        shell: acting.visitor.shell(&world),
        id,
        role: words::capacity(right.kind),
        rows: rows(&right, card_of(&cards, right.account), places),
        may_narrow: is_manager && acting.scope.establishment.is_none() && may_end(&acting, &right),
        may_end: may_end(&acting, &right),
        history: history.collect(),
        name: right.name,
    };
    page(StatusCode::OK, &shown)
}

/// The names of the establishments that narrow a right, one a line.
pub async fn names(tx: &mut Tx, right: &Right) -> Result<String, store::StoreError> {
    if right.narrowed.is_none() {
        return Ok("Tous ceux du contrat".to_owned());
    }
    let narrowed = store::rights::establishments(tx, right.id).await?;
    let mut lines = Vec::new();
    for finess in narrowed.iter().take(NAMED) {
        let found = store::structure::establishment(tx, finess).await?;
        lines.extend(found.map(|found| format!("{} ({})", found.name, found.town)));
    }
    if narrowed.len() > NAMED {
        lines.push(format!("et {} autres", narrowed.len() - NAMED));
    }
    Ok(lines.join("\n"))
}

fn rows(right: &Right, card: Option<&Card>, places: String) -> Vec<SummaryRow> {
    let card = card.map_or_else(
        || "Aucune".to_owned(),
        |card| {
            let until = card.expires_on.map(words::date).unwrap_or_default();
            let state = words::card_state(card.state).0;
            match card.expires_on {
                Some(_) => format!("{state}, valable jusqu’au {until}"),
                None => state.to_owned(),
            }
        },
    );
    vec![
        SummaryRow::new("Qualité", words::capacity(right.kind)),
        SummaryRow::new("Adresse électronique", right.email.clone()),
        SummaryRow::new(
            "Établissements",
            if right.narrowed.is_some() {
                places
            } else {
                reach(right)
            },
        ),
        SummaryRow::new("Depuis le", words::date(paris_day(right.granted_at))),
        SummaryRow::new("Carte", card),
        SummaryRow::new(
            "Formation",
            right.course_passed_on.map_or_else(
                || "Non suivie".to_owned(),
                |day| format!("Réussie le {}", words::date(day)),
            ),
        ),
        SummaryRow::new(
            "Dernière connexion",
            right
                .signed_in_at
                .map_or_else(|| "Jamais".to_owned(), words::date_time),
        ),
    ]
}

fn by(account: &str) -> &str {
    if account.is_empty() {
        "le service"
    } else {
        account
    }
}

/// What happened to a right, after its actor's name.
fn said(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::HabilitationGranted { .. } => "a donné l’habilitation.",
        Event::HabilitationChanged { .. } => "a changé les établissements.",
        Event::DelegateNamed { .. } => "a désigné ce mandataire.",
        Event::LegalRepresentativeNamed { .. } => "a reconnu ce représentant légal.",
        _ => return None,
    })
}
