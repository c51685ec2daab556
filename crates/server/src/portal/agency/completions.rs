//! Who passed the course: searched, paged; and the door to report those who passed elsewhere (T3).

use crate::{
    portal::{
        components::{Column, Paging},
        shell::Shell,
        words,
    },
    web::{Page, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::training::{Completion, Source};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use store::training;

const PER_PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "agency/completions.html")]
struct CompletionsPage {
    shell: Shell,
    typed: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    paging: Paging,
}

struct Line {
    name: String,
    email: String,
    passed_on: String,
    score: u8,
    version: String,
    source: &'static str,
    check: String,
}

pub async fn list(
    State(world): State<World>,
    signed: SignedIn,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let typed = asked.get("q").map_or("", |typed| typed.trim()).to_owned();
    let number = asked.get("page").and_then(|page| page.parse().ok());
    let mut tx = world.db().read().await?;
    let found = training::count(&mut tx, &typed).await?;
    let url = format!(
        "/agence/formation?q={}",
        utf8_percent_encode(&typed, NON_ALPHANUMERIC)
    );
    let paging = Paging::new(
        url,
        number.unwrap_or(1),
        PER_PAGE,
        found.try_into().unwrap_or_default(),
    );
    let offset = paging.offset().try_into().unwrap_or_default();
    let limit = PER_PAGE.try_into().unwrap_or_default();
    let completions = training::list(&mut tx, &typed, offset, limit).await?;
    drop(tx);
    let listed = CompletionsPage {
        shell: signed.visitor.shell(&world),
        typed,
        columns: columns(&[
            "Nom",
            "Courriel",
            "Réussie le",
            "Résultat",
            "Version",
            "Origine",
            "Attestation",
        ]),
        lines: completions.into_iter().map(line).collect(),
        paging,
    };
    page(StatusCode::OK, &listed)
}

/// Columns that nothing sorts.
pub(super) fn columns(labels: &[&str]) -> Vec<Column> {
    let column = |label: &&str| Column {
        label: (*label).to_owned(),
        ..Column::default()
    };
    labels.iter().map(column).collect()
}

fn line(completion: Completion) -> Line {
    Line {
        name: completion.name,
        email: completion.email.to_string(),
        passed_on: words::date(completion.passed_on),
        score: completion.score.percent(),
        version: completion.course,
        source: match completion.source {
            Source::Here => "Formation en ligne",
            Source::Csv => "Fichier",
            Source::Api => "Autre plateforme",
        },
        check: completion.code.display(),
    }
}
