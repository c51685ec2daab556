//! The public page of a professional: published fields and nothing else (A1).

use super::unlisted;
use crate::{
    portal::{
        components::{Crumb, SummaryRow},
        shell::Shell,
    },
    web::{Page, Problem, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::identifiers::Rpps;
use store::{
    StoreError, Tx,
    directory::{Line, Query, search},
};

/// Open situations of one person that are shown.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "public/professional.html")]
struct ProfessionalPage {
    shell: Shell,
    crumbs: Vec<Crumb>,
    person: Line,
    published: Vec<Situation>,
}

/// A published situation, with all that the directory says of it.
pub struct Situation {
    pub establishment: String,
    /// The others of the same establishment.
    pub colleagues: String,
    /// What the role consists of.
    pub role: String,
    pub rows: Vec<SummaryRow>,
}

impl From<&Line> for Situation {
    fn from(line: &Line) -> Self {
        let address = format!("{}\n{} {}", line.address, line.postal_code, line.town);
        Self {
            establishment: line.establishment_name.clone(),
            colleagues: format!("/annuaire?etablissement={}", line.establishment),
            role: format!("/aide/roles#{}", line.role),
            rows: vec![
                SummaryRow::new("Profession", line.profession.short_label()),
                SummaryRow::new("Rôle", line.role.label()),
                SummaryRow::new("Mode d’exercice", line.practice_mode.short_label()),
                SummaryRow::new("Adresse", address.trim()),
                SummaryRow::new("Numéro FINESS", line.establishment.to_string()),
            ],
        }
    }
}

/// What the directory publishes of somebody: nothing without an open situation (A1).
pub async fn published(tx: &mut Tx, rpps: Rpps) -> Result<Vec<Line>, StoreError> {
    let query = Query {
        rpps: Some(rpps),
        ..Query::default()
    };
    search(tx, &query, 0, MOST).await
}

pub async fn show(State(world): State<World>, visitor: Visitor, Path(rpps): Path<String>) -> Page {
    let rpps: Rpps = rpps.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let lines = published(&mut tx, rpps).await?;
    drop(tx);
    let published = lines.iter().map(Situation::from).collect();
    let person = lines.into_iter().next().ok_or_else(Problem::not_found)?;
    let shown = ProfessionalPage {
        shell: visitor.shell(&world),
        crumbs: vec![Crumb {
            href: "/annuaire".into(),
            label: "Annuaire".into(),
        }],
        person,
        published,
    };
    Ok(unlisted(page(StatusCode::OK, &shown)?))
}
