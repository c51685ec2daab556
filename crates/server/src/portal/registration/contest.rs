//! "This is another person": the manager's contest of a certain duplicate, of a draft or of a request (R4).

use super::drafts::{Found, find};
use crate::{
    actions::{self, Error},
    portal::{
        form::{Errors, Form},
        messages::Told,
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    professional::CivilIdentity,
    registration::{self, Answers, Step},
};

#[derive(Template)]
#[template(path = "registration/contest.html")]
struct ContestPage {
    shell: Shell,
    form: Form,
    person: String,
    waits: &'static str,
    back: String,
}

/// What is to be registered, and met somebody.
pub struct Contest {
    /// The draft or the request, by its id.
    pub submission: String,
    pub identity: CivilIdentity,
    pub answers: Answers,
    /// What waits for the officer's word, in words.
    pub waits: &'static str,
    pub back: String,
    /// Where to go once it is sent.
    pub done: String,
}

async fn of_draft(world: &World, acting: &Acting, id: &str) -> Result<Contest, Problem> {
    let Found::Draft(draft) = find(world, acting, id).await? else {
        return Err(Problem::not_found());
    };
    let identity =
        registration::civil_identity(&draft.answers).map_err(|_| Problem::not_found())?;
    let step = Step::CivilIdentity.code();
    Ok(Contest {
        submission: draft.id.to_string(),
        identity,
        waits: "votre brouillon vous attend jusque-là",
        back: format!("/enregistrements/{}/{step}", draft.id),
        done: "/enregistrements?avis=contestation".to_owned(),
        answers: draft.answers,
    })
}

pub fn draw(world: &World, acting: &Acting, contest: Contest, form: Form) -> Page {
    let status = form.status();
    let identity = contest.identity;
    let shown = ContestPage {
        shell: acting.visitor.shell(world),
        form,
        person: identity.name(),
        waits: contest.waits,
        back: contest.back,
    };
    page(status, &shown)
}

/// Send it to the agency, with what tells the two persons apart.
pub async fn ask(world: &World, acting: &Acting, contest: Contest, fields: Fields) -> Page {
    let reason = fields.get("reason").to_owned();
    let asked = actions::run(world, acting.by(), "contest_identity", |act| {
        actions::contest_identity(
            act,
            contest.submission.clone(),
            contest.identity.clone(),
            contest.answers.clone(),
            reason.clone(),
        )
    })
    .await;
    match asked {
        Ok(()) => see_other(&contest.done),
        Err(Error::Refused(reasons)) => {
            let mut errors = Errors::default();
            for refusal in reasons.iter() {
                errors.add(refusal.field(), refusal.told());
            }
            let form = Form::filled(acting.visitor.csrf(world), fields.0).with_errors(errors);
            draw(world, acting, contest, form)
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let contest = of_draft(&world, &acting, &id).await?;
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, contest, form)
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let contest = of_draft(&world, &acting, &id).await?;
    ask(&world, &acting, contest, fields).await
}
