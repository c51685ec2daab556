//! The queue of contested identities (R4).

use crate::{
    portal::{
        components::{Column, Moment},
        shell::Shell,
        words,
    },
    web::{Page, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use store::duplicate::{self, Case};

#[derive(Template)]
#[template(path = "agency/contested.html")]
struct ContestedPage {
    shell: Shell,
    columns: Vec<Column>,
    cases: Vec<Line>,
}

struct Line {
    href: String,
    person: String,
    structure: String,
    by: String,
    at: Moment,
}

impl From<Case> for Line {
    fn from(case: Case) -> Self {
        Self {
            href: format!("/agence/doublons/{}", case.contested.id),
            person: format!(
                "{} {}",
                case.identity.get("first_names"),
                case.identity.get("birth_name")
            ),
            structure: case.structure,
            by: case.asked_by,
            at: words::moment(case.contested.asked_at),
        }
    }
}

pub async fn list(State(world): State<World>, signed: SignedIn) -> Page {
    let mut tx = world.db().read().await?;
    let cases = duplicate::open(&mut tx).await?;
    drop(tx);
    let columns = ["Personne", "Demandée par", "Reçue"];
    let queue = ContestedPage {
        shell: signed.visitor.shell(&world),
        columns: columns
            .into_iter()
            .map(|label| Column {
                label: label.to_owned(),
                ..Column::default()
            })
            .collect(),
        cases: cases.into_iter().map(Line::from).collect(),
    };
    page(StatusCode::OK, &queue)
}
