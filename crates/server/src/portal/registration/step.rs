//! One step: shown with what was typed, saved when left, half-filled too (R1).

use super::{
    checks::{Checked, OVER_LIMIT, check},
    drafts::{Found, find},
    view::{Duplicate, View, draw},
};
use crate::{
    portal::{
        form::{Errors, Form},
        messages::{self, Told},
        picker::{self, Shows},
    },
    terms,
    web::{Acting, Fields, Page, Problem, see_other},
    world::World,
};
use axum::extract::{Path, State};
use domain::{
    duplicate::{IdentityKey, Known},
    professional::CannotRegister,
    registration::{self, Answers, Step},
};
use store::housekeeping::draft::{self, Draft};

/// The draft and the step of an URL; a draft that was used up, or a step not yet open, leads elsewhere.
async fn open(
    world: &World,
    acting: &Acting,
    id: &str,
    step: &str,
) -> Result<Result<(Draft, Step), String>, Problem> {
    let step: Step = step.parse().map_err(|_| Problem::not_found())?;
    let draft = match find(world, acting, id).await? {
        Found::Draft(draft) => *draft,
        Found::Registered(rpps) => return Ok(Err(super::done::path(&rpps))),
    };
    if !registration::may_visit(&draft.answers, step) {
        let next = registration::next(&draft.answers).unwrap_or(step);
        return Ok(Err(format!("/enregistrements/{id}/{}", next.code())));
    }
    Ok(Ok((draft, step)))
}

pub async fn show(
    State(world): State<World>,
    acting: Acting,
    Path((id, step)): Path<(String, String)>,
) -> Page {
    let (draft, step) = match open(&world, &acting, &id, &step).await? {
        Ok(open) => open,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    show_with(&world, &acting, &draft, step, Shown::default()).await
}

/// What a step shows besides the answers.
#[derive(Default)]
struct Shown {
    errors: Errors,
    shows: Shows,
    duplicate: Option<Duplicate>,
}

async fn show_with(
    world: &World,
    acting: &Acting,
    draft: &Draft,
    step: Step,
    shown: Shown,
) -> Page {
    let csrf = acting.visitor.csrf(world);
    let mut form = Form::filled(csrf, draft.answers.as_map().clone()).with_errors(shown.errors);
    if step == Step::Legal {
        form.set("terms_version", terms::VERSION);
    }
    if step == Step::CivilIdentity && form.value("birth_country").is_empty() {
        form.set(
            "birth_country",
            domain::identifiers::CountryCode::france().to_string(),
        );
    }
    let view = View {
        step,
        draft: &draft.id.to_string(),
        answers: &draft.answers,
        form,
        shows: shown.shows,
        duplicate: shown.duplicate,
    };
    draw(world, acting, view).await
}

pub async fn submit(
    State(world): State<World>,
    acting: Acting,
    Path((id, step)): Path<(String, String)>,
    fields: Fields,
) -> Page {
    let (mut draft, step) = match open(&world, &acting, &id, &step).await? {
        Ok(open) => open,
        Err(elsewhere) => return see_other(&elsewhere),
    };
    draft.answers.replace(step.fields(), &fields.0);
    let picked = pick(&world, &acting, &mut draft.answers, step).await?;
    draft::save(&world.store, &draft).await?;
    match fields.get("action") {
        "plus_tard" => return see_other("/enregistrements?avis=brouillon"),
        search if search.starts_with("chercher_") => {
            return show_with(
                &world,
                &acting,
                &draft,
                step,
                Shown {
                    shows: Shows::Results,
                    ..Shown::default()
                },
            )
            .await;
        }
        _ => {}
    }
    let mut shown = wrong(&world, &acting, &draft, step).await?;
    shown.shows = picked;
    if !shown.errors.is_empty() {
        return show_with(&world, &acting, &draft, step, shown).await;
    }
    let next = registration::next(&draft.answers).map_or("verifier", Step::code);
    see_other(&format!("/enregistrements/{id}/{next}"))
}

/// All that is wrong with a step, in the order of its page: what was typed, and what the data say.
async fn wrong(
    world: &World,
    acting: &Acting,
    draft: &Draft,
    step: Step,
) -> Result<Shown, Problem> {
    let mut shown = Shown::default();
    let typed = step.problems(&draft.answers);
    let mut told: Vec<(&str, String)> = typed
        .iter()
        .map(|problem| (problem.field, messages::sentence(problem)))
        .collect();
    match check(world, acting, draft, step).await? {
        Checked::OverLimit => told.push((step.fields()[0], OVER_LIMIT.to_owned())),
        Checked::Problems(problems) => {
            for problem in &problems {
                if let CannotRegister::CertainDuplicate { known } = problem {
                    shown.duplicate = Some(duplicate(world, draft, known).await?);
                }
                told.push((problem.field(), problem.told()));
            }
        }
    }
    told.sort_by_key(|(field, _)| step.rank(field));
    for (field, sentence) in told {
        shown.errors.add(field, sentence);
    }
    Ok(shown)
}

async fn duplicate(world: &World, draft: &Draft, known: &Known) -> Result<Duplicate, Problem> {
    Ok(Duplicate {
        rpps: known.rpps.to_string(),
        name: if known.in_scope {
            known.practice_name.clone()
        } else {
            String::new()
        },
        contest: format!("/enregistrements/{}/contester", draft.id),
        settled: settled(world, draft).await?,
    })
}

/// What became of the contest of this draft's identity; empty when there was none.
async fn settled(world: &World, draft: &Draft) -> Result<&'static str, Problem> {
    let Ok(identity) = registration::civil_identity(&draft.answers) else {
        return Ok("");
    };
    let mut tx = world.db().read().await?;
    let case =
        store::duplicate::of_draft(&mut tx, &draft.id.to_string(), &IdentityKey::of(&identity))
            .await?;
    Ok(case.map_or("", |case| match case.contested.outcome {
        None => "Votre demande est entre les mains de l’agence\u{a0}; sa réponse paraîtra ici.",
        Some(outcome) => messages::identity_settled(outcome),
    }))
}

/// Settle the picker of the step, if it has one.
async fn pick(
    world: &World,
    acting: &Acting,
    answers: &mut Answers,
    step: Step,
) -> Result<Shows, Problem> {
    match step {
        Step::CivilIdentity => picker::settle_commune(world, answers).await,
        Step::Situation => picker::settle_establishment(world, acting, answers).await,
        Step::Contact | Step::Legal => Ok(Shows::Choice),
    }
}
