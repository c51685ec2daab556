//! One question of a request: shown with what was typed, saved when left, half-filled too (C4).

use super::{
    begin::{Found, find},
    cover, structures,
    view::{Shown, draw, path},
};
use crate::{
    portal::{
        messages,
        picker::{self, Shows},
    },
    web::{Page, Problem, SignedIn, Upload, attachment, see_other, upload::Sent},
    world::World,
};
use axum::extract::{Path, State};
use domain::{
    contract::{self, Question, may_ask, next_question},
    registration::Answers,
};
use store::housekeeping::{
    contract_draft::{self, ContractDraft},
    upload,
};

/// The draft and the question of an URL; a draft that was handed in, or a question not yet open, leads elsewhere.
async fn open(
    world: &World,
    signed: &SignedIn,
    (id, question): (&str, &str),
) -> Result<Result<(ContractDraft, Question), String>, Problem> {
    let question: Question = question.parse().map_err(|_| Problem::not_found())?;
    let draft = match find(world, signed, id).await? {
        Found::Draft(draft) => *draft,
        Found::Application(id) => return Ok(Err(format!("/contractualiser/dossiers/{id}"))),
    };
    if !may_ask(&draft.answers, question) {
        let next = next_question(&draft.answers).unwrap_or(Question::Structure);
        return Ok(Err(path(&draft, next.code())));
    }
    Ok(Ok((draft, question)))
}

pub async fn show(
    State(world): State<World>,
    signed: SignedIn,
    Path((id, question)): Path<(String, String)>,
) -> Page {
    match open(&world, &signed, (&id, &question)).await? {
        Ok((draft, question)) => draw(&world, &signed, (&draft, question), Shown::default()).await,
        Err(elsewhere) => see_other(&elsewhere),
    }
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    Path((id, question)): Path<(String, String)>,
    sent: Upload<{ attachment::MOST }>,
) -> Page {
    let (mut draft, question) = match open(&world, &signed, (&id, &question)).await? {
        Ok(open) => open,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    let action = sent.fields.get("action").to_owned();
    let mut shown = Shown::default();
    match question {
        Question::Proof => keep_proof(&world, &mut draft, sent.file.as_ref(), &mut shown).await?,
        Question::Structure => {
            draft.answers.replace(question.fields(), &sent.fields.0);
            shown.shows = settle(&world, &mut draft.answers).await?;
        }
        _ => draft.answers.replace(question.fields(), &sent.fields.0),
    }
    contract_draft::save(&world.store, &draft).await?;
    if action == "plus_tard" {
        return see_other("/contractualiser/dossiers?avis=brouillon");
    }
    if action.starts_with("chercher_") {
        shown.shows = Shows::Results;
        return draw(&world, &signed, (&draft, question), shown).await;
    }
    wrong(&world, &draft, question, &mut shown).await?;
    if !shown.errors.is_empty() {
        return draw(&world, &signed, (&draft, question), shown).await;
    }
    let next = next_question(&draft.answers).map_or("verifier", Question::code);
    see_other(&path(&draft, next))
}

/// Keep the document; without one, the former stays.
async fn keep_proof(
    world: &World,
    draft: &mut ContractDraft,
    file: Option<&Sent>,
    shown: &mut Shown,
) -> Result<(), Problem> {
    if file.is_none() && draft.proof.is_some() {
        return Ok(());
    }
    match (attachment::check(file), file) {
        (Ok(media_type), Some(file)) => {
            let id = upload::keep(&world.store, (&file.name, media_type), &file.bytes).await?;
            draft.proof = Some(id);
            draft.answers.set("proof", &file.name);
        }
        (Err(unfit), _) => shown.errors.add("proof", attachment::told(unfit)),
        (Ok(_), None) => {}
    }
    Ok(())
}

/// Settle the structure from what was typed, and what it implies.
async fn settle(world: &World, answers: &mut Answers) -> Result<Shows, Problem> {
    let typed = answers.get("structure_recherche").to_owned();
    let mut tx = world.db().read().await?;
    let chosen = structures::chosen(&mut tx, answers).await?;
    drop(tx);
    let mut shows = Shows::Choice;
    if !typed.is_empty() {
        let found = structures::find(world, &typed).await?;
        let chosen: Vec<_> = chosen.into_iter().collect();
        shows = picker::settle(answers, "structure", &found, &chosen);
    }
    let mut tx = world.db().read().await?;
    structures::derive(&mut tx, answers).await?;
    Ok(shows)
}

/// All that is wrong with a question: what was typed, and what the contracts say.
async fn wrong(
    world: &World,
    draft: &ContractDraft,
    question: Question,
    shown: &mut Shown,
) -> Result<(), Problem> {
    let answers = &draft.answers;
    if shown.errors.is_empty() {
        for problem in question.problems(answers) {
            shown
                .errors
                .add(problem.field, messages::sentence(&problem));
        }
    }
    if !shown.errors.is_empty() {
        return Ok(());
    }
    let in_the_way = match question {
        Question::Structure => cover::of_structure(world, answers).await?,
        Question::Mode => {
            let mut tx = world.db().read().await?;
            match contract::mode(answers) {
                Ok(wanted) => cover::of_wanted(world, &mut tx, &wanted).await?,
                Err(_) => None,
            }
        }
        _ => None,
    };
    if let Some(in_the_way) = in_the_way {
        shown.errors.add(question.fields()[0], in_the_way.sentence);
        shown.covered = in_the_way.covered;
    }
    Ok(())
}
