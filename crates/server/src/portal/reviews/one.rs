//! One review: the list, page by page, with what speaks for leaving; boxes are kept whichever way the page is left.

use super::view::{Opened, answered, bar, confirmed, find, is_flagged, is_left, state, told};
use crate::{
    actions::{self, Error},
    portal::{
        components::{Bar, Column, Paging},
        form::{Errors, Form},
        messages::Told,
        shell::{Shell, Tone},
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::{
    access::paris_day,
    id::Id,
    professional::Situation,
    review::{Answer, CannotAnswer, MOST_CLOSED, Review, Standing},
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{housekeeping::review_tick, review::Kept};

const PER_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "reviews/one.html")]
struct OnePage {
    shell: Shell,
    form: Form,
    href: String,
    place: String,
    opened: String,
    state: (String, Tone),
    is_open: bool,
    ended: String,
    progress: Vec<Bar>,
    views: Vec<View>,
    view: &'static str,
    title: &'static str,
    columns: Vec<Column>,
    lines: Vec<Line>,
    /// The ids of the lines that are shown, for their boxes to be kept.
    shown: String,
    paging: Paging,
    ticked: i64,
    left: i64,
    most_closed: usize,
}

struct View {
    label: &'static str,
    href: String,
    count: usize,
    is_current: bool,
}

struct Line {
    id: String,
    name: String,
    rpps: String,
    job: String,
    since: String,
    reasons: Vec<String>,
    is_ticked: bool,
    answer: (String, Tone),
}

#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    pub vue: String,
    #[serde(default)]
    pub page: u64,
    /// After an answer: how many were confirmed, closed, or leave on a day to come.
    #[serde(default)]
    confirmees: i64,
    #[serde(default)]
    fermees: i64,
    #[serde(default)]
    prevues: i64,
}

const VIEWS: [(&str, &str); 3] = [
    ("", "En attente"),
    ("signalees", "Signalées"),
    ("repondues", "Réponses données"),
];

pub async fn show(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Page {
    let opened = find(&world, &acting, &id).await?;
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, &opened, (&asked, form))
}

fn draw(world: &World, acting: &Acting, opened: &Opened, (asked, form): (&Asked, Form)) -> Page {
    let now = world.store.clock.now();
    let today = paris_day(now);
    let href = format!("/revue/{}", opened.listed.review.id);
    let sets = sets(opened, today);
    let wanted = VIEWS.iter().position(|(code, _)| *code == asked.vue);
    // Nothing is left to answer of a review that is over.
    let current = wanted
        .unwrap_or(0)
        .max(if opened.is_open() { 0 } else { 2 });
    let view = VIEWS[current].0;
    let lines = &sets[current];
    let paging = Paging::new(
        url(&href, view),
        asked.page.max(1),
        u64::try_from(PER_PAGE).unwrap_or(50),
        u64::try_from(lines.len()).unwrap_or_default(),
    );
    let skip = usize::try_from(paging.offset()).unwrap_or_default();
    let page_lines: Vec<&Kept> = lines.iter().skip(skip).take(PER_PAGE).copied().collect();
    let review = &opened.listed.review;
    let status = form.status();
    let shown = OnePage {
        shell: match answered(opened, [asked.confirmees, asked.fermees, asked.prevues]) {
            Some(notice) => acting.visitor.shell_with(world, notice),
            None => acting.visitor.shell(world),
        },
        form,
        place: opened.listed.place.clone(),
        opened: words::date(paris_day(review.opened_at)),
        state: state(review, now),
        is_open: opened.is_open(),
        ended: review
            .ended_at
            .map(|at| words::date(paris_day(at)))
            .unwrap_or_default(),
        progress: vec![bar(opened.listed.progress)],
        views: views(&href, &sets, current),
        view,
        title: title(view),
        columns: columns(view),
        shown: ids(&page_lines),
        lines: page_lines
            .iter()
            .map(|kept| line(opened, kept, today))
            .collect(),
        paging,
        ticked: i64::try_from(opened.ticked().len()).unwrap_or_default(),
        left: opened.listed.progress.left,
        most_closed: MOST_CLOSED,
        href,
    };
    page(status, &shown)
}

/// The lines of each view.
fn sets(opened: &Opened, today: Date) -> [Vec<&Kept>; 3] {
    let left = opened.left(today);
    let flagged = |kept: &&&Kept| is_flagged(kept, today);
    [
        left.clone(),
        left.iter().filter(flagged).copied().collect(),
        opened.lines.iter().filter(|kept| !is_left(kept)).collect(),
    ]
}

fn views(href: &str, sets: &[Vec<&Kept>; 3], current: usize) -> Vec<View> {
    let numbered = VIEWS.iter().zip(sets).enumerate();
    numbered
        .map(|(rank, ((code, label), lines))| View {
            label,
            href: url(href, code),
            count: lines.len(),
            is_current: rank == current,
        })
        .collect()
}

fn url(href: &str, view: &str) -> String {
    match view {
        "" => href.to_owned(),
        view => format!("{href}?vue={view}"),
    }
}

fn ids(lines: &[&Kept]) -> String {
    let ids = lines.iter().map(|kept| kept.line.situation.to_string());
    ids.collect::<Vec<_>>().join(" ")
}

fn title(view: &str) -> &'static str {
    match view {
        "signalees" => "Personnes signalées",
        "repondues" => "Réponses données",
        _ => "En attente de votre réponse",
    }
}

fn columns(view: &str) -> Vec<Column> {
    let labels: &[&str] = match view {
        "repondues" => &["Personne", "Profession et rôle", "Depuis", "Réponse"],
        _ => &[
            "Choix",
            "Personne",
            "Profession et rôle",
            "Depuis",
            "À regarder",
        ],
    };
    labels
        .iter()
        .map(|label| Column {
            label: (*label).to_owned(),
            ..Column::default()
        })
        .collect()
}

fn line(opened: &Opened, kept: &Kept, today: Date) -> Line {
    Line {
        id: kept.line.situation.to_string(),
        name: kept.line.name.clone(),
        rpps: kept.rpps.to_string(),
        job: format!(
            "{}, {}",
            words::typographic(kept.profession.short_label()),
            words::typographic(kept.role.label())
        ),
        since: words::date(kept.line.starts_on),
        reasons: told(kept, today),
        is_ticked: opened.ticks.contains(&kept.line.situation),
        answer: match &kept.line.standing {
            Standing::Open if opened.is_open() => (String::new(), Tone::Neutral),
            Standing::Open => ("Fermeture annulée depuis".to_owned(), Tone::Neutral),
            Standing::Confirmed { by, at } => (confirmed(kept, by, *at), Tone::Success),
            Standing::Closed { by, on } if by.is_empty() => {
                (format!("Close au {}", words::date(*on)), Tone::Neutral)
            }
            Standing::Closed { by, on } => (
                format!("Close au {} par {by}", words::date(*on)),
                Tone::Neutral,
            ),
        },
    }
}

/// The boxes of the page are kept first, whatever is asked next.
pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let opened = find(&world, &acting, &id).await?;
    let review = opened.listed.review.id;
    let key = (review, acting.actor.grant.id);
    let (shown, ticked) = boxes(&opened, &fields);
    review_tick::keep(&world.store, key, &shown, &ticked).await?;
    let (href, action) = (format!("/revue/{review}"), fields.get("action"));
    if let Some(number) = action.strip_prefix("page-") {
        let number: u64 = number.parse().unwrap_or(1);
        let view = fields.get("vue");
        let known = VIEWS.iter().find(|(code, _)| *code == view);
        let base = url(&href, known.map_or("", |(code, _)| code));
        let joint = if base.contains('?') { '&' } else { '?' };
        return see_other(&format!("{base}{joint}page={number}"));
    }
    match action {
        "fermer" => see_other(&format!("{href}/fermer")),
        "tout" => see_other(&format!("{href}/tout-confirmer")),
        "confirmer" => confirm(&world, &acting, review, fields).await,
        "garder" => see_other(&format!("{href}?avis=cases-gardees")),
        _ => see_other("/revue"),
    }
}

/// The lines that the form showed, and those of them that are ticked: of this review alone.
fn boxes(opened: &Opened, fields: &Fields) -> (Vec<Id<Situation>>, Vec<Id<Situation>>) {
    let listed = fields.get("lignes").split(' ');
    let shown: Vec<Id<Situation>> = listed
        .filter_map(|id| id.parse().ok())
        .filter(|id| opened.lines.iter().any(|kept| kept.line.situation == *id))
        .take(PER_PAGE * 2)
        .collect();
    let is_ticked = |id: &&Id<Situation>| fields.get(&format!("ligne-{id}")) == "oui";
    let ticked = shown.iter().filter(is_ticked).copied().collect();
    (shown, ticked)
}

async fn confirm(world: &World, acting: &Acting, review: Id<Review>, fields: Fields) -> Page {
    let mut tx = world.db().read().await?;
    let ticks = review_tick::of(&mut tx, review, acting.actor.grant.id).await?;
    drop(tx);
    let answer = Answer::Confirm(ticks.clone());
    let done = actions::run(world, acting.by(), "answer_review", |act| {
        actions::answer_review(act, review, answer.clone())
    });
    let reasons = match done.await {
        Ok(_) => return see_other(&format!("/revue/{review}?confirmees={}", ticks.len())),
        Err(Error::Refused(reasons)) => reasons,
        Err(error) => return Err(Problem::of_act(error)),
    };
    let mut errors = Errors::default();
    for reason in reasons.iter() {
        errors.add("personnes", reason.told());
    }
    let opened = find(world, acting, &review.to_string()).await?;
    if reasons.iter().any(is_answered) {
        untick(world, acting, &opened).await?;
    }
    let asked = Asked {
        vue: fields.get("vue").to_owned(),
        page: fields.get("page").parse().unwrap_or(1),
        ..Asked::default()
    };
    let form = Form::filled(acting.visitor.csrf(world), fields.0).with_errors(errors);
    draw(world, acting, &opened, (&asked, form))
}

pub const fn is_answered(reason: &CannotAnswer) -> bool {
    matches!(
        reason,
        CannotAnswer::AlreadyConfirmed { .. } | CannotAnswer::AlreadyClosed { .. }
    )
}

/// Whoever is told that somebody else answered needs no box there any more; the others stay ticked.
pub async fn untick(world: &World, acting: &Acting, opened: &Opened) -> Result<(), Problem> {
    let answered: Vec<Id<Situation>> = opened
        .lines
        .iter()
        .filter(|kept| !is_left(kept))
        .map(|kept| kept.line.situation)
        .filter(|id| opened.ticks.contains(id))
        .collect();
    let key = (opened.listed.review.id, acting.actor.grant.id);
    Ok(review_tick::keep(&world.store, key, &answered, &[]).await?)
}
