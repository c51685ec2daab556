//! "Vérifiez avant d'enregistrer": all answers, a link to change each, and the act itself.

use super::{
    cards::{Card, cards},
    checks, compare,
    drafts::{Found, find},
    step,
};
use crate::{
    actions::{self, Error},
    portal::{
        form::Form,
        messages::{Told, step_of},
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    identifiers::Rpps,
    professional::{CannotRegister, Register},
    registration::{self, Doubt, Step},
};
use store::housekeeping::draft::{self, Draft};

#[derive(Template)]
#[template(path = "registration/verify.html")]
struct VerifyPage {
    shell: Shell,
    form: Form,
    cards: Vec<Card>,
    problems: Vec<Wrong>,
    /// What is seldom so, and may be: a question, not a refusal.
    doubts: Vec<&'static str>,
}

/// A refusal of the act, with the step where it is mended.
struct Wrong {
    sentence: String,
    href: String,
}

/// The draft, complete; else where to go.
async fn open(
    world: &World,
    acting: &Acting,
    id: &str,
) -> Result<Result<(Draft, Register), String>, Problem> {
    let draft = match find(world, acting, id).await? {
        Found::Draft(draft) => *draft,
        Found::Registered(rpps) => return Ok(Err(super::done::path(&rpps))),
    };
    if registration::is_to_compare(&draft.answers) {
        return Ok(Err(compare::path(&draft)));
    }
    Ok(match registration::finish(&draft.answers) {
        Ok(command) => Ok((draft, command)),
        Err(step) => Err(format!("/enregistrements/{id}/{}", step.code())),
    })
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    match open(&world, &acting, &id).await? {
        Ok((draft, command)) => draw(&world, &acting, &draft, command, Vec::new()).await,
        Err(elsewhere) => see_other(&elsewhere),
    }
}

async fn draw(
    world: &World,
    acting: &Acting,
    draft: &Draft,
    command: Register,
    problems: Vec<Wrong>,
) -> Page {
    let shell = acting.visitor.shell(world);
    let form = Form::empty(shell.csrf.clone());
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let doubts = registration::doubts(&command)
        .into_iter()
        .map(doubt)
        .collect();
    let cards = cards(world, draft, command).await?;
    page(
        status,
        &VerifyPage {
            shell,
            form,
            cards,
            problems,
            doubts,
        },
    )
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    let (mut draft, command) = match open(&world, &acting, &id).await? {
        Ok(open) => open,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    if actions::is_over_limit(&world, acting.actor.grant.id).await? {
        let told = Wrong {
            sentence: checks::OVER_LIMIT.to_owned(),
            href: "/enregistrements".to_owned(),
        };
        return draw(&world, &acting, &draft, command, vec![told]).await;
    }
    let registered = actions::run(&world, acting.by(), "register_professional", |act| {
        actions::register_professional(act, draft.id, command.clone())
    })
    .await;
    match registered {
        Ok(rpps) => see_other(&super::done::path(&rpps)),
        Err(Error::Refused(reasons)) => {
            let reasons: Vec<CannotRegister> = reasons.iter().cloned().collect();
            if reasons.contains(&CannotRegister::NoNumberLeft) {
                return Err(Problem::suspended(&CannotRegister::NoNumberLeft.told()));
            }
            checks::note_outside(&world, &acting, &reasons).await?;
            let probable = probable(&reasons);
            if !probable.is_empty() {
                registration::ask_about(&mut draft.answers, probable.clone());
                draft::save(&world.store, &draft).await?;
            }
            if probable.len() == reasons.len() {
                return see_other(&compare::path(&draft));
            }
            if let Some(known) = step::met(&reasons) {
                registration::note_duplicate(&mut draft.answers, Some(&known.rpps));
                draft::save(&world.store, &draft).await?;
            }
            let problems = reasons.iter().map(|reason| wrong(&draft, reason)).collect();
            draw(&world, &acting, &draft, command, problems).await
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}

/// Those who resemble the identity and about whom nothing was said: registered meanwhile, as a rule.
fn probable(reasons: &[CannotRegister]) -> Vec<Rpps> {
    let met = reasons.iter().filter_map(|reason| match reason {
        CannotRegister::ProbableDuplicate { known } => Some(known.rpps.clone()),
        _ => None,
    });
    met.collect()
}

const fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::TitleAndSex => {
            "La civilité et le sexe ne vont pas ensemble d’ordinaire. Est-ce bien ce que dit la pièce d’identité\u{a0}? Si oui, continuez\u{a0}; sinon, modifiez l’état civil."
        }
    }
}

fn wrong(draft: &Draft, reason: &CannotRegister) -> Wrong {
    let step = step_of(reason.field()).unwrap_or(Step::CivilIdentity);
    let sentence = reason.told();
    if matches!(reason, CannotRegister::ProbableDuplicate { .. }) {
        let href = compare::path(draft);
        return Wrong { sentence, href };
    }
    Wrong {
        sentence,
        href: format!(
            "/enregistrements/{}/{}#{}",
            draft.id,
            step.code(),
            reason.field()
        ),
    }
}
