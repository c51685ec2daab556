//! The first page of an officer: what waits, what is late, how much there is (R5, R9, N1).

use super::chart::{self, Chart};
use crate::{
    portal::{
        components::{Bar, Moment, Stat},
        shell::Shell,
        words,
    },
    web::{Page, Problem, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    access::{paris, paris_day},
    event::MessageState,
    promise::{Promise, Standing},
    supervision::{REQUEST_OLD_AFTER, Watch},
};
use jiff::{SignedDuration, Timestamp};
use store::agency::{self, Counted, LookUps, Promised};

#[derive(Template)]
#[template(path = "agency/dashboard.html")]
struct DashboardPage {
    shell: Shell,
    /// Empty while there are many (R8).
    few_numbers: String,
    stats: Vec<Stat>,
    charts: Vec<Chart>,
    kept: Vec<Bar>,
    late: Vec<Late>,
    /// Late promises beyond those that are shown.
    more_late: usize,
    look_ups: Vec<LookUps>,
    limit: i64,
}

/// A promise whose time is over.
struct Late {
    rpps: String,
    what: &'static str,
    registered: Moment,
}

/// Over which the promises are measured, and the late ones listed.
const MEASURED: SignedDuration = SignedDuration::from_hours(30 * 24);
const MOST_LATE: usize = 20;
/// RPPS numbers below which the agency is warned: some weeks of registrations.
const FEW_NUMBERS: u64 = 20_000;
const MOST_LOOK_UPS: i64 = 20;

const CHARTS: [(Counted, &str, &str); 4] = [
    (
        Counted::Registrations,
        "Professionnels enregistrés",
        "Enregistrements",
    ),
    (Counted::Contracts, "Contrats entrés en vigueur", "Contrats"),
    (Counted::Cards, "Cartes commandées ou déclarées", "Cartes"),
    (
        Counted::Habilitations,
        "Habilitations et mandats donnés",
        "Habilitations",
    ),
];

pub async fn show(State(world): State<World>, signed: SignedIn) -> Page {
    let now = world.store.clock.now();
    let today = paris_day(now);
    let (waiting, parked) = store::job::counts(&world.store).await?;
    let since = chart::first(today)
        .to_zoned(paris())
        .map_or(now, |start| start.timestamp());
    let mut tx = world.db().read().await?;
    let figures = agency::figures(&mut tx).await?;
    let old_requests = agency::count(&mut tx, Watch::Requests, now).await?;
    let mut charts = Vec::new();
    for (counted, title, unit) in CHARTS {
        let hours = agency::by_hour(&mut tx, counted, since).await?;
        charts.push(chart::chart((title, unit), today, &hours));
    }
    let promised = agency::promises(&mut tx, now - MEASURED).await?;
    let look_ups = agency::look_ups(&mut tx, today, MOST_LOOK_UPS).await?;
    let messages = store::message::counts(&mut tx).await?;
    let numbers = world.store.numbers.left(&mut tx).await?;
    drop(tx);
    let requests = (old_requests, requests_note(&figures, now)?);
    let mut late = late(&promised, now);
    let more_late = late.len().saturating_sub(MOST_LATE);
    late.truncate(MOST_LATE);
    let dashboard = DashboardPage {
        shell: signed.visitor.shell(&world),
        few_numbers: few_numbers(numbers),
        stats: stats(&figures, requests, (waiting, parked), &messages),
        charts,
        kept: kept(&promised, now),
        late,
        more_late,
        look_ups,
        limit: world.config.limits.outside_lookups_per_day,
    };
    page(StatusCode::OK, &dashboard)
}

/// R8: said before registrations stop, and when they do.
fn few_numbers(left: u64) -> String {
    let mend = "Demandez à l’exploitant de régler une autre plage.";
    match left {
        0 => format!(
            "La plage de numéros RPPS est épuisée\u{a0}: les enregistrements s’arrêtent. {mend}"
        ),
        1..FEW_NUMBERS => format!(
            "La plage de numéros RPPS s’épuise\u{a0}: il en reste {}. {mend}",
            words::thousands(i64::try_from(left).unwrap_or(i64::MAX))
        ),
        _ => String::new(),
    }
}

/// D2: all that wait for managers, and since when; the number above it is that of supervision.
fn requests_note(figures: &agency::Figures, now: Timestamp) -> Result<String, Problem> {
    let Some(since) = figures.requests_wait_since()? else {
        return Ok("aucune n’attend de réponse".to_owned());
    };
    Ok(format!(
        "de plus de {REQUEST_OLD_AFTER} jours, sur {} en attente\u{a0}; la plus ancienne depuis {}",
        words::thousands(figures.requests),
        words::long(now.duration_since(since))
    ))
}

fn stats(
    figures: &agency::Figures,
    (old_requests, requests): (i64, String),
    (waiting, parked): (i64, i64),
    messages: &[(MessageState, i64)],
) -> Vec<Stat> {
    let count = |wanted: &[MessageState]| -> i64 {
        messages
            .iter()
            .filter(|(state, _)| wanted.contains(state))
            .map(|(_, count)| count)
            .sum()
    };
    let stopped = count(&[MessageState::Refused, MessageState::GivenUp]);
    let stat = |label: &str, value: i64, note: String, href: &str| Stat {
        label: label.into(),
        value: words::thousands(value),
        note,
        href: href.into(),
    };
    vec![
        stat(
            "Demandes de contrat",
            figures.applications,
            "à examiner".into(),
            "/agence/contrats",
        ),
        stat(
            "Cartes",
            figures.cards,
            "à fabriquer ou à envoyer".into(),
            "/agence/cartes",
        ),
        stat(
            "Demandes de professionnels",
            old_requests,
            requests,
            "/agence/supervision/demandes",
        ),
        stat(
            "Identités contestées",
            figures.contested,
            "à trancher".into(),
            "/agence/doublons",
        ),
        stat(
            "Messages arrêtés",
            stopped,
            format!(
                "{} en attente, {} envoyés",
                words::thousands(count(&[MessageState::Waiting])),
                words::thousands(count(&[MessageState::Sent]))
            ),
            "/agence/messages",
        ),
        stat(
            "Travaux arrêtés",
            parked,
            format!("{} en file", words::thousands(waiting)),
            "/agence/messages#travaux",
        ),
        stat(
            "Contrats en vigueur",
            figures.centralised + figures.decentralised,
            format!(
                "{}, {}",
                words::count(figures.centralised, "centralisé", "centralisés"),
                words::count(figures.decentralised, "décentralisé", "décentralisés")
            ),
            "",
        ),
        stat(
            "Professionnels enregistrés",
            figures.professionals,
            String::new(),
            "",
        ),
    ]
}

/// The share of each promise that was kept in time, among those whose time is over or that are done.
fn kept(promised: &[Promised], now: Timestamp) -> Vec<Bar> {
    Promise::ALL
        .iter()
        .map(|promise| {
            let standings = promised
                .iter()
                .map(|one| promise.standing(one.registered_at, &one.done, now))
                .filter(|standing| *standing != Standing::Pending);
            let (mut value, mut of) = (0, 0);
            for standing in standings {
                of += 1;
                value += u64::from(standing == Standing::Kept);
            }
            Bar {
                label: words::promise(*promise).into(),
                value,
                of,
            }
        })
        .collect()
}

fn late(promised: &[Promised], now: Timestamp) -> Vec<Late> {
    let mut late = Vec::new();
    for one in promised {
        for promise in Promise::ALL {
            if promise.standing(one.registered_at, &one.done, now) == Standing::Overdue {
                late.push(Late {
                    rpps: one.rpps.to_string(),
                    what: words::promise(promise),
                    registered: words::moment(one.registered_at),
                });
            }
        }
    }
    late
}
