//! "This person may exist already": those whom the identity resembles, and the manager's word about them (R4).

use super::{
    drafts::{Found as Kept, find},
    step,
};
use crate::{
    portal::{
        form::{Errors, Form},
        look_alikes::{self, Found},
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    duplicate::Level,
    professional::CivilIdentity,
    registration::{self, Answers, Step},
};
use store::housekeeping::draft::{self, Draft};

#[derive(Template)]
#[template(path = "registration/compare.html")]
struct ComparePage {
    shell: Shell,
    form: Form,
    person: String,
    back: String,
    found: Found,
}

/// Where a draft's look-alikes are shown.
pub fn path(draft: &Draft) -> String {
    format!("/enregistrements/{}/ressemblances", draft.id)
}

/// Where a draft goes on: to those with whom it is to be compared, or to the step that lacks something.
pub fn next(draft: &Draft) -> String {
    if registration::is_to_compare(&draft.answers) {
        return path(draft);
    }
    let next = registration::next(&draft.answers).map_or("verifier", Step::code);
    format!("/enregistrements/{}/{next}", draft.id)
}

/// Whoever resembles the identity; one who bears it is told by the step itself.
async fn others(
    world: &World,
    acting: &Acting,
    identity: &CivilIdentity,
) -> Result<Found, Problem> {
    let mut found = look_alikes::find(world, acting, identity).await?;
    found.compared.retain(|one| one.level != Level::Certain);
    Ok(found)
}

/// Note in the draft whom it is to be compared with, unless the manager was shown each of them, and said why who probably
/// is the same person is another.
pub async fn ask(world: &World, acting: &Acting, answers: &mut Answers) -> Result<(), Problem> {
    let Ok(identity) = registration::civil_identity(answers) else {
        return Ok(());
    };
    let found = others(world, acting, &identity).await?;
    let (numbers, said) = (found.numbers(), registration::set_aside(answers));
    let is_shown = numbers.iter().all(|rpps| said.others.contains(rpps));
    let is_reasoned = !found.is_probable() || !said.reason.trim().is_empty();
    if numbers.is_empty() || !is_shown || !is_reasoned {
        registration::ask_about(answers, numbers);
    }
    Ok(())
}

/// The draft and its identity; else where to go.
async fn open(
    world: &World,
    acting: &Acting,
    id: &str,
) -> Result<Result<(Draft, CivilIdentity), String>, Problem> {
    let draft = match find(world, acting, id).await? {
        Kept::Draft(draft) => *draft,
        Kept::Registered(rpps) => return Ok(Err(super::done::path(&rpps))),
    };
    Ok(match registration::civil_identity(&draft.answers) {
        Ok(identity) => Ok((draft, identity)),
        Err(_) => Err(next(&draft)),
    })
}

fn draw(
    world: &World,
    acting: &Acting,
    (draft, identity): (&Draft, &CivilIdentity),
    (found, errors): (Found, Errors),
) -> Page {
    let status = errors.status();
    let mut form = Form::empty(acting.visitor.csrf(world)).with_errors(errors);
    form.set("others_reason", registration::noted(&draft.answers).reason);
    let shown = ComparePage {
        shell: acting.visitor.shell(world),
        form,
        person: identity.name(),
        back: format!(
            "/enregistrements/{}/{}",
            draft.id,
            Step::CivilIdentity.code()
        ),
        found,
    };
    page(status, &shown)
}

pub async fn show(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let (mut draft, identity) = match open(&world, &acting, &id).await? {
        Ok(open) => open,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    let found = others(&world, &acting, &identity).await?;
    if found.compared.is_empty() && !found.is_over_limit {
        registration::ask_about(&mut draft.answers, Vec::new());
        draft::save(&world.store, &draft).await?;
        return see_other(&next(&draft));
    }
    let shown = (found, Errors::default());
    draw(&world, &acting, (&draft, &identity), shown)
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let (mut draft, identity) = match open(&world, &acting, &id).await? {
        Ok(open) => open,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    let said = look_alikes::said(&fields);
    if let Some(elsewhere) = step::left(&id, Step::Contact, fields.get("action")) {
        registration::note_set_aside(&mut draft.answers, &said, false);
        draft::save(&world.store, &draft).await?;
        return see_other(&elsewhere);
    }
    let found = others(&world, &acting, &identity).await?;
    let mut errors = Errors::default();
    if found.is_probable() && said.reason.is_empty() {
        errors.add(
            "others_reason",
            "Dites pourquoi c’est une autre personne. Si c’est la même, ajoutez-lui une situation.",
        );
    }
    look_alikes::check_length(&said, &mut errors);
    registration::note_set_aside(&mut draft.answers, &said, errors.is_empty());
    draft::save(&world.store, &draft).await?;
    if !errors.is_empty() {
        return draw(&world, &acting, (&draft, &identity), (found, errors));
    }
    see_other(&next(&draft))
}
