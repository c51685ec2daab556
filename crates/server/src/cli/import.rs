//! Import reference data: structures from FINESS, communes from INSEE.

use super::open;
use crate::{
    config::Config,
    import::{
        communes::import_communes,
        finess::{Missing, Options, Progress, import_finess},
    },
};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Import {
    /// Legal entities and establishments, from the official FINESS files.
    Finess(Finess),
    /// Communes since 1943: the table compiled in, or INSEE's `v_commune_depuis_1943.csv`.
    Communes { file: Option<PathBuf> },
}

#[derive(Args)]
pub struct Finess {
    /// etalab-cs1100502 or cs1100507 (establishments), etalab-cs1100501 (legal entities), or the JSON of FINESS+; in
    /// any order.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Close the establishments that the files no longer hold, even if they are 5 % or more.
    #[arg(long)]
    accept_closures: bool,
    /// Leave open the establishments that the files do not hold: the files are a part of FINESS.
    #[arg(long, conflicts_with = "accept_closures")]
    keep_missing: bool,
}

pub async fn run(config: Config, import: Import) -> anyhow::Result<()> {
    open::logs(&config);
    let store = open::store(&config).await?;
    let told = match import {
        Import::Finess(finess) => {
            let bars = Bars::new();
            let report = import_finess(&store, &finess.options(), |step| bars.show(step)).await;
            bars.clear();
            let report = report?;
            format!("{report}Rapport complet : fichier {}\n", report.file)
        }
        Import::Communes { file } => {
            let count = import_communes(&store, file.as_deref()).await?;
            format!("{count} lignes dans la table des communes.\n")
        }
    };
    store.db.close().await;
    super::print(&told)
}

impl Finess {
    fn options(self) -> Options {
        Options {
            files: self.files,
            missing: match (self.accept_closures, self.keep_missing) {
                (true, _) => Missing::Close,
                (_, true) => Missing::Keep,
                _ => Missing::CloseIfFew,
            },
        }
    }
}

/// One bar for each of the two readings, on the standard error of a terminal only.
struct Bars {
    checking: ProgressBar,
    writing: ProgressBar,
}

impl Bars {
    fn new() -> Self {
        let bar = |template: &str| {
            let style = ProgressStyle::with_template(template);
            let bar = ProgressBar::no_length();
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        };
        Self {
            checking: bar("Vérification {wide_bar} {bytes}/{total_bytes}"),
            writing: bar("Écriture     {wide_bar} {pos}/{len}, reste {eta}"),
        }
    }

    fn show(&self, step: Progress) {
        let (bar, done, total) = match step {
            Progress::Checking { done, total } => (&self.checking, done, total),
            Progress::Writing { done, total } => (&self.writing, done, total),
        };
        bar.set_length(total);
        bar.set_position(done);
    }

    fn clear(&self) {
        self.checking.finish_and_clear();
        self.writing.finish_and_clear();
    }
}
