//! One question of a request, drawn.

use super::{
    cover::Covered,
    labels, structures,
    tree::{self, Tree},
};
use crate::{
    portal::{
        components::Choice,
        form::{Errors, Form},
        picker::Shows,
        shell::Shell,
    },
    terms,
    web::{Page, Problem, SignedIn, page},
    world::World,
};
use askama::Template;
use domain::{
    contract::{ApplicationKind, ContractMode, Question, kind, questions},
    registration::Answers,
};
use store::{Tx, housekeeping::contract_draft::ContractDraft};

#[derive(Template)]
#[template(path = "contracts/question.html")]
struct QuestionPage {
    shell: Shell,
    form: Form,
    question: &'static str,
    title: &'static str,
    step: usize,
    of: usize,
    back: String,
    replaces: bool,
    found: Vec<Choice>,
    tree: Option<Tree>,
    covered: Option<Covered>,
    modes: Vec<Choice>,
    may_decentralise: bool,
    /// Decentralised contracts that a centralised one takes in.
    taken_in: Vec<String>,
    /// Name of the file handed in; empty for none.
    proof: String,
    version: &'static str,
}

/// What a question shows besides the answers.
#[derive(Default)]
pub struct Shown {
    pub errors: Errors,
    pub shows: Shows,
    pub covered: Option<Covered>,
}

pub async fn draw(
    world: &World,
    signed: &SignedIn,
    (draft, question): (&ContractDraft, Question),
    shown: Shown,
) -> Page {
    let answers = &draft.answers;
    let csrf = signed.visitor.csrf(world);
    let mut form = Form::filled(csrf, answers.as_map().clone()).with_errors(shown.errors);
    if question == Question::Terms {
        form.set("terms_version", terms::VERSION);
    }
    let status = form.status();
    let found = match question {
        Question::Structure => found(world, answers, shown.shows).await?,
        _ => Vec::new(),
    };
    let mut tx = world.db().read().await?;
    let asks_structure = matches!(question, Question::Structure | Question::Mode);
    let tree = if asks_structure {
        tree_of(&mut tx, answers).await?
    } else {
        None
    };
    let taken_in = match answers.get("legal_entity").parse() {
        Ok(entity) if question == Question::Mode => {
            super::cover::taken_in(&mut tx, &entity).await?
        }
        _ => Vec::new(),
    };
    drop(tx);
    let all = questions(answers);
    let rank = all.iter().position(|one| *one == question).unwrap_or(0);
    let may_decentralise = !answers.get("establishment").is_empty();
    page(
        status,
        &QuestionPage {
            shell: signed.visitor.shell(world),
            form,
            question: question.code(),
            title: labels::question(question),
            step: rank + 1,
            of: all.len(),
            back: match rank.checked_sub(1) {
                Some(before) => path(draft, all[before].code()),
                None => "/contractualiser/dossiers".to_owned(),
            },
            replaces: kind(answers) == ApplicationKind::Representative,
            found,
            tree,
            covered: shown.covered,
            modes: modes(may_decentralise),
            may_decentralise,
            taken_in,
            proof: answers.get("proof").to_owned(),
            version: terms::VERSION,
        },
    )
}

/// The page of a draft.
pub fn path(draft: &ContractDraft, last: &str) -> String {
    format!("/contractualiser/demandes/{}/{last}", draft.id)
}

async fn tree_of(tx: &mut Tx, answers: &Answers) -> Result<Option<Tree>, Problem> {
    let Ok(entity) = answers.get("legal_entity").parse() else {
        return Ok(None);
    };
    let chosen = answers.get("establishment").parse().ok();
    tree::of(tx, &entity, chosen.as_ref()).await
}

async fn found(world: &World, answers: &Answers, shows: Shows) -> Result<Vec<Choice>, Problem> {
    let typed = answers.get("structure_recherche");
    if shows == Shows::Results || (answers.get("structure").is_empty() && !typed.is_empty()) {
        return structures::find(world, typed).await;
    }
    let mut tx = world.db().read().await?;
    let chosen = structures::chosen(&mut tx, answers).await?;
    Ok(chosen.into_iter().collect())
}

fn modes(may_decentralise: bool) -> Vec<Choice> {
    let mut modes = vec![
        Choice::new(ContractMode::Centralised.code(), "Centralisé (recommandé)").hint(
            "L’entité juridique signe pour tous ses établissements, présents et à venir. Un seul contrat, une seule CDE, et chaque gestionnaire n’a besoin que d’une carte.",
        ),
    ];
    if may_decentralise {
        modes.push(
            Choice::new(ContractMode::Decentralised.code(), "Décentralisé").hint(
                "Cet établissement signe pour lui seul. Il a son contrat, sa CDE et ses gestionnaires, avec une carte pour lui\u{a0}; les autres établissements n’y ont pas accès.",
            ),
        );
    }
    modes
}
