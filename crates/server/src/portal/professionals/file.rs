//! The file of a professional: whole inside the scope, its public part outside (M1, J4).

use super::{
    cards::{Card, Reader, card},
    contact,
    find::by_number,
};
use crate::{
    actions::{self, Looked},
    portal::{
        components::{Moment, StepState, SummaryRow, TimelineStep},
        history::{self, Told, Viewpoint},
        public::professional::published,
        shell::{Shell, Tone},
        timeline, words,
    },
    web::{Acting, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::paris_day,
    id::Id,
    identifiers::Rpps,
    professional::{BirthPlace, CivilIdentity, Professional},
};
use store::{
    journal::{self, Kinds},
    professional::{Seen, SituationLine},
};

#[derive(Template)]
#[template(path = "professionals/file.html")]
struct FilePage {
    shell: Shell,
    name: String,
    caption: &'static str,
    rpps: String,
    /// Has a page in the directory, today.
    is_published: bool,
    situations: Vec<Card>,
    steps: Vec<TimelineStep>,
    live: String,
    /// The e-CPS, once it is no more just ready.
    ecps: &'static str,
    /// The day of a death that was told; empty for none.
    died_on: String,
    identity: Vec<SummaryRow>,
    contact: Vec<SummaryRow>,
    messages: Vec<MessageLine>,
    acts: Vec<Told>,
    /// Older ones, behind their page.
    more_acts: i64,
    openings: Vec<Told>,
}

#[derive(Template)]
#[template(path = "professionals/outside.html")]
struct OutsidePage {
    shell: Shell,
    name: String,
    caption: &'static str,
    rpps: String,
    situations: Vec<Card>,
}

struct MessageLine {
    what: &'static str,
    state: (&'static str, Tone),
    at: Moment,
}

/// Acts that are shown with the file; the others are behind a link.
const LATEST: i64 = 10;
const MOST_OPENINGS: i64 = 200;

/// Someone of the URL, as far as the actor may see; outside the scope, this is a look-up (R5). Inside it, the
/// opening is journaled (R12).
pub async fn open(world: &World, acting: &Acting, rpps: &str) -> Result<Seen, Problem> {
    let rpps: Rpps = rpps.parse().map_err(|_| Problem::not_found())?;
    let known = match by_number(world, acting, &rpps).await? {
        Looked::Found(known) => known,
        Looked::Nobody => return Err(Problem::not_found()),
        Looked::OverLimit => return Err(Problem::over_limit()),
    };
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let seen = store::professional::see(&mut tx, &acting.scope, known.professional, today).await?;
    drop(tx);
    let seen = seen.ok_or_else(Problem::not_found)?;
    if let Seen::Full { professional, .. } = &seen {
        let by = (acting.actor.session, acting.actor.grant.id);
        actions::open_file(world, by, professional.id).await?;
    }
    Ok(seen)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(rpps): Path<String>) -> Page {
    match open(&world, &acting, &rpps).await? {
        Seen::Full {
            professional,
            situations,
        } => {
            let full = full(&world, &acting, *professional, &situations).await?;
            page(StatusCode::OK, &full)
        }
        Seen::PublicPart {
            rpps,
            title,
            name,
            situations,
        } => {
            let reader = Reader {
                file: "",
                account: None,
                now: world.store.clock.now(),
            };
            let outside = OutsidePage {
                shell: acting.visitor.shell(&world),
                name,
                caption: title.label(),
                rpps: rpps.to_string(),
                situations: situations.iter().map(|line| card(line, &reader)).collect(),
            };
            page(StatusCode::OK, &outside)
        }
    }
}

async fn full(
    world: &World,
    acting: &Acting,
    professional: Professional,
    situations: &[SituationLine],
) -> Result<FilePage, Problem> {
    let now = world.store.clock.now();
    let mut tx = world.db().read().await?;
    let steps = timeline::of(&mut tx, &professional, now).await?;
    let own = Viewpoint::Structure(acting.scope.contract);
    let id = professional.id;
    let acts = history::acts(&mut tx, own, id, situations, (0, LATEST)).await?;
    let all = journal::count_of_professional(&mut tx, id, Kinds::Acts).await?;
    let openings = history::openings(&mut tx, own, id, (0, MOST_OPENINGS)).await?;
    let messages = messages(&mut tx, id).await?;
    let ecps = store::ecps::state(&mut tx, id).await?;
    let died_on = store::death::of_professional(&mut tx, id).await?;
    let published = published(&mut tx, professional.rpps.clone()).await?;
    drop(tx);
    let rpps = professional.rpps.to_string();
    let live = if steps.iter().all(|step| step.state == StepState::Done) {
        String::new()
    } else {
        format!("/professionnels/{rpps}/suivi")
    };
    let held = &professional.contact;
    let file = format!("/professionnels/{rpps}");
    let reader = Reader {
        file: &file,
        account: Some(acting.actor.account),
        now,
    };
    Ok(FilePage {
        shell: acting.visitor.shell(world),
        name: format!(
            "{} {}",
            professional.practice.first_name, professional.practice.name
        ),
        caption: professional.identity.title.label(),
        rpps,
        is_published: !published.is_empty(),
        situations: situations.iter().map(|line| card(line, &reader)).collect(),
        steps,
        live,
        contact: vec![
            SummaryRow::new("Adresse électronique", held.email.to_string())
                .change(contact::path(&professional)),
            SummaryRow::new(
                "Téléphone mobile",
                words::unbroken(&held.mobile.display_french()),
            )
            .change(contact::path(&professional)),
        ],
        identity: identity_rows(&professional.identity),
        messages,
        ecps: words::ecps(ecps),
        died_on: died_on.map(words::date).unwrap_or_default(),
        more_acts: (all - LATEST).max(0),
        acts,
        openings,
    })
}

async fn messages(tx: &mut store::Tx, id: Id<Professional>) -> Result<Vec<MessageLine>, Problem> {
    let kept = store::message::of_professional(tx, id).await?;
    Ok(kept
        .into_iter()
        .rev()
        .map(|message| MessageLine {
            what: words::template(message.template),
            state: words::message_state(message.state),
            at: words::moment(message.settled_at.unwrap_or(message.created_at)),
        })
        .collect())
}

/// The civil identity, as it is held.
pub fn identity_rows(identity: &CivilIdentity) -> Vec<SummaryRow> {
    let place = match &identity.birth_place {
        BirthPlace::France { commune, name } => format!("{name} ({commune})"),
        BirthPlace::Abroad { country, town } => format!("{town} ({})", country.short_label()),
    };
    let used = identity.used_name.as_ref().map(ToString::to_string);
    vec![
        SummaryRow::new("Civilité", identity.title.label()),
        SummaryRow::new("Sexe", identity.sex.label()),
        SummaryRow::new("Nom de naissance", identity.birth_name.to_string()),
        SummaryRow::new("Nom d’usage", used.unwrap_or_default()),
        SummaryRow::new("Prénoms", identity.first_names.display_french()),
        SummaryRow::new("Date de naissance", identity.birth_date.display_french()),
        SummaryRow::new("Lieu de naissance", place),
        SummaryRow::new("Pièce d’identité vue", identity.document.label()),
    ]
}
