//! Messages found by recipient, channel, text and day; as a file too.

use crate::{
    portal::{
        form::Errors,
        messages::date,
        spreadsheet::{Kind, Sheet},
        words,
    },
    web::{Page, Problem},
    world::World,
};
use axum::extract::{Query, State};
use domain::{
    access::paris,
    event::MessageState,
    identifiers::{Mobile, parse_french_date},
    supervision::has_stopped,
};
use jiff::{Timestamp, civil::Date};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use store::message::{self, Filter, Kept};

/// Lines of a file, at most.
const MOST: i64 = 20_000;

/// What the URL asks for, as typed.
pub type Asked = BTreeMap<String, String>;

/// The filters beside the state.
pub const FILTERS: [&str; 5] = ["destinataire", "canal", "texte", "du", "au"];

pub fn get<'a>(asked: &'a Asked, name: &str) -> &'a str {
    asked.get(name).map_or("", |text| text.trim())
}

/// The filter of an URL, and what cannot be read of it: that part then filters nothing.
pub fn read(asked: &Asked) -> (Filter, Errors) {
    let mut errors = Errors::default();
    let mut day = |name: &str| match get(asked, name) {
        "" => None,
        typed => parse_french_date(typed)
            .map_err(|why| errors.add(name, date(why)))
            .ok(),
    };
    let (from, to) = (day("du"), day("au"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        errors.add("au", "La fin précède le début. Vérifiez les deux dates.");
    }
    let filter = Filter {
        state: get(asked, "etat").parse().ok(),
        channel: get(asked, "canal").parse().ok(),
        template: get(asked, "texte").parse().ok(),
        recipient: recipient(get(asked, "destinataire")),
        from: from.and_then(midnight),
        before: to.and_then(|day| day.tomorrow().ok()).and_then(midnight),
    };
    (filter, errors)
}

fn midnight(day: Date) -> Option<Timestamp> {
    day.to_zoned(paris()).ok().map(|zoned| zoned.timestamp())
}

/// An address in lower case, a mobile in the form in which it is kept.
fn recipient(typed: &str) -> String {
    typed
        .parse::<Mobile>()
        .map_or_else(|_| typed.to_lowercase(), |mobile| mobile.to_string())
}

/// The list in one state, with the filters that were asked for.
pub fn url(asked: &Asked, state: MessageState) -> String {
    let mut url = format!("/agence/messages?etat={}", state.code());
    for name in FILTERS {
        let typed = get(asked, name);
        if !typed.is_empty() {
            let value = utf8_percent_encode(typed, NON_ALPHANUMERIC);
            url = format!("{url}&{name}={value}");
        }
    }
    url
}

pub async fn csv(State(world): State<World>, Query(asked): Query<Asked>) -> Page {
    export(&world, &asked, Kind::Csv).await
}

pub async fn xlsx(State(world): State<World>, Query(asked): Query<Asked>) -> Page {
    export(&world, &asked, Kind::Xlsx).await
}

const HEADERS: [&str; 8] = [
    "Message",
    "Canal",
    "Destinataire",
    "État",
    "Créé le",
    "Réglé le",
    "Essais",
    "Dernière erreur",
];

async fn export(world: &World, asked: &Asked, kind: Kind) -> Page {
    let (filter, errors) = read(asked);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let mut tx = world.db().read().await?;
    let found = message::count(&mut tx, &filter, MOST + 1).await?;
    if found > MOST {
        return Err(Problem::too_many_lines(MOST));
    }
    let kept = message::list(&mut tx, &filter, 0, MOST).await?;
    drop(tx);
    let mut sheet = Sheet::begin(kind, &HEADERS)?;
    for one in kept {
        sheet.write(cells(one).into_iter())?;
    }
    let today = domain::access::paris_day(world.store.clock.now());
    sheet.send(&format!("messages-{today}"))
}

/// The recipient is whole where the page shows it whole.
fn cells(kept: Kept) -> [String; 8] {
    [
        words::template(kept.template).to_owned(),
        super::channel(kept.channel).to_owned(),
        if has_stopped(kept.state) {
            kept.recipient
        } else {
            words::masked(&kept.recipient)
        },
        words::message_state(kept.state).0.to_owned(),
        words::date_time(kept.created_at),
        kept.settled_at.map(words::date_time).unwrap_or_default(),
        kept.attempts.to_string(),
        kept.last_error,
    ]
}
