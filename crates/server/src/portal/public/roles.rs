//! What each role consists of and which documents it opens, as tables (R15, X3, X4).

use crate::{
    portal::{shell::Shell, words},
    web::{Page, Problem, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    access::paris_day,
    nomenclature::{AccessMatrix, Role},
};
use jiff::civil::Date;

#[derive(Template)]
#[template(path = "public/roles.html")]
struct RolesPage {
    shell: Shell,
    /// The date of the text that made the matrix, then its first day of effect.
    version: String,
    from: String,
    /// The five roles that open documents.
    roles: Vec<RoleSheet>,
    /// Those of the health sector, which open none here.
    others: Vec<RoleSheet>,
    lines: Vec<MatrixLine>,
}

struct RoleSheet {
    code: &'static str,
    label: String,
    /// For the head of a column.
    short: String,
    definition: String,
    examples: String,
    documents: Vec<String>,
}

/// A type of document, and whether each of `roles` opens it.
struct MatrixLine {
    document: String,
    opened: Vec<bool>,
}

pub async fn show(State(world): State<World>, visitor: Visitor) -> Page {
    let today = paris_day(world.store.clock.now());
    let matrix = AccessMatrix::in_force_on(today).ok_or_else(Problem::not_found)?;
    let registrable = || Role::all().filter(|role| role.is_registrable_on(today));
    let (with, without): (Vec<Role>, Vec<Role>) =
        registrable().partition(|role| role.opens_documents());
    let sheets = |roles: &[Role]| {
        roles
            .iter()
            .map(|role| sheet(*role, matrix, today))
            .collect()
    };
    let shown = RolesPage {
        shell: visitor.shell(&world),
        version: matrix
            .version()
            .parse()
            .map_or_else(|_| matrix.version().to_owned(), words::date),
        from: words::date(matrix.from()),
        lines: lines(&with, matrix, today),
        roles: sheets(&with),
        others: sheets(&without),
    };
    page(StatusCode::OK, &shown)
}

fn sheet(role: Role, matrix: &AccessMatrix, today: Date) -> RoleSheet {
    let examples: Vec<&str> = role.examples().collect();
    RoleSheet {
        code: role.code(),
        label: words::typographic(role.label()),
        short: words::typographic(role.short_label()),
        definition: words::typographic(role.definition()),
        examples: words::typographic(&examples.join(", ")),
        documents: matrix
            .documents(role)
            .filter(|document| document.is_open_on(today))
            .map(|document| words::typographic(document.short_label()))
            .collect(),
    }
}

/// The types of document of today; a closed type has a successor with the same rights.
fn lines(roles: &[Role], matrix: &AccessMatrix, today: Date) -> Vec<MatrixLine> {
    matrix
        .all_documents()
        .filter(|document| document.is_open_on(today))
        .map(|document| MatrixLine {
            document: words::typographic(document.short_label()),
            opened: roles
                .iter()
                .map(|role| matrix.opens(*role, document))
                .collect(),
        })
        .collect()
}
