//! The reviews of the scope: those to answer, those to come, those that are done.

use super::view::{state, waiting};
use crate::{
    actions::{self, Error},
    portal::{
        components::{Column, Paging},
        form::{Errors, Form},
        messages::Told,
        shell::{Shell, Tone},
        words,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{access::paris_day, identifiers::Finess, review::ReviewState};
use jiff::Timestamp;
use serde::Deserialize;
use store::{Tx, review::Listed};

const PER_PAGE: u64 = 25;

#[derive(Template)]
#[template(path = "reviews/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    structure: String,
    views: Vec<View>,
    view: &'static str,
    title: &'static str,
    columns: Vec<Column>,
    lines: Vec<Line>,
    planned: Vec<Planned>,
    paging: Paging,
    late: i64,
}

struct View {
    label: &'static str,
    href: String,
    count: String,
    is_current: bool,
}

struct Line {
    href: String,
    place: String,
    town: String,
    opened: String,
    ended: String,
    progress: String,
    state: (String, Tone),
    /// Of the certificate; empty while it is not done.
    certificate: String,
}

struct Planned {
    finess: String,
    place: String,
    due: String,
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    vue: String,
    #[serde(default)]
    page: u64,
}

/// Code, label.
const VIEWS: [(&str, &str); 3] = [
    ("", "En attente"),
    ("a-venir", "À venir"),
    ("terminees", "Terminées"),
];

fn url(view: &str) -> String {
    match view {
        "" => "/revue".to_owned(),
        view => format!("/revue?vue={view}"),
    }
}

pub async fn show(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, &asked, form).await
}

async fn draw(world: &World, acting: &Acting, asked: &Asked, form: Form) -> Page {
    let now = world.store.clock.now();
    let found = VIEWS.iter().find(|(code, _)| *code == asked.vue);
    let view = found.map_or("", |(code, _)| code);
    let mut tx = world.db().read().await?;
    let open = waiting(&mut tx, &acting.scope, now).await?;
    let planned = store::review::count_planned(&mut tx, &acting.scope).await?;
    let done = store::review::count(&mut tx, &acting.scope, ReviewState::Done, now).await?;
    let counts = [open.open, planned, done.0];
    let total = VIEWS
        .iter()
        .zip(counts)
        .find(|((code, _), _)| *code == view)
        .map_or(0, |(_, count)| count);
    let total = total.try_into().unwrap_or_default();
    let paging = Paging::new(url(view), asked.page.max(1), PER_PAGE, total);
    let (lines, planned) = content(&mut tx, acting, view, (&paging, now)).await?;
    drop(tx);
    let status = form.status();
    let shown = ListPage {
        shell: acting.visitor.shell(world),
        form,
        structure: acting.structure.clone(),
        views: VIEWS
            .iter()
            .zip(counts)
            .map(|((code, label), count)| View {
                label,
                href: url(code),
                count: words::thousands(count),
                is_current: *code == view,
            })
            .collect(),
        view,
        title: title(view),
        columns: columns(view),
        lines,
        planned,
        paging,
        late: open.late,
    };
    page(status, &shown)
}

/// What the view shows.
async fn content(
    tx: &mut Tx,
    acting: &Acting,
    view: &str,
    (paging, now): (&Paging, Timestamp),
) -> Result<(Vec<Line>, Vec<Planned>), Problem> {
    let window = (
        i64::try_from(paging.offset()).unwrap_or_default(),
        i64::try_from(PER_PAGE).unwrap_or_default(),
    );
    if view == "a-venir" {
        let planned = store::review::planned(tx, &acting.scope, window).await?;
        let planned = planned.into_iter().map(|(finess, place, due)| Planned {
            finess: finess.to_string(),
            place,
            due: due.map_or_else(|| "Bientôt fixée".to_owned(), words::date),
        });
        return Ok((Vec::new(), planned.collect()));
    }
    let state = if view.is_empty() {
        ReviewState::Open
    } else {
        ReviewState::Done
    };
    let listed = store::review::list(tx, &acting.scope, state, window).await?;
    let lines = listed.iter().map(|one| line(one, now)).collect();
    Ok((lines, Vec::new()))
}

fn title(view: &str) -> &'static str {
    match view {
        "a-venir" => "Revues à venir",
        "terminees" => "Revues terminées",
        _ => "Revues en attente",
    }
}

fn columns(view: &str) -> Vec<Column> {
    let labels: &[&str] = match view {
        "a-venir" => &["Établissement", "Prochaine revue", "Sans attendre"],
        "terminees" => &[
            "Établissement",
            "Ouverte",
            "Terminée",
            "Réponses",
            "Attestation",
        ],
        _ => &["Établissement", "Ouverte", "Réponses", "État"],
    };
    labels
        .iter()
        .map(|label| Column {
            label: (*label).to_owned(),
            ..Column::default()
        })
        .collect()
}

fn line(listed: &Listed, now: Timestamp) -> Line {
    let review = &listed.review;
    let href = format!("/revue/{}", review.id);
    let progress = listed.progress;
    let day = |at| words::date(paris_day(at));
    Line {
        place: listed.place.clone(),
        town: listed.town.clone(),
        opened: day(review.opened_at),
        ended: review.ended_at.map(day).unwrap_or_default(),
        progress: if review.state == ReviewState::Open {
            format!("{} sur {}", progress.answered(), progress.lines())
        } else {
            format!(
                "{}, {}",
                words::count(progress.confirmed, "confirmée", "confirmées"),
                words::count(progress.closed, "fermée", "fermées")
            )
        },
        state: state(review, now),
        certificate: match review.state {
            ReviewState::Done => format!("{href}/attestation.pdf"),
            ReviewState::Open | ReviewState::Lapsed => String::new(),
        },
        href,
    }
}

/// Open the review of an establishment now.
pub async fn open(State(world): State<World>, acting: Acting, fields: Fields) -> Page {
    let asked = Asked {
        vue: "a-venir".to_owned(),
        page: 1,
    };
    let mut errors = Errors::default();
    match fields.get("etablissement").parse::<Finess>() {
        Err(_) => errors.add(
            "etablissement",
            "Choisissez un établissement dans la liste.",
        ),
        Ok(finess) => {
            let opened = actions::run(&world, acting.by(), "open_review", |act| {
                actions::open_review(act, finess.clone())
            });
            match opened.await {
                Ok(review) => return see_other(&format!("/revue/{review}?avis=revue-ouverte")),
                Err(Error::Refused(reasons)) => {
                    for reason in reasons.iter() {
                        errors.add("etablissement", reason.told());
                    }
                }
                Err(error) => return Err(Problem::of_act(error)),
            }
        }
    }
    let form = Form::empty(acting.visitor.csrf(&world)).with_errors(errors);
    draw(&world, &acting, &asked, form).await
}
