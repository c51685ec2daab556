//! The import of the official FINESS files (S3): read once to know what to do, then again to do it.
//!
//! Nothing is written when a file is wrong, or when too many establishments are missing. What is written is
//! written in short transactions, so that the portal goes on meanwhile.

mod address;
mod etalab;
mod fault;
mod lines;
mod plus;
mod reading;
mod report;
mod source;
mod survey;
mod write;

pub use fault::{FileFault, Rejection, RowFault};
pub use report::Report;

use domain::event::Event;
use jiff::SignedDuration;
use reading::Reading;
use source::Source;
use std::path::PathBuf;
use store::{Act, By, Store, StoreError, file, housekeeping::import, structure::import::finish};
use survey::Survey;
use write::Writer;

/// What to do with open establishments that the files no longer hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// Close them if they are fewer than 5 %, else stop before anything is written (S3).
    #[default]
    CloseIfFew,
    /// Close them however many they are (`--accept-closures`).
    Close,
    /// Leave them: the files are a part of FINESS (`--keep-missing`).
    Keep,
}

/// What to import, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// In any order; all files that list establishments count as one list.
    pub files: Vec<PathBuf>,
    pub missing: Missing,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Bytes checked.
    Checking { done: u64, total: u64 },
    /// Structures written.
    Writing { done: u64, total: u64 },
}

/// Why an import stopped. Nothing was written, unless the database or a change of the files stopped it midway: then
/// it is run again.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{file} : {fault}.")]
    File { file: String, fault: FileFault },
    #[error(
        "sur {open} établissements ouverts, {missing} manquent dans les fichiers (5 % ou plus) : rien n'est importé. \
         Si les fichiers sont complets, relancez avec --accept-closures pour les fermer ; \
         s'ils sont un extrait, avec --keep-missing pour les laisser ouverts."
    )]
    TooManyMissing { missing: usize, open: usize },
    #[error("un fichier a changé pendant l'import : relancez l'import.")]
    Changed,
    #[error("la lecture s'est arrêtée")]
    Reader(#[from] std::io::Error),
    #[error("le rapport ne peut pas être écrit")]
    Report(#[from] csv::Error),
    #[error("la base de données a refusé l'import")]
    Store(#[from] StoreError),
}

/// Import FINESS files. Run again with the same files, it changes nothing.
pub async fn import_finess(
    store: &Store,
    options: &Options,
    mut progress: impl FnMut(Progress),
) -> Result<Report, ImportError> {
    let sources = open(&options.files)?;
    let mut survey = check(store, &sources, &mut progress).await?;
    let closed = if sources
        .iter()
        .any(|source| source.kind.lists_establishments())
    {
        survey.gone(options.missing)?
    } else {
        Vec::new()
    };
    let names: Vec<String> = sources.iter().map(Source::name).collect();
    let mut writer = Writer {
        store,
        import: import::start(store, &names.join(", ")).await?,
        progress,
        total: (survey.to_write() + closed.len()) as u64,
        done: 0,
    };
    writer.write_from(&sources, &mut survey).await?;
    writer.close(&closed).await?;
    let file = store.ids.draw(store.clock.now());
    let report = Report::new(writer.import, file, survey, closed);
    record(store, &report).await?;
    Ok(report)
}

fn open(files: &[PathBuf]) -> Result<Vec<Source>, ImportError> {
    files
        .iter()
        .map(|path| {
            Source::open(path).map_err(|fault| ImportError::File {
                file: path.display().to_string(),
                fault,
            })
        })
        .collect()
}

async fn check(
    store: &Store,
    sources: &[Source],
    progress: &mut impl FnMut(Progress),
) -> Result<Survey, ImportError> {
    let total = sources.iter().map(|source| source.size).sum();
    let mut survey = Survey::begin(store).await?;
    let mut reading = Reading::start(sources);
    while let Some(batch) = reading.next().await? {
        for item in &batch {
            survey.see(item);
        }
        progress(Progress::Checking {
            done: reading.bytes(),
            total,
        });
    }
    Ok(survey)
}

/// Days for which the report of an import is kept.
const KEPT: i64 = 365;

/// The journal entry of the whole import, with its report.
async fn record(store: &Store, report: &Report) -> Result<(), ImportError> {
    let body = report.table()?;
    let mut act = Act::begin(store, By::System).await?;
    let at = act.context.at;
    let kept = file::File {
        id: report.file,
        owner: None,
        contract: None,
        name: format!("import-finess-{}.csv", act.context.today()),
        media_type: "text/csv; charset=utf-8".to_owned(),
        expires_at: at + SignedDuration::from_hours(24 * KEPT),
    };
    file::insert(&mut act.tx, &kept, &body, at).await?;
    finish(&mut act.tx, report.import, report.total(), kept.id, at).await?;
    let mut events = vec![Event::StructuresImported {
        structure_import: report.import,
    }];
    let moved = store::structure::moves::notice(&mut act).await?;
    events.extend(
        moved
            .into_iter()
            .map(|establishment| Event::EstablishmentMoved { establishment }),
    );
    act.commit(events).await?;
    import::analyse(store).await?;
    Ok(())
}
