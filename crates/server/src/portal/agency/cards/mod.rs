//! The agency's queues of cards: seen by state, moved on one or many at once, exported (K2).

mod export;
mod moving;
mod produced;

pub use export::{csv, xlsx};
pub use moving::submit;

use crate::{
    portal::{
        components::{Column, Paging},
        form::{Errors, Form},
        shell::{Shell, Tone},
        words,
    },
    web::{Page, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{access::paris_day, card::Queue};
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::card::{self, Filter, Line};

const PER_PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "agency/cards.html")]
struct CardsPage {
    shell: Shell,
    form: Form,
    queues: Vec<QueueLink>,
    queue: &'static str,
    /// What moves the cards of this queue on; empty when nothing does.
    act: &'static str,
    title: &'static str,
    number: String,
    columns: Vec<Column>,
    lines: Vec<Shown>,
    paging: Paging,
    /// What follows the name of an exported file.
    query: String,
}

/// The cards of one queue, as a link.
struct QueueLink {
    label: &'static str,
    href: String,
    count: String,
    is_current: bool,
}

struct Shown {
    id: String,
    holder: String,
    kind: &'static str,
    structure: String,
    finess: String,
    readers: i64,
    number: String,
    ordered: String,
    age: (String, Tone),
    may_block: bool,
    has_form: bool,
}

/// After so many days a card that still waits for the agency stands out.
const LATE: i64 = 7;

/// What the URL asks for, as typed.
pub type Asked = BTreeMap<String, String>;

/// The queue and the number of an URL or of a form.
fn read(asked: &Asked) -> Filter {
    let get = |name: &str| asked.get(name).map_or("", |text| text.trim());
    Filter {
        queue: get("file").parse().unwrap_or(Queue::ToProduce),
        number: get("numero").replace(' ', "").to_uppercase(),
    }
}

fn url(filter: &Filter) -> String {
    let number = match filter.number.as_str() {
        "" => String::new(),
        number => format!(
            "&numero={}",
            percent_encoding::utf8_percent_encode(number, percent_encoding::NON_ALPHANUMERIC)
        ),
    };
    format!("?file={}{number}", filter.queue.code())
}

pub async fn show(
    State(world): State<World>,
    signed: SignedIn,
    Query(asked): Query<Asked>,
) -> Page {
    let form = Form::filled(signed.visitor.csrf(&world), asked.clone());
    draw(&world, &signed, &asked, form).await
}

async fn draw(world: &World, signed: &SignedIn, asked: &Asked, form: Form) -> Page {
    let filter = read(asked);
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let mut queues = Vec::new();
    let mut total = 0;
    for queue in Queue::ALL {
        let one = Filter {
            queue: *queue,
            ..filter.clone()
        };
        let count = card::count(&mut tx, &one).await?;
        if *queue == filter.queue {
            total = count;
        }
        queues.push(QueueLink {
            label: label(*queue),
            href: format!("/agence/cartes{}", url(&one)),
            count: words::thousands(count),
            is_current: *queue == filter.queue,
        });
    }
    let wanted = asked.get("page").and_then(|page| page.parse().ok());
    let paging = Paging::new(
        format!("/agence/cartes{}", url(&filter)),
        wanted.unwrap_or(1),
        PER_PAGE,
        total.try_into().unwrap_or_default(),
    );
    let offset = paging.offset().try_into().unwrap_or_default();
    let limit = PER_PAGE.try_into().unwrap_or_default();
    let lines = card::list(&mut tx, &filter, offset, limit).await?;
    drop(tx);
    let status = form.status();
    let shown = CardsPage {
        shell: signed.visitor.shell(world),
        form,
        queues,
        queue: filter.queue.code(),
        act: act(filter.queue),
        title: label(filter.queue),
        columns: columns(filter.queue),
        lines: lines.iter().map(|line| shown(line, today)).collect(),
        paging,
        query: url(&filter),
        number: filter.number,
    };
    page(status, &shown)
}

const fn label(queue: Queue) -> &'static str {
    match queue {
        Queue::AwaitingForm => "Formulaire attendu",
        Queue::ToProduce => "À fabriquer",
        Queue::ToSend => "À envoyer",
        Queue::Sent => "Envoyées",
        Queue::Active => "Actives",
        Queue::Revoked => "Bloquées",
        Queue::Expired => "Expirées",
    }
}

/// The button of a queue.
const fn act(queue: Queue) -> &'static str {
    match queue {
        Queue::AwaitingForm => "Enregistrer l’arrivée des formulaires cochés",
        Queue::ToProduce => "Enregistrer les cartes fabriquées",
        Queue::ToSend => "Enregistrer l’envoi des cartes cochées",
        Queue::Sent | Queue::Active | Queue::Revoked | Queue::Expired => "",
    }
}

fn columns(queue: Queue) -> Vec<Column> {
    let first = match queue {
        Queue::AwaitingForm | Queue::ToSend => "Choix",
        _ => "Numéro",
    };
    [
        first,
        "Porteur",
        "Structure",
        "Carte",
        "Commandée",
        "Blocage",
    ]
    .into_iter()
    .map(|label| Column {
        label: label.to_owned(),
        ..Column::default()
    })
    .collect()
}

/// Last name first, as the agency's lists have it.
fn holder(line: &Line) -> String {
    format!("{} {}", line.card.last_name, line.card.first_name)
}

fn days(line: &Line, today: Date) -> i64 {
    let ordered = paris_day(line.card.ordered_at);
    today
        .since(ordered)
        .map_or(0, |span| i64::from(span.get_days()))
}

fn shown(line: &Line, today: Date) -> Shown {
    let card = &line.card;
    let days = days(line, today);
    let waits = card.sent_at.is_none() && !card.state.is_over();
    let tone = if waits && days > LATE {
        Tone::Warning
    } else {
        Tone::Neutral
    };
    Shown {
        id: card.id.to_string(),
        holder: holder(line),
        kind: words::card_kind(card.kind),
        structure: line.structure.clone(),
        finess: line.finess.clone(),
        readers: card.readers,
        number: card
            .number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        ordered: words::date(paris_day(card.ordered_at)),
        age: (words::count(days, "jour", "jours"), tone),
        may_block: !card.state.is_over(),
        has_form: line.has_form,
    }
}

/// A form that could not be done at all, with what was ticked and typed.
fn refused(
    world: &World,
    signed: &SignedIn,
    asked: Asked,
    (field, sentence): (&'static str, &str),
) -> Form {
    let mut errors = Errors::default();
    errors.add(field, sentence);
    Form::filled(signed.visitor.csrf(world), asked).with_errors(errors)
}
