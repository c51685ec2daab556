//! The file itself, on one page.

use crate::{
    portal::{
        components::{Moment, SummaryRow, TimelineStep},
        history::{self, Told, Viewpoint},
        professionals::{Card, Reader, card, identity_rows},
        public::professional::{Situation, published},
        shell::Shell,
        timeline, words,
    },
    web::{Owner, Page, Problem, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{access::Means, event::Event, professional::Professional};
use store::{
    Tx,
    directory::Line,
    journal::{self, Kinds},
    professional::Own,
};

#[derive(Template)]
#[template(path = "own_file/show.html")]
struct OwnPage {
    shell: Shell,
    name: String,
    rpps: String,
    situations: Vec<Card>,
    /// The e-CPS, once it is no more just ready.
    ecps: &'static str,
    identity: Vec<SummaryRow>,
    contact: Vec<SummaryRow>,
    /// What the directory publishes: of the person, then of each situation that is open (A1).
    public: Vec<SummaryRow>,
    published: Vec<Situation>,
    steps: Vec<TimelineStep>,
    acts: Vec<Told>,
    /// Older ones, behind their page.
    more_acts: i64,
    openings: Vec<Told>,
    sign_ins: Vec<SignIn>,
}

/// One time that the person entered.
pub struct SignIn {
    pub at: Moment,
    /// None of an entry older than its record.
    pub means: Option<&'static str>,
}

/// How many of the latest sign-ins, and of the latest acts, are shown.
const SIGN_INS: usize = 20;
const LATEST: i64 = 10;
const MOST_OPENINGS: i64 = 200;

/// The file of whoever is inside.
pub async fn read(tx: &mut Tx, owner: &Owner) -> Result<Own, Problem> {
    let own = store::professional::own(tx, &owner.actor.grant).await?;
    own.ok_or_else(Problem::not_found)
}

pub async fn show(State(world): State<World>, owner: Owner) -> Page {
    let now = world.store.clock.now();
    let mut tx = world.db().read().await?;
    let own = read(&mut tx, &owner).await?;
    let (person, id) = (&own.professional, own.professional.id);
    let lines = published(&mut tx, person.rpps.clone()).await?;
    let steps = timeline::of(&mut tx, person, now).await?;
    let ecps = store::ecps::state(&mut tx, id).await?;
    let us = Viewpoint::Self_;
    let acts = history::acts(&mut tx, us, id, &own.situations, (0, LATEST)).await?;
    let all = journal::count_of_professional(&mut tx, id, Kinds::Acts).await?;
    let openings = history::openings(&mut tx, us, id, (0, MOST_OPENINGS)).await?;
    let sign_ins = sign_ins(&mut tx, &owner, SIGN_INS).await?;
    drop(tx);
    let reader = Reader {
        file: "",
        account: None,
        now,
    };
    let shown = OwnPage {
        shell: owner.visitor.shell(&world),
        name: person.display_name(),
        rpps: person.rpps.to_string(),
        situations: own
            .situations
            .iter()
            .map(|line| card(line, &reader))
            .collect(),
        ecps: words::ecps(ecps),
        identity: identity_rows(&person.identity),
        contact: contact_rows(person),
        public: public_rows(person, lines.first()),
        published: lines.iter().map(Situation::from).collect(),
        steps,
        acts,
        more_acts: (all - LATEST).max(0),
        openings,
        sign_ins,
    };
    page(StatusCode::OK, &shown)
}

fn contact_rows(person: &Professional) -> Vec<SummaryRow> {
    let held = &person.contact;
    vec![
        SummaryRow::new("Adresse électronique", held.email.to_string())
            .change("/mon-dossier/adresse"),
        SummaryRow::new("Téléphone mobile", held.mobile.display_french())
            .change("/mon-dossier/mobile"),
    ]
}

/// As published; as it would be, of somebody who is not.
fn public_rows(person: &Professional, line: Option<&Line>) -> Vec<SummaryRow> {
    let practice = &person.practice;
    let (title, name, first_name) = match line {
        Some(line) => (
            line.title,
            line.practice_name.clone(),
            line.practice_first_name.clone(),
        ),
        None => (
            person.identity.title,
            practice.name.to_string(),
            practice.first_name.to_string(),
        ),
    };
    vec![
        SummaryRow::new("Civilité", title.label()),
        SummaryRow::new("Nom d’exercice", name),
        SummaryRow::new("Prénom d’exercice", first_name),
        SummaryRow::new("Numéro RPPS", person.rpps.to_string()),
    ]
}

/// The sign-ins of the account, the latest first.
pub async fn sign_ins(tx: &mut Tx, owner: &Owner, most: usize) -> Result<Vec<SignIn>, Problem> {
    let account = owner.actor.account.to_string();
    // Signing out is an entry too.
    let entries = i64::try_from(most * 2).unwrap_or(i64::MAX);
    let entries = journal::of_subject(tx, "account", &account, entries).await?;
    let entries = entries
        .into_iter()
        .filter(|entry| matches!(entry.event, Event::SignedIn { .. }));
    Ok(entries
        .take(most)
        .map(|entry| SignIn {
            at: words::moment(entry.at),
            means: (entry.means != Means::System).then(|| words::means(entry.means)),
        })
        .collect())
}
