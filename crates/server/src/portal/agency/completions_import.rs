//! Completions passed elsewhere, from a file: recorded line by line, with a report to correct and send again (T3).

use super::{
    completions::columns,
    completions_file::{self, Reported, Unreadable},
};
use crate::{
    actions::{self, Coded, Error, Recorded},
    portal::{
        components::{Column, Stat},
        form::{Errors, Form},
        shell::Shell,
        spreadsheet::download,
        words,
    },
    web::{Page, Problem, SignedIn, Upload, page, see_other, upload},
    world::{World, draw_check_code},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::paris_day,
    id::Id,
    training::{CannotRecord, Source, Wrong},
};
use store::{
    By,
    file::{self, File},
    housekeeping,
};

/// Bytes of a file.
const MOST: usize = 1024 * 1024;
/// Lines recorded in one act.
const STEP: usize = 250;
/// The media type of a report: no file that people send has it.
const REPORT: &str = "text/csv; charset=utf-8";
/// Lines to correct that the page shows; the file has them all.
const SHOWN: usize = 200;
const REFUSED: &str = "À corriger";

#[derive(Template)]
#[template(path = "agency/completions_import.html")]
struct ImportPage {
    shell: Shell,
    form: Form,
    most_lines: String,
}

pub async fn show(State(world): State<World>, signed: SignedIn) -> Page {
    draw(&world, &signed, Errors::default())
}

fn draw(world: &World, signed: &SignedIn, errors: Errors) -> Page {
    let form = Form::empty(signed.visitor.csrf(world)).with_errors(errors);
    let status = form.status();
    let shown = ImportPage {
        shell: signed.visitor.shell(world),
        form,
        most_lines: words::thousands(completions_file::MOST.try_into().unwrap_or(i64::MAX)),
    };
    page(status, &shown)
}

pub async fn submit(State(world): State<World>, signed: SignedIn, sent: Upload<MOST>) -> Page {
    let mut errors = Errors::default();
    let Some(sent) = sent.file else {
        errors.add("fichier", "Choisissez le fichier à envoyer.");
        return draw(&world, &signed, errors);
    };
    if sent.kind == upload::Kind::TooLarge {
        errors.add(
            "fichier",
            "Ce fichier dépasse 1\u{a0}Mo. Partagez-le en plusieurs, puis envoyez-les l’un après l’autre.",
        );
        return draw(&world, &signed, errors);
    }
    if sent.kind != upload::Kind::Text {
        errors.add("fichier", "Ce fichier n’est pas un fichier CSV. Dans votre tableur, choisissez «\u{a0}Enregistrer sous\u{a0}», puis le format CSV.");
        return draw(&world, &signed, errors);
    }
    let mut lines = match completions_file::read(&sent.bytes) {
        Ok(lines) => lines,
        Err(why) => {
            errors.add("fichier", unreadable(&why));
            return draw(&world, &signed, errors);
        }
    };
    for step in lines.chunks_mut(STEP) {
        record(&world, &signed, step).await?;
    }
    let name = format!(
        "compte-rendu-formation-{}.csv",
        paris_day(world.store.clock.now())
    );
    let body = completions_file::write(&lines)?;
    let kept = housekeeping::upload::keep(&world.store, (&name, REPORT), &body).await?;
    see_other(&format!("/agence/formation/imports/{kept}"))
}

/// Record those of the lines that can be, and say what became of each.
async fn record(world: &World, signed: &SignedIn, lines: &mut [Reported]) -> Result<(), Problem> {
    let today = paris_day(world.store.clock.now());
    let mut coded: Vec<Coded> = Vec::new();
    let mut places = Vec::new();
    for (place, one) in lines.iter_mut().enumerate() {
        one.why = String::new();
        match one.line.read(Source::Csv, today) {
            Ok(reported) => {
                coded.push((reported, draw_check_code()?));
                places.push(place);
            }
            Err(wrong) => {
                REFUSED.clone_into(&mut one.outcome);
                let told: Vec<&str> = wrong.into_iter().map(told).collect();
                one.why = told.join(" ");
            }
        }
    }
    let by = By::Session(signed.live.id);
    let done = actions::run(world, by, "import_completions", |act| {
        let coded = coded.clone();
        async move { actions::import_completions(act, &coded, None).await }
    });
    let recorded = match done.await {
        Ok(recorded) => recorded,
        Err(Error::Refused(_)) => return Err(Problem::forbidden()),
        Err(error) => return Err(Problem::of_act(error)),
    };
    for (place, recorded) in places.into_iter().zip(recorded) {
        outcome(recorded).clone_into(&mut lines[place].outcome);
    }
    Ok(())
}

const fn outcome(recorded: Recorded) -> &'static str {
    match recorded {
        Recorded::Created => "Enregistrée",
        Recorded::Improved => "Meilleur résultat enregistré",
        Recorded::AlreadyKnown => "Déjà connue",
    }
}

const fn told(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Name => "Indiquez le nom (300 caractères au plus avec les prénoms).",
        Wrong::Email => "Corrigez l’adresse électronique.",
        Wrong::Date => "Écrivez la date sous la forme jj/mm/aaaa.",
        Wrong::Score => "Écrivez le score en nombre de 0 à 100.",
        Wrong::Version => {
            "Corrigez la version (lettres, chiffres, tirets et points, 20 au plus), ou laissez-la vide."
        }
        Wrong::Refused(CannotRecord::NotAllowed) => "Votre qualité ne permet pas cet import.",
        Wrong::Refused(CannotRecord::ScoreTooLow) => {
            "Le score est inférieur à 80\u{a0}: la formation n’est pas réussie."
        }
        Wrong::Refused(CannotRecord::InTheFuture) => "La date est dans le futur.",
    }
}

fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => "Ce fichier ne contient aucune réussite\u{a0}: il faut une ligne d’en-têtes, puis une ligne par personne.".to_owned(),
        Unreadable::TooManyLines => format!(
            "Ce fichier a plus de {} lignes. Partagez-le en plusieurs.",
            words::thousands(completions_file::MOST.try_into().unwrap_or(i64::MAX))
        ),
        Unreadable::Lacks(columns) => format!(
            "Il manque ces colonnes\u{a0}: {}. La première ligne du fichier doit porter leurs noms.",
            columns.join(", ")
        ),
        Unreadable::Broken(line) => format!(
            "La ligne {line} du fichier ne se lit pas. Vérifiez les guillemets, puis envoyez de nouveau."
        ),
    }
}

#[derive(Template)]
#[template(path = "agency/completions_report.html")]
struct ReportPage {
    shell: Shell,
    id: Id<File>,
    stats: Vec<Stat>,
    columns: Vec<Column>,
    /// The lines to correct, with their number in the file.
    wrong: Vec<(usize, Reported)>,
    /// How many more there are.
    more: usize,
    /// Nothing is to correct.
    is_clean: bool,
}

pub async fn report(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    let (id, _, body) = kept(&world, &id).await?;
    let lines = completions_file::read(&body).map_err(|_| Problem::not_found())?;
    let count = |what: &str| lines.iter().filter(|one| one.outcome == what).count();
    let stat = |label: &str, what: &str| Stat {
        label: label.to_owned(),
        value: count(what).to_string(),
        ..Stat::default()
    };
    let stats = vec![
        stat("Enregistrées", outcome(Recorded::Created)),
        stat("Meilleurs résultats", outcome(Recorded::Improved)),
        stat("Déjà connues", outcome(Recorded::AlreadyKnown)),
        stat("À corriger", REFUSED),
    ];
    let refused = count(REFUSED);
    let numbered = lines.into_iter().enumerate();
    let wrong: Vec<_> = numbered
        .filter(|(_, one)| one.outcome == REFUSED)
        .map(|(rank, one)| (rank + 2, one))
        .take(SHOWN)
        .collect();
    let shown = ReportPage {
        shell: signed.visitor.shell(&world),
        id,
        stats,
        columns: columns(&["Ligne", "Nom", "Courriel", "Date", "Score", "À corriger"]),
        more: refused - wrong.len(),
        is_clean: wrong.is_empty(),
        wrong,
    };
    page(StatusCode::OK, &shown)
}

pub async fn send_report(
    State(world): State<World>,
    _signed: SignedIn,
    Path(id): Path<String>,
) -> Page {
    let (_, (name, media_type), body) = kept(&world, &id).await?;
    download(&name, &media_type, body)
}

/// A report that is kept: a file of the agency's own, and no other's.
async fn kept(world: &World, id: &str) -> Result<(Id<File>, (String, String), Vec<u8>), Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let named = file::named_of_agency(&mut tx, id).await?;
    let named = named.filter(|(_, media_type)| media_type == REPORT);
    let named = named.ok_or_else(Problem::not_found)?;
    let body = file::body(&mut tx, id).await?;
    Ok((id, named, body.ok_or_else(Problem::not_found)?))
}
