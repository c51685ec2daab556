//! Correct a civil identity, or record its change: on proof, old and new side by side (R10).

use super::{
    file::{Corrected, corrections},
    name, open,
};
use crate::{
    actions::{self, Error},
    portal::{
        components::{Choice, SummaryRow, choices},
        form::{Errors, Form},
        messages::{self, Told},
        picker::{self, Shows},
        registration::countries,
        shell::Shell,
        words,
    },
    web::{Page, Problem, SignedIn, attachment, page, see_other, upload::Upload},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::paris_day,
    id::Id,
    identifiers::{CountryCode, parse_french_date},
    nomenclature::{Sex, Title},
    professional::{
        BirthPlace, CannotCorrect, Correct, CorrectionKind, IdentityTerms, Professional,
    },
    registration::{self, Answers, PracticeNameChoice, Step},
};
use store::{By, file::File, housekeeping::upload};

const MOST: usize = attachment::MOST;

#[derive(Template)]
#[template(path = "agency/professionals/correct.html")]
struct CorrectPage {
    shell: Shell,
    form: Form,
    name: String,
    caption: String,
    file: String,
    kinds: Vec<Choice>,
    titles: Vec<Choice>,
    sexes: Vec<Choice>,
    countries: Vec<Choice>,
    communes: Vec<Choice>,
    names: Vec<Choice>,
    /// As it is registered today.
    now: Vec<SummaryRow>,
    /// Name of the document that was handed in with this form already; empty for none.
    kept: String,
    seen: i64,
    corrections: Vec<Corrected>,
}

/// What the page shows besides the answers.
#[derive(Default)]
struct Shown {
    errors: Errors,
    shows: Shows,
    /// Another officer came first: what they wrote is on this page, and may be replaced.
    is_overtaken: bool,
}

/// The civil identity as it would be typed.
fn answers_of(known: &Professional) -> Answers {
    let identity = &known.identity;
    let mut answers = Answers::default();
    let used = identity.used_name.as_ref().map(ToString::to_string);
    let is_used = Some(&known.practice.name) == identity.used_name.as_ref()
        && known.practice.name != identity.birth_name;
    let choice = if is_used {
        PracticeNameChoice::Used
    } else {
        PracticeNameChoice::Birth
    };
    for (field, text) in [
        ("title", identity.title.to_string()),
        ("sex", identity.sex.to_string()),
        ("birth_name", identity.birth_name.to_string()),
        ("used_name", used.unwrap_or_default()),
        ("first_names", identity.first_names.display_french()),
        ("birth_date", identity.birth_date.display_french()),
        ("practice_name", choice.code().to_owned()),
        ("practice_first_name", known.practice.first_name.to_string()),
    ] {
        answers.set(field, &text);
    }
    if identity.birth_date.is_partial() {
        answers.set("partial_date_seen", "oui");
    }
    match &identity.birth_place {
        BirthPlace::France { commune, name } => {
            answers.set("birth_country", &CountryCode::france().to_string());
            answers.set("birth_commune", &commune.to_string());
            answers.set("birth_commune_recherche", name);
        }
        BirthPlace::Abroad { country, town } => {
            answers.set("birth_country", country.code());
            answers.set("birth_town", town.as_str());
        }
    }
    answers
}

async fn draw(
    world: &World,
    signed: &SignedIn,
    known: Professional,
    answers: &Answers,
    shown: Shown,
) -> Page {
    let status = if shown.is_overtaken {
        StatusCode::CONFLICT
    } else if shown.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let file = format!("/agence/professionnels/{}", known.rpps);
    let mut tx = world.db().read().await?;
    let kept = store::professional::corrections(&mut tx, known.id).await?;
    let proof = match kept_proof(answers) {
        Some(id) => store::file::named_of_agency(&mut tx, id).await?,
        None => None,
    };
    drop(tx);
    let count = i64::try_from(kept.len()).unwrap_or(i64::MAX);
    // What the officer saw: the corrections of now when they are on this page, else those that they were shown.
    let seen = match answers.get("seen").parse() {
        Ok(seen) if !shown.is_overtaken => seen,
        _ => count,
    };
    let csrf = signed.visitor.csrf(world);
    let terms = words::identity_terms(&IdentityTerms::of(&known.identity, &known.practice));
    let name = name(&known);
    let drawn = CorrectPage {
        shell: signed.visitor.shell(world),
        form: Form::filled(csrf, answers.as_map().clone()).with_errors(shown.errors),
        caption: format!("{name}, RPPS {}", known.rpps),
        name,
        kinds: kinds(),
        titles: choices(Title::all(), Title::code, Title::label),
        sexes: choices(Sex::all(), Sex::code, Sex::label),
        countries: countries(paris_day(world.store.clock.now())),
        communes: picker::communes(world, answers, shown.shows).await?,
        names: vec![
            Choice::new(PracticeNameChoice::Birth.code(), "Son nom de naissance"),
            Choice::new(PracticeNameChoice::Used.code(), "Son nom d’usage"),
        ],
        now: terms
            .into_iter()
            .map(|(label, text)| SummaryRow::new(label, text))
            .collect(),
        kept: proof.map(|(name, _)| name).unwrap_or_default(),
        seen,
        corrections: corrections(&kept, &file),
        file,
    };
    page(status, &drawn)
}

fn kinds() -> Vec<Choice> {
    vec![
        Choice::new(CorrectionKind::Error.code(), "Corriger une erreur")
            .hint("Ce qui a été enregistré n’a jamais été juste\u{a0}: faute de frappe, mauvaise date."),
        Choice::new(
            CorrectionKind::CivilStatus.code(),
            "Noter un changement d’état civil",
        )
        .hint("C’était juste, et cela a changé\u{a0}: mariage, divorce, changement de nom, de prénoms ou de sexe."),
    ]
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(rpps): Path<String>) -> Page {
    let known = open(&world, &signed, &rpps).await?;
    let answers = answers_of(&known);
    draw(&world, &signed, known, &answers, Shown::default()).await
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    Path(rpps): Path<String>,
    sent: Upload<MOST>,
) -> Page {
    let known = open(&world, &signed, &rpps).await?;
    let mut answers = Answers::from(sent.fields.0);
    let mut shown = Shown::default();
    if sent.file.is_some() {
        match (attachment::check(sent.file.as_ref()), &sent.file) {
            (Ok(media), Some(file)) => {
                let id = upload::keep(&world.store, (&file.name, media), &file.bytes).await?;
                answers.set("kept_proof", &id.to_string());
            }
            (Err(unfit), _) => shown.errors.add("proof_file", attachment::told(unfit)),
            (Ok(_), None) => {}
        }
    }
    shown.shows = picker::settle_commune(&world, &mut answers).await?;
    if answers.get("action").starts_with("chercher_") {
        shown.shows = Shows::Results;
        return draw(&world, &signed, known, &answers, shown).await;
    }
    if correct(&world, &signed, &known, &mut answers, &mut shown).await? {
        return see_other(&format!(
            "/agence/professionnels/{}?avis=etat-civil-corrige",
            known.rpps
        ));
    }
    draw(&world, &signed, known, &answers, shown).await
}

/// A document that came with an earlier sending of the form.
fn kept_proof(answers: &Answers) -> Option<Id<File>> {
    answers.get("kept_proof").parse().ok()
}

/// True when it is done; else what is wrong is noted, in the order of the page.
async fn correct(
    world: &World,
    signed: &SignedIn,
    known: &Professional,
    answers: &mut Answers,
    shown: &mut Shown,
) -> Result<bool, Problem> {
    answers.set("identity_document", known.identity.document.code());
    let mut told: Vec<(&str, String)> = Vec::new();
    let command = read(answers, &mut told);
    if let (Some(command), true) = (command, shown.errors.is_empty()) {
        let mut tx = world.db().read().await?;
        let proof = match kept_proof(answers) {
            Some(id) => store::file::named_of_agency(&mut tx, id).await?.map(|_| id),
            None => None,
        };
        drop(tx);
        let command = Correct {
            has_file: proof.is_some(),
            ..command
        };
        let by = By::Session(signed.live.id);
        let id = known.id;
        let corrected = actions::run(world, by, "correct_identity", |act| {
            actions::correct_identity(act, id, command.clone(), proof)
        });
        match corrected.await {
            Ok(()) => return Ok(true),
            Err(Error::Refused(reasons)) => {
                shown.is_overtaken = reasons
                    .iter()
                    .any(|reason| matches!(reason, CannotCorrect::ChangedMeanwhile));
                told.extend(reasons.iter().map(|reason| (reason.field(), reason.told())));
            }
            Err(error) => return Err(Problem::of_act(error)),
        }
    }
    told.sort_by_key(|(field, _)| rank(field));
    for (field, sentence) in told {
        shown.errors.add(field, sentence);
    }
    Ok(false)
}

/// Where a field stands on the page.
fn rank(field: &str) -> usize {
    match field {
        "" | "kind" => 0,
        "practice_name" | "practice_first_name" => 200,
        "made_on" => 201,
        "reason" => 202,
        "proof" => 203,
        field => 1 + Step::CivilIdentity.rank(field),
    }
}

/// The correction that the answers describe; none when some cannot be read.
fn read(answers: &Answers, told: &mut Vec<(&str, String)>) -> Option<Correct> {
    let identity = registration::civil_identity(answers);
    let practice = registration::practice(answers);
    if let Err(problems) = &identity {
        told.extend(
            problems
                .iter()
                .map(|problem| (problem.field, messages::sentence(problem))),
        );
    } else if let Err(problems) = &practice {
        told.extend(
            problems
                .iter()
                .map(|problem| (problem.field, messages::sentence(problem))),
        );
    }
    let kind = answers.get("kind").parse::<CorrectionKind>().ok();
    if kind.is_none() {
        told.push((
            "kind",
            "Dites s’il s’agit d’une erreur ou d’un changement d’état civil.".to_owned(),
        ));
    }
    let on = match answers.get("made_on") {
        "" => {
            told.push((
                "made_on",
                "Saisissez la date du changement, ou celle où l’erreur a été constatée.".to_owned(),
            ));
            None
        }
        typed => parse_french_date(typed)
            .map_err(|why| told.push(("made_on", messages::date(why))))
            .ok(),
    };
    Some(Correct {
        kind: kind?,
        identity: identity.ok()?,
        practice: practice.ok()?,
        on: on?,
        reason: answers.get("reason").to_owned(),
        proof: answers.get("proof").to_owned(),
        has_file: false,
        seen: answers.get("seen").parse().unwrap_or_default(),
    })
}
