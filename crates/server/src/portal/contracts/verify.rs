//! "Vérifiez": all answers with a link to change each, then the request is handed in, once (C3, C4, C6).

use super::{
    begin::{Found, find},
    cover, labels, structures,
    view::path,
};
use crate::{
    actions::{self, Error},
    portal::{components::SummaryRow, form::Form, messages::Told, shell::Shell, words},
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    contract::{
        Application, AskReplacement, Prepared, Question, SubmitContract, Wanted, next_question,
        prepared,
    },
    id::Id,
    refusal::Refusals,
};
use store::{By, application::HandedIn, housekeeping::contract_draft::ContractDraft};

#[derive(Template)]
#[template(path = "contracts/verify.html")]
struct VerifyPage {
    shell: Shell,
    form: Form,
    rows: Vec<SummaryRow>,
    taken_in: Vec<String>,
    problems: Vec<Line>,
}

/// What stands in the way, and the question where it is mended.
struct Line {
    sentence: String,
    href: String,
}

/// The draft, when all is answered; else where to go on.
async fn open(
    world: &World,
    signed: &SignedIn,
    id: &str,
) -> Result<Result<(ContractDraft, Prepared), String>, Problem> {
    let draft = match find(world, signed, id).await? {
        Found::Draft(draft) => *draft,
        Found::Application(id) => return Ok(Err(format!("/contractualiser/dossiers/{id}"))),
    };
    match (next_question(&draft.answers), prepared(&draft.answers)) {
        (None, Ok(prepared)) => Ok(Ok((draft, prepared))),
        (next, _) => {
            let next = next.unwrap_or(Question::Structure);
            Ok(Err(path(&draft, next.code())))
        }
    }
}

pub async fn show(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    match open(&world, &signed, &id).await? {
        Ok(opened) => draw(&world, &signed, opened, Vec::new()).await,
        Err(elsewhere) => see_other(&elsewhere),
    }
}

async fn draw(
    world: &World,
    signed: &SignedIn,
    (draft, prepared): (ContractDraft, Prepared),
    problems: Vec<Line>,
) -> Page {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut tx = world.db().read().await?;
    let structure = structures::chosen(&mut tx, &draft.answers).await?;
    let taken_in = match &prepared.wanted {
        Some(Wanted::Centralised { legal_entity }) => {
            cover::taken_in(&mut tx, legal_entity).await?
        }
        _ => Vec::new(),
    };
    drop(tx);
    let structure =
        structure.map_or_else(String::new, |one| format!("{}\n{}", one.label, one.hint));
    page(
        status,
        &VerifyPage {
            shell: signed.visitor.shell(world),
            form: Form::empty(signed.visitor.csrf(world)),
            rows: rows(&draft, &prepared, structure),
            taken_in,
            problems,
        },
    )
}

fn rows(draft: &ContractDraft, prepared: &Prepared, structure: String) -> Vec<SummaryRow> {
    let to = |question: Question| path(draft, question.code());
    let person = &prepared.signatory.person;
    let mut rows = vec![SummaryRow::new("Structure", structure).change(to(Question::Structure))];
    rows.push(match &prepared.wanted {
        None => SummaryRow::new("Demande", "Changement de représentant légal"),
        Some(wanted) => {
            let mode = wanted.mode();
            let text = format!("{}\n{}", labels::mode(mode), labels::covers(mode));
            SummaryRow::new("Mode du contrat", text).change(to(Question::Mode))
        }
    });
    let representative = to(Question::Representative);
    for (key, value) in [
        ("Représentant légal", person.full_name()),
        ("Fonction", person.job.clone()),
        ("Adresse électronique", person.email.to_string()),
        (
            "Téléphone",
            words::unbroken(&prepared.signatory.phone.display_french()),
        ),
    ] {
        rows.push(SummaryRow::new(key, value).change(&representative));
    }
    let proof = draft.answers.get("proof");
    rows.push(SummaryRow::new("Justificatif", proof).change(to(Question::Proof)));
    let version = &prepared.signatory.terms_version;
    let day = version
        .parse()
        .map_or_else(|_| version.clone(), words::date);
    let terms = format!("Version du {day}");
    rows.push(SummaryRow::new("Conditions acceptées", terms).change(to(Question::Terms)));
    rows
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let (draft, prepared) = match open(&world, &signed, &id).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    let handed = HandedIn {
        proof: draft.proof,
        draft: Some(draft.id),
    };
    let problems = match hand_in(&world, &signed, &prepared, handed).await? {
        Ok(id) => return see_other(&format!("/contractualiser/dossiers/{id}?avis=demande")),
        Err(told) => told
            .into_iter()
            .map(|(field, sentence)| {
                let question = Question::ALL
                    .iter()
                    .find(|question| question.fields().contains(&field));
                let question = question.copied().unwrap_or(Question::Structure);
                let href = path(&draft, question.code());
                Line { sentence, href }
            })
            .collect(),
    };
    draw(&world, &signed, (draft, prepared), problems).await
}

/// Field and sentence of each.
type Wrong = Vec<(&'static str, String)>;

/// The act, by the kind of request: its id, or what stands in the way, field by field.
async fn hand_in(
    world: &World,
    signed: &SignedIn,
    prepared: &Prepared,
    handed: HandedIn,
) -> Result<Result<Id<Application>, Wrong>, Problem> {
    let applicant = Some(signed.live.account.id);
    let signatory = prepared.signatory.clone();
    if let Some(wanted) = &prepared.wanted {
        let command = SubmitContract {
            wanted: wanted.clone(),
            signatory,
            applicant,
        };
        let done = actions::run(world, By::Guest(signed.live.id), "submit_contract", |act| {
            actions::submit_contract(act, command.clone(), handed)
        });
        return settled(done.await.map(|done| done.application));
    }
    let command = AskReplacement {
        structure: prepared.structure.clone(),
        signatory,
        applicant,
    };
    let done = actions::run(world, By::Guest(signed.live.id), "ask_replacement", |act| {
        actions::ask_replacement(act, command.clone(), handed)
    });
    settled(done.await.map(|done| done.application))
}

fn settled<R: Told + std::fmt::Debug>(
    done: Result<Id<Application>, Error<R>>,
) -> Result<Result<Id<Application>, Wrong>, Problem> {
    let told = |reasons: &Refusals<R>| {
        let told = reasons.iter().map(|reason| (reason.field(), reason.told()));
        told.collect()
    };
    match done {
        Ok(id) => Ok(Ok(id)),
        Err(Error::Refused(reasons)) => Ok(Err(told(&reasons))),
        Err(error) => Err(Problem::of_act(error)),
    }
}
