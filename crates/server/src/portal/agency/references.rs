//! What the register leans on: structures imported from FINESS, communes, code tables.

use crate::{
    portal::{
        components::{Column, Moment},
        shell::Shell,
        spreadsheet::download,
        words,
    },
    web::{Page, Problem, SignedIn, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::paris_day,
    event::StructureImport,
    id::Id,
    nomenclature::{
        AccessMatrix, Authority, Country, DocumentType, EndReason, EstablishmentCategory,
        IdentityDocument, PracticeMode, Profession, Role, Title,
    },
};
use jiff::civil::Date;
use store::{
    agency::{self, Imported},
    file, place,
};

/// Imports that are shown.
const MOST: i64 = 20;

#[derive(Template)]
#[template(path = "agency/references.html")]
struct ReferencesPage {
    shell: Shell,
    import_columns: Vec<Column>,
    imports: Vec<ImportLine>,
    communes: String,
    former_communes: String,
    table_columns: Vec<Column>,
    tables: Vec<TableLine>,
    matrix_columns: Vec<Column>,
    matrices: Vec<MatrixLine>,
}

struct ImportLine {
    source: String,
    started: Moment,
    ended: Option<Moment>,
    created: String,
    changed: String,
    closed: String,
    rejected: String,
    /// Empty when there is no report, or no more.
    report: String,
}

struct TableLine {
    name: &'static str,
    code: &'static str,
    open: usize,
    all: usize,
}

struct MatrixLine {
    version: &'static str,
    from: String,
    is_in_force: bool,
}

pub async fn show(State(world): State<World>, signed: SignedIn) -> Page {
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let imports = agency::imports(&mut tx, MOST).await?;
    let (communes, rows) = place::counts(&mut tx).await?;
    drop(tx);
    let columns = |labels: &[&str]| -> Vec<Column> {
        labels
            .iter()
            .map(|label| Column {
                label: (*label).to_owned(),
                ..Column::default()
            })
            .collect()
    };
    let in_force = AccessMatrix::in_force_on(today).map(AccessMatrix::version);
    let references = ReferencesPage {
        shell: signed.visitor.shell(&world),
        import_columns: columns(&[
            "Fichiers",
            "Début",
            "Créées",
            "Modifiées",
            "Fermées",
            "Rejetées",
            "Rapport",
        ]),
        imports: imports.into_iter().map(import_line).collect(),
        communes: words::thousands(communes),
        former_communes: words::thousands(rows - communes),
        table_columns: columns(&["Table", "Code", "Valeurs en vigueur", "Valeurs en tout"]),
        tables: tables(today),
        matrix_columns: columns(&["Version", "En vigueur à partir du"]),
        matrices: AccessMatrix::versions()
            .iter()
            .rev()
            .map(|matrix| MatrixLine {
                version: matrix.version(),
                from: words::date(matrix.from()),
                is_in_force: Some(matrix.version()) == in_force,
            })
            .collect(),
    };
    page(StatusCode::OK, &references)
}

fn import_line(import: Imported) -> ImportLine {
    let number = |count: u64| words::thousands(count.try_into().unwrap_or(i64::MAX));
    let counts = import.counts;
    ImportLine {
        source: import.source,
        started: words::moment(import.started_at),
        ended: import.finished_at.map(words::moment),
        created: number(counts.created),
        changed: number(counts.changed),
        closed: number(counts.closed),
        rejected: number(counts.rejected),
        report: import.report.map_or_else(String::new, |_| {
            format!("/agence/referentiels/imports/{}", import.id)
        }),
    }
}

fn tables(today: Date) -> Vec<TableLine> {
    macro_rules! lines {
        ($($table:ident $name:literal $code:literal;)+) => {
            vec![$(TableLine {
                name: $name,
                code: $code,
                open: $table::all().filter(|entry| entry.is_open_on(today)).count(),
                all: $table::all().count(),
            }),+]
        };
    }
    lines! {
        Profession "Professions" "TRE_R85";
        Role "Rôles RPPS+" "TRE_R22";
        PracticeMode "Modes d’exercice" "TRE_R23";
        Title "Civilités" "TRE_R81";
        EndReason "Motifs de fin de situation" "TRE_R25";
        Authority "Autorités d’enregistrement" "TRE_R60";
        DocumentType "Types de documents" "JDV_J07";
        IdentityDocument "Pièces d’identité" "FR Core";
        EstablishmentCategory "Catégories d’établissements" "FINESS";
        Country "Pays" "COG";
    }
}

/// The report of an import, as it was kept.
pub async fn report(
    State(world): State<World>,
    _signed: SignedIn,
    Path(import): Path<String>,
) -> Page {
    let import: Id<StructureImport> = import.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let report = agency::report_of(&mut tx, import).await?;
    let report = report.ok_or_else(Problem::not_found)?;
    let named = file::named(&mut tx, report).await?;
    let (name, media_type) = named.ok_or_else(Problem::not_found)?;
    let body = file::body(&mut tx, report).await?;
    download(&name, &media_type, body.ok_or_else(Problem::not_found)?)
}
