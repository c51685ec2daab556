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
use store::directory::{Line, Query, search};

/// Open situations of one person that are shown.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "public/professional.html")]
struct ProfessionalPage {
    shell: Shell,
    crumbs: Vec<Crumb>,
    person: Line,
    situations: Vec<Situation>,
}

struct Situation {
    establishment: String,
    /// The others of the same establishment.
    colleagues: String,
    /// What the role consists of.
    role: String,
    rows: Vec<SummaryRow>,
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

pub async fn show(State(world): State<World>, visitor: Visitor, Path(rpps): Path<String>) -> Page {
    let rpps: Rpps = rpps.parse().map_err(|_| Problem::not_found())?;
    let query = Query {
        rpps: Some(rpps),
        ..Query::default()
    };
    let mut tx = world.db().read().await?;
    let lines = search(&mut tx, &query, 0, MOST).await?;
    drop(tx);
    let situations = lines.iter().map(Situation::from).collect();
    let person = lines.into_iter().next().ok_or_else(Problem::not_found)?;
    let shown = ProfessionalPage {
        shell: visitor.shell(&world),
        crumbs: vec![Crumb {
            href: "/annuaire".into(),
            label: "Annuaire".into(),
        }],
        person,
        situations,
    };
    Ok(unlisted(page(StatusCode::OK, &shown)?))
}
