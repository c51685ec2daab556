//! Mails and SMS by state, and work that stopped: seen and started again by officers (N1).

use crate::{
    actions::{self, Error},
    portal::{
        components::{Column, Moment, Paging},
        shell::Shell,
        words,
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{
    event::{Job, MessageState},
    supervision::has_stopped,
};
use std::collections::BTreeMap;
use store::{
    By,
    job::{self, Parked},
    message::{self, Kept},
};

const PER_PAGE: u64 = 50;
const MOST_PARKED: i64 = 100;

#[derive(Template)]
#[template(path = "agency/messages.html")]
struct MessagesPage {
    shell: Shell,
    states: Vec<StateLink>,
    title: &'static str,
    has_stopped: bool,
    columns: Vec<Column>,
    messages: Vec<Line>,
    paging: Paging,
    parked: Vec<ParkedLine>,
}

/// The messages of one state, as a link.
struct StateLink {
    label: &'static str,
    href: String,
    count: String,
    is_current: bool,
}

struct Line {
    id: String,
    what: &'static str,
    /// Whole when the message stopped, for the officer to find what is wrong with it.
    recipient: String,
    created: Moment,
    attempts: i64,
    error: String,
}

struct ParkedLine {
    id: String,
    what: &'static str,
    at: Moment,
    attempts: i64,
    error: String,
}

/// The states in the order of their urgency.
const STATES: [MessageState; 4] = [
    MessageState::GivenUp,
    MessageState::Refused,
    MessageState::Waiting,
    MessageState::Sent,
];

pub async fn list(
    State(world): State<World>,
    signed: SignedIn,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let mut tx = world.db().read().await?;
    let counts = message::counts(&mut tx).await?;
    let count = |state: MessageState| {
        let found = counts.iter().find(|(known, _)| *known == state);
        found.map_or(0, |(_, count)| *count)
    };
    let wanted = asked.get("etat").and_then(|code| code.parse().ok());
    let urgent = STATES.into_iter().find(|state| count(*state) > 0);
    let state = wanted.or(urgent).unwrap_or(MessageState::Sent);
    let number = asked.get("page").and_then(|page| page.parse().ok());
    let paging = Paging::new(
        url(state),
        number.unwrap_or(1),
        PER_PAGE,
        count(state).try_into().unwrap_or_default(),
    );
    let offset = paging.offset().try_into().unwrap_or_default();
    let limit = PER_PAGE.try_into().unwrap_or_default();
    let kept = message::in_state(&mut tx, state, offset, limit).await?;
    let parked = job::parked(&mut tx, MOST_PARKED).await?;
    drop(tx);
    let listed = MessagesPage {
        shell: signed.visitor.shell(&world),
        states: STATES
            .into_iter()
            .map(|one| StateLink {
                label: plural(one),
                href: url(one),
                count: words::thousands(count(one)),
                is_current: one == state,
            })
            .collect(),
        title: title(state),
        has_stopped: has_stopped(state),
        columns: columns(state),
        messages: kept.into_iter().map(line).collect(),
        paging,
        parked: parked.into_iter().map(parked_line).collect(),
    };
    page(StatusCode::OK, &listed)
}

const fn plural(state: MessageState) -> &'static str {
    match state {
        MessageState::GivenUp => "Abandonnés",
        MessageState::Refused => "Refusés",
        MessageState::Waiting => "En attente",
        MessageState::Sent => "Envoyés",
    }
}

const fn title(state: MessageState) -> &'static str {
    match state {
        MessageState::GivenUp => "Messages abandonnés après quatre jours d’essais",
        MessageState::Refused => "Messages refusés par le destinataire",
        MessageState::Waiting => "Messages en attente",
        MessageState::Sent => "Messages envoyés",
    }
}

fn url(state: MessageState) -> String {
    format!("/agence/messages?etat={}", state.code())
}

fn columns(state: MessageState) -> Vec<Column> {
    let act = if has_stopped(state) { "Relance" } else { "" };
    [
        "Message",
        "Destinataire",
        "Créé",
        "Essais",
        "Dernière erreur",
        act,
    ]
    .into_iter()
    .filter(|label| !label.is_empty())
    .map(|label| Column {
        label: label.to_owned(),
        ..Column::default()
    })
    .collect()
}

fn line(kept: Kept) -> Line {
    Line {
        id: kept.id.to_string(),
        what: words::template(kept.template),
        recipient: if has_stopped(kept.state) {
            kept.recipient
        } else {
            words::masked(&kept.recipient)
        },
        created: words::moment(kept.created_at),
        attempts: kept.attempts,
        error: kept.last_error,
    }
}

fn parked_line(parked: Parked) -> ParkedLine {
    ParkedLine {
        id: parked.id.to_string(),
        what: match parked.job {
            Job::SendMessage { .. } => "Envoi d’un message",
            Job::PrepareEcps { .. } => "Préparation d’une e\u{2011}CPS",
        },
        at: words::moment(parked.parked_at),
        attempts: parked.attempts,
        error: parked.last_error,
    }
}

pub async fn restart(
    State(world): State<World>,
    signed: SignedIn,
    Path(message): Path<String>,
    _fields: Fields,
) -> Page {
    let id = message.parse().map_err(|_| Problem::not_found())?;
    let by = By::Session(signed.live.id);
    let done = actions::run(&world, by, "restart_message", |act| {
        actions::restart_message(act, id)
    });
    after(done.await)
}

pub async fn restart_job(
    State(world): State<World>,
    signed: SignedIn,
    Path(job): Path<String>,
    _fields: Fields,
) -> Page {
    let id = job.parse().map_err(|_| Problem::not_found())?;
    let by = By::Session(signed.live.id);
    let done = actions::run(&world, by, "restart_job", |act| {
        actions::restart_job(act, id)
    });
    after(done.await)
}

/// Nothing is left to restart when somebody else did it first.
fn after<R: std::fmt::Debug>(done: Result<(), Error<R>>) -> Page {
    match done {
        Ok(()) => see_other("/agence/messages?avis=relance"),
        Err(Error::Refused(_)) => Err(Problem::changed()),
        Err(error) => Err(Problem::of_act(error)),
    }
}
