//! A staff list compared with who is registered: read, matched, and kept as a plan.

use crate::{
    database::Engine,
    directory, machine,
    stage::Stage,
    table::{self, cell},
};
use anyhow::Context as _;
use domain::staff::Registered;
use rust_xlsxwriter::Workbook;
use server::{actions, import::staff};
use std::time::Instant;

#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// People registered, and lines of the list.
    #[arg(long, default_value_t = 5_000)]
    count: usize,
    /// One engine only.
    #[arg(long)]
    engine: Option<Engine>,
}

/// How often each list is compared.
const TIMES: usize = 5;
/// Of a hundred people registered, so many are in the list.
const LISTED: usize = 97;

const HEADERS: [&str; 6] = [
    "Numéro RPPS",
    "Nom de naissance",
    "Prénom",
    "Date de naissance",
    "Profession",
    "Date d’entrée",
];

pub async fn measure(options: &Options) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if options.engine.is_none_or(|only| only == engine) {
            let mut stage = Stage::set(engine).await?;
            directory::fill(&mut stage, options.count, true).await?;
            rows.extend(compare_all(&stage).await?);
            stage.strike().await?;
        }
    }
    table::say("");
    table::print(
        [
            "engine",
            "list",
            "lines",
            "proposed",
            "read ms",
            "compared and kept ms",
            "in all ms",
        ],
        &rows,
    );
    table::say(&format!("load after: {}", machine::load()));
    Ok(())
}

async fn compare_all(stage: &Stage) -> anyhow::Result<Vec<[String; 7]>> {
    let actor = &stage.structure.managers[0].actor;
    let scope = actor.grant.scope.as_ref().context("a scope")?;
    let mut tx = stage.world.db().read().await?;
    let people = store::departure::registered(&mut tx, scope).await?;
    drop(tx);
    let lines = lines(&people);
    let mut rows = Vec::new();
    for (kind, file) in [("CSV", csv(&lines)), ("XLSX", workbook(&lines)?)] {
        for _ in 0..TIMES {
            let start = Instant::now();
            let list = staff::read(&file).map_err(|why| anyhow::anyhow!("{why:?}"))?;
            let read = start.elapsed();
            let listed = actions::Listed {
                list,
                name: String::new(),
            };
            let there = (stage.structure.establishments.clone(), "all");
            let plan = actions::compare_staff(&stage.world, (actor, scope), listed, there).await?;
            let all = start.elapsed();
            let mut tx = stage.world.db().read().await?;
            let counts = store::departure::count(&mut tx, plan).await?;
            let proposed: i64 = counts.iter().map(|(_, lines, _)| lines).sum();
            rows.push([
                stage.database.engine.name().to_owned(),
                kind.to_owned(),
                lines.len().to_string(),
                proposed.to_string(),
                cell(read),
                cell(all.saturating_sub(read)),
                cell(all),
            ]);
        }
    }
    Ok(rows)
}

/// As a payroll has them: every other line without a number; some people left, as many came.
fn lines(people: &[Registered]) -> Vec<[String; 6]> {
    let line = |(rank, one): (usize, &Registered)| {
        let is_new = rank % 100 >= LISTED;
        let number = if rank % 2 == 0 && !is_new {
            one.rpps.to_string()
        } else {
            String::new()
        };
        let name = one.birth_name.to_uppercase();
        [
            number,
            if is_new {
                format!("NOUVEAU {name}")
            } else {
                name
            },
            one.first_names.first().to_string(),
            one.birth_date.display_french(),
            "aide-soignante".to_owned(),
            domain::identifiers::french(one.starts_on),
        ]
    };
    people.iter().enumerate().map(line).collect()
}

fn csv(lines: &[[String; 6]]) -> Vec<u8> {
    let text = lines.iter().map(|line| line.join(";"));
    let all: Vec<String> = std::iter::once(HEADERS.join(";")).chain(text).collect();
    all.join("\r\n").into_bytes()
}

fn workbook(lines: &[[String; 6]]) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADERS)?;
    for (row, line) in (1_u32..).zip(lines) {
        sheet.write_row(row, 0, line.iter().map(String::as_str))?;
    }
    Ok(book.save_to_buffer()?)
}
