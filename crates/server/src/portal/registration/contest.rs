//! "This is another person": the manager's contest of a certain duplicate (R4).

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
    registration::{self, Step},
};
use store::housekeeping::draft::Draft;

#[derive(Template)]
#[template(path = "registration/contest.html")]
struct ContestPage {
    shell: Shell,
    form: Form,
    person: String,
    back: String,
}

async fn open(world: &World, acting: &Acting, id: &str) -> Result<(Draft, CivilIdentity), Problem> {
    let Found::Draft(draft) = find(world, acting, id).await? else {
        return Err(Problem::not_found());
    };
    let identity =
        registration::civil_identity(&draft.answers).map_err(|_| Problem::not_found())?;
    Ok((*draft, identity))
}

fn draw(world: &World, acting: &Acting, opened: &(Draft, CivilIdentity), form: Form) -> Page {
    let (draft, identity) = opened;
    let status = form.status();
    let contest = ContestPage {
        shell: acting.visitor.shell(world),
        form,
        person: format!(
            "{} {}",
            identity.first_names.display_french(),
            identity.birth_name
        ),
        back: format!(
            "/enregistrements/{}/{}",
            draft.id,
            Step::CivilIdentity.code()
        ),
    };
    page(status, &contest)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let opened = open(&world, &acting, &id).await?;
    draw(
        &world,
        &acting,
        &opened,
        Form::empty(acting.visitor.csrf(&world)),
    )
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let opened = open(&world, &acting, &id).await?;
    let (draft, identity) = &opened;
    let reason = fields.get("reason").to_owned();
    let asked = actions::run(&world, acting.by(), "contest_identity", |act| {
        actions::contest_identity(
            act,
            draft.id,
            identity.clone(),
            draft.answers.clone(),
            reason.clone(),
        )
    })
    .await;
    match asked {
        Ok(()) => see_other("/enregistrements?avis=contestation"),
        Err(Error::Refused(reasons)) => {
            let mut errors = Errors::default();
            for refusal in reasons.iter() {
                errors.add(refusal.field(), refusal.told());
            }
            let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
            draw(&world, &acting, &opened, form)
        }
        Err(error) => Err(Problem::of_act(error)),
    }
}
