//! The questions of a module: answered, told what is right and why, answered again.

use super::{
    module::{crumbs, rank},
    progress,
};
use crate::{
    actions,
    portal::{
        components::{Choice, Crumb},
        form::{Errors, Form},
        shell::{Shell, Tone},
    },
    web::{Fields, Page, Problem, SignedIn, page, see_other},
    world::{World, draw_check_code},
};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::{
    access::paris_day,
    training::{
        self, Answered, Course, Module, Reported, Result as Standing, Score, Source, Unanswered,
    },
};
use std::collections::BTreeMap;
use store::{By, housekeeping::course};

#[derive(Template)]
#[template(path = "training/questions.html")]
struct QuestionsPage {
    shell: Shell,
    crumbs: Vec<Crumb>,
    rank: usize,
    of: usize,
    module: &'static Module,
    form: Form,
    questions: Vec<Asked>,
    /// What was answered at the last try; the questions are asked when there is none.
    told: Option<Told>,
}

/// A question, with what was answered if it was.
struct Asked {
    field: String,
    legend: String,
    choices: Vec<Choice>,
    answered: Option<Given>,
}

struct Given {
    choice: &'static str,
    told: &'static str,
    verdict: &'static str,
    tone: Tone,
    /// The right answer, when another was given.
    right: &'static str,
}

struct Told {
    right: usize,
    asked: usize,
    tries: i64,
    /// Where to go on, with its words.
    next: (String, &'static str),
}

pub async fn show(
    State(world): State<World>,
    signed: SignedIn,
    Path(slug): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Page {
    let module = module(&slug)?;
    let (answered, _) = progress(&world, &signed).await?;
    let last = answered.iter().find(|one| one.module == module.slug);
    let last = last.filter(|_| !asked.contains_key("refaire"));
    let form = Form::empty(signed.visitor.csrf(&world));
    draw(&world, &signed, module, (form, last))
}

fn module(slug: &str) -> Result<&'static Module, Problem> {
    Course::current()
        .module(slug)
        .ok_or_else(Problem::not_found)
}

fn draw(
    world: &World,
    signed: &SignedIn,
    module: &'static Module,
    (form, last): (Form, Option<&Answered>),
) -> Page {
    let status = form.status();
    let questions = module.questions.iter().enumerate();
    let shown = QuestionsPage {
        shell: signed.visitor.shell(world),
        crumbs: crumbs(Some(module)),
        rank: rank(module),
        of: Course::current().modules.len(),
        module,
        form,
        questions: questions
            .map(|(rank, question)| Asked {
                field: field(rank),
                legend: format!("{}. {}", rank + 1, question.text),
                choices: question
                    .choices
                    .iter()
                    .enumerate()
                    .map(|(rank, choice)| Choice::new(rank.to_string(), &choice.text))
                    .collect(),
                answered: last.and_then(|last| given(question, *last.choices.get(rank)?)),
            })
            .collect(),
        told: last.map(|last| told(module, last)),
    };
    page(status, &shown)
}

/// The name of a question in the form.
fn field(rank: usize) -> String {
    format!("question-{}", rank + 1)
}

fn given(question: &'static training::Question, choice: usize) -> Option<Given> {
    let choice = question.choices.get(choice)?;
    let right = question.choices.iter().find(|one| one.right)?;
    let (verdict, tone) = if choice.right {
        ("Juste", Tone::Success)
    } else {
        ("À revoir", Tone::Warning)
    };
    Some(Given {
        choice: &choice.text,
        told: &choice.told,
        verdict,
        tone,
        right: if choice.right { "" } else { &right.text },
    })
}

fn told(module: &'static Module, last: &Answered) -> Told {
    let chosen: Vec<Option<usize>> = last.choices.iter().copied().map(Some).collect();
    let following = Course::current().modules.get(rank(module));
    Told {
        right: module.mark(&chosen).unwrap_or_default(),
        asked: module.questions.len(),
        tries: last.tries,
        next: match following {
            Some(following) => (format!("/formation/{}", following.slug), "Module suivant"),
            None => ("/formation/resultat".to_owned(), "Voir mon résultat"),
        },
    }
}

pub async fn submit(
    State(world): State<World>,
    signed: SignedIn,
    Path(slug): Path<String>,
    fields: Fields,
) -> Page {
    let module = module(&slug)?;
    let chosen: Vec<Option<usize>> = (0..module.questions.len())
        .map(|rank| fields.get(&field(rank)).parse().ok())
        .collect();
    match module.mark(&chosen) {
        Err(Unanswered(missing)) => {
            let mut errors = Errors::default();
            for rank in missing {
                let sentence = format!("Choisissez une réponse à la question {}.", rank + 1);
                errors.add(&field(rank), sentence);
            }
            let form = Form::filled(signed.visitor.csrf(&world), fields.0).with_errors(errors);
            draw(&world, &signed, module, (form, None))
        }
        Ok(right) => {
            let choices: Vec<usize> = chosen.into_iter().flatten().collect();
            let (account, version) = (signed.live.account.id, Course::current().version);
            let tried = (slug.as_str(), choices.as_slice(), right);
            course::answer(&world.store, account, version, tried).await?;
            pass(&world, &signed).await?;
            see_other(&format!("/formation/{slug}/questions"))
        }
    }
}

/// Record that the course is passed, as soon as it is (T1).
async fn pass(world: &World, signed: &SignedIn) -> Result<(), Problem> {
    let (answered, _) = progress(world, signed).await?;
    let Standing::Passed { score } = training::result(Course::current(), &answered) else {
        return Ok(());
    };
    let coded = (reported(world, signed, score)?, draw_check_code()?);
    let by = match signed.live.held {
        Some(_) => By::Session(signed.live.id),
        None => By::Guest(signed.live.id),
    };
    let done = actions::run(world, by, "pass_course", |act| {
        actions::pass_course(act, coded.clone())
    });
    done.await.map_err(Problem::of_act)
}

fn reported(world: &World, signed: &SignedIn, score: Score) -> Result<Reported, Problem> {
    let account = &signed.live.account;
    Ok(Reported {
        course: Course::current().version.to_owned(),
        email: account
            .email
            .parse()
            .map_err(|error| Problem::failure(&error))?,
        name: account.name.clone(),
        passed_on: paris_day(world.store.clock.now()),
        score,
        source: Source::Here,
    })
}
