//! Is an attestation authentic? Anyone may ask, by its code.

use crate::{
    portal::{components::SummaryRow, own_file, shell::Shell, words},
    web::{Page, Problem, Visitor, address, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, Query, Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
};
use domain::{
    access::paris_day,
    training::{CheckCode, Completion},
};
use std::collections::BTreeMap;
use store::review::Listed;

#[derive(Template)]
#[template(path = "training/check.html")]
struct CheckPage {
    shell: Shell,
    /// What was typed.
    typed: String,
    /// What the attestation says, when there is one.
    found: Vec<SummaryRow>,
}

pub async fn form(
    State(world): State<World>,
    visitor: Visitor,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let typed = asked.get("code").map_or("", |code| code.trim());
    if let Ok(code) = typed.parse::<CheckCode>() {
        return see_other(&format!("/verifier/{}", code.display()));
    }
    let shown = CheckPage {
        shell: visitor.shell(&world),
        typed: typed.to_owned(),
        found: Vec::new(),
    };
    let status = if typed.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    page(status, &shown)
}

pub async fn show(
    State(world): State<World>,
    visitor: Visitor,
    Path(typed): Path<String>,
    request: Request,
) -> Page {
    if !world.code_checks.admits(address::of(&world, &request)) {
        return Err(Problem::too_many());
    }
    let found = match typed.parse() {
        Ok(code) => find(&world, &code).await?,
        Err(_) => Vec::new(),
    };
    let status = if found.is_empty() {
        StatusCode::NOT_FOUND
    } else {
        StatusCode::OK
    };
    let shown = CheckPage {
        shell: visitor.shell(&world),
        typed,
        found,
    };
    let mut response = page(status, &shown)?;
    // The page names somebody: search engines do not list it.
    response.headers_mut().insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, noarchive"),
    );
    Ok(response)
}

/// What the attestation of this code says: of a course, a registration, or a review; empty when there is none.
async fn find(world: &World, code: &CheckCode) -> Result<Vec<SummaryRow>, Problem> {
    let mut tx = world.db().read().await?;
    if let Some(completion) = store::training::by_code(&mut tx, code).await? {
        return Ok(rows(completion));
    }
    let today = paris_day(world.store.clock.now());
    let attested = own_file::checked(&mut tx, code, today).await?;
    if let Some(rows) = attested {
        return Ok(rows);
    }
    let review = store::review::by_code(&mut tx, code).await?;
    Ok(review.map(review_rows).unwrap_or_default())
}

/// L5: the establishment and the days, and nobody's name.
fn review_rows(found: Listed) -> Vec<SummaryRow> {
    let day = |at| words::date(paris_day(at));
    let ended = found.review.ended_at.map(day).unwrap_or_default();
    vec![
        SummaryRow::new("Revue de la liste de", found.place),
        SummaryRow::new("Numéro FINESS", found.review.establishment.to_string()),
        SummaryRow::new("Ouverte le", day(found.review.opened_at)),
        SummaryRow::new("Terminée le", ended),
        SummaryRow::new(
            "Situations confirmées",
            found.progress.confirmed.to_string(),
        ),
        SummaryRow::new("Situations closes", found.progress.closed.to_string()),
    ]
}

fn rows(found: Completion) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new("Nom", found.name),
        SummaryRow::new(
            "Formation",
            format!("Gestionnaire RPPS+, version {}", found.course),
        ),
        SummaryRow::new("Réussie le", words::date(found.passed_on)),
        SummaryRow::new("Code", found.code.display()),
    ]
}
