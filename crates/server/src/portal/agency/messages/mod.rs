//! Mails and SMS by state, and work that stopped: found, started again or given up by officers (N1).

mod filter;
mod give_up;
mod many;

pub use filter::{csv, xlsx};
pub use give_up::{show as show_give_up, submit as give_up};
pub use many::restart_many;

use crate::{
    actions::{self, Error},
    portal::{
        components::{Choice, Column, Moment, Paging, choices},
        form::Form,
        shell::{Notice, Shell, Tone},
        words,
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use axum::extract::{Path, Query, State};
use domain::{
    event::{Channel, Job, MessageState, Template},
    refusal::Refusals,
    supervision::{CannotRestart, can_be_given_up, has_stopped},
};
use filter::{Asked, FILTERS, get, read, url};
use store::{
    By,
    job::{self, Parked},
    message::{self, Filter, Kept},
};

const PER_PAGE: u64 = 50;
const MOST_PARKED: i64 = 100;
/// Messages of one state that are counted and paged; a filter finds the others.
const MOST_COUNTED: i64 = 10_000;

#[derive(askama::Template)]
#[template(path = "agency/messages.html")]
struct MessagesPage {
    shell: Shell,
    form: Form,
    states: Vec<StateLink>,
    state: &'static str,
    title: &'static str,
    has_stopped: bool,
    can_stop: bool,
    channels: Vec<Choice>,
    templates: Vec<Choice>,
    is_filtered: bool,
    /// What follows the name of an exported file.
    query: String,
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
    Query(asked): Query<Asked>,
) -> Page {
    let (filter, errors) = read(&asked);
    let form = Form::filled(signed.visitor.csrf(&world), asked.clone()).with_errors(errors);
    let mut tx = world.db().read().await?;
    let mut counts = Vec::new();
    for state in STATES {
        let one = Filter {
            state: Some(state),
            ..filter.clone()
        };
        counts.push((
            state,
            message::count(&mut tx, &one, MOST_COUNTED + 1).await?,
        ));
    }
    let urgent = counts.iter().find(|(_, count)| *count > 0);
    let urgent = urgent.map_or(MessageState::Sent, |(state, _)| *state);
    let state = filter.state.unwrap_or(urgent);
    let count = counts.iter().find(|(known, _)| *known == state);
    let total = count.map_or(0, |(_, count)| *count);
    let number = asked.get("page").and_then(|page| page.parse().ok());
    let most = MOST_COUNTED.try_into().unwrap_or_default();
    let paging = Paging::new(
        url(&asked, state),
        number.unwrap_or(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    )
    .counted_up_to(most);
    let offset = paging.offset().try_into().unwrap_or_default();
    let limit = PER_PAGE.try_into().unwrap_or_default();
    let filter = Filter {
        state: Some(state),
        ..filter
    };
    let kept = message::list(&mut tx, &filter, offset, limit).await?;
    let parked = job::parked(&mut tx, MOST_PARKED).await?;
    drop(tx);
    let status = form.status();
    let listed = MessagesPage {
        shell: match restarted(&asked) {
            Some(notice) => signed.visitor.shell_with(&world, notice),
            None => signed.visitor.shell(&world),
        },
        states: states(&asked, &counts, state),
        state: state.code(),
        title: title(state),
        has_stopped: has_stopped(state),
        can_stop: can_be_given_up(state),
        channels: choices(Channel::ALL.iter().copied(), Channel::code, channel),
        templates: choices(
            Template::ALL.iter().copied(),
            Template::code,
            words::template,
        ),
        is_filtered: FILTERS.iter().any(|name| !get(&asked, name).is_empty()),
        query: url(&asked, state).replacen("/agence/messages", "", 1),
        form,
        columns: columns(state),
        messages: kept.into_iter().map(line).collect(),
        paging,
        parked: parked.into_iter().map(parked_line).collect(),
    };
    page(status, &listed)
}

fn states(asked: &Asked, counts: &[(MessageState, i64)], current: MessageState) -> Vec<StateLink> {
    let linked = counts.iter().map(|(state, count)| StateLink {
        label: plural(*state),
        href: url(asked, *state),
        count: if *count > MOST_COUNTED {
            format!("plus de {}", words::thousands(MOST_COUNTED))
        } else {
            words::thousands(*count)
        },
        is_current: *state == current,
    });
    linked.collect()
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
        MessageState::GivenUp => "Messages abandonnés",
        MessageState::Refused => "Messages refusés par le destinataire",
        MessageState::Waiting => "Messages en attente",
        MessageState::Sent => "Messages envoyés",
    }
}

const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Mail => "Courriel",
        Channel::Sms => "SMS",
    }
}

fn columns(state: MessageState) -> Vec<Column> {
    let (choice, again) = if has_stopped(state) {
        ("Choix", "Relance")
    } else {
        ("", "")
    };
    let stop = if can_be_given_up(state) {
        "Abandon"
    } else {
        ""
    };
    [
        choice,
        "Message",
        "Destinataire",
        "Créé",
        "Essais",
        "Dernière erreur",
        again,
        stop,
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
            Job::ApplyDepartures { .. } => "Application d’un plan de départs",
        },
        at: words::moment(parked.parked_at),
        attempts: parked.attempts,
        error: parked.last_error,
    }
}

/// What was started again, told once.
fn restarted(asked: &Asked) -> Option<Notice> {
    let count: i64 = get(asked, "relances").parse().ok()?;
    Some(Notice {
        title: words::count(count, "message relancé", "messages relancés"),
        text: "L’essai a lieu dans les secondes qui viennent\u{a0}; rechargez la page pour en voir le résultat.".to_owned(),
        tone: Tone::Success,
    })
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
    match done.await {
        Err(Error::Refused(reasons)) if is_leaving(&reasons) => {
            see_other("/agence/messages?avis=message-en-cours")
        }
        done => after(done),
    }
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

/// The try of before is not over yet.
fn is_leaving(reasons: &Refusals<CannotRestart>) -> bool {
    reasons.iter().any(|why| *why == CannotRestart::Leaving)
}

/// Nothing is left to restart when somebody else did it first.
fn after<R: std::fmt::Debug>(done: Result<(), Error<R>>) -> Page {
    match done {
        Ok(()) => see_other("/agence/messages?avis=relance"),
        Err(Error::Refused(_)) => Err(Problem::changed()),
        Err(error) => Err(Problem::of_act(error)),
    }
}
