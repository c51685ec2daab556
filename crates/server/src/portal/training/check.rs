//! Is an attestation authentic? Anyone may ask, by its code.

use crate::{
    portal::{components::SummaryRow, shell::Shell, words},
    web::{Page, Problem, Visitor, address, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, Query, Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
};
use domain::training::{CheckCode, Completion};
use std::collections::BTreeMap;

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
        Err(_) => None,
    };
    let status = match found {
        Some(_) => StatusCode::OK,
        None => StatusCode::NOT_FOUND,
    };
    let shown = CheckPage {
        shell: visitor.shell(&world),
        typed,
        found: found.map(rows).unwrap_or_default(),
    };
    let mut response = page(status, &shown)?;
    // The page names somebody: search engines do not list it.
    response.headers_mut().insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, noarchive"),
    );
    Ok(response)
}

async fn find(world: &World, code: &CheckCode) -> Result<Option<Completion>, Problem> {
    let mut tx = world.db().read().await?;
    Ok(store::training::by_code(&mut tx, code).await?)
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
