//! One step: shown with what was typed, saved when left, half-filled too (R1).

use super::{
    checks::{Checked, OVER_LIMIT, check},
    compare,
    drafts::{Found, find},
    standing,
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
    duplicate::{Known, Outcome},
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
    let mut shown = Shown::default();
    if step != Step::CivilIdentity && registration::is_to_compare(&draft.answers) {
        return see_other(&compare::path(&draft));
    }
    if step == Step::CivilIdentity {
        shown.duplicate = duplicate(&world, &draft, None).await?;
    }
    show_with(&world, &acting, &draft, step, shown).await
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
    let before = draft.answers.clone();
    draft.answers.replace(step.fields(), &fields.0);
    let picked = pick(&world, &acting, &mut draft.answers, step).await?;
    if step != Step::Legal && is_changed(step, &before, &draft.answers) {
        registration::drop_attestations(&mut draft.answers);
    }
    let action = fields.get("action");
    if let Some(elsewhere) = left(&id, step, action) {
        draft::save(&world.store, &draft).await?;
        return see_other(&elsewhere);
    }
    if action.starts_with("chercher_") {
        draft::save(&world.store, &draft).await?;
        let shown = Shown {
            shows: Shows::Results,
            ..Shown::default()
        };
        return show_with(&world, &acting, &draft, step, shown).await;
    }
    let mut shown = wrong(&world, &acting, &mut draft, step).await?;
    if step == Step::CivilIdentity && shown.errors.is_empty() {
        compare::ask(&world, &acting, &mut draft.answers).await?;
    }
    draft::save(&world.store, &draft).await?;
    shown.shows = picked;
    if !shown.errors.is_empty() {
        return show_with(&world, &acting, &draft, step, shown).await;
    }
    see_other(&compare::next(&draft))
}

/// Whether an answer of the step changed; what is typed to find a place is none.
fn is_changed(step: Step, before: &Answers, now: &Answers) -> bool {
    let answers = step.fields().iter();
    answers
        .filter(|field| !field.ends_with("_recherche"))
        .any(|field| before.get(field) != now.get(field))
}

/// Where a button leads that leaves the step as it is, half-filled too (R1); `quitter` is the script's, when a link is followed.
pub fn left(id: &str, step: Step, action: &str) -> Option<String> {
    match action {
        "plus_tard" => Some("/enregistrements?avis=brouillon".to_owned()),
        "quitter" => Some("/enregistrements".to_owned()),
        "retour" => Some(step.previous().map_or_else(
            || "/enregistrements?avis=brouillon".to_owned(),
            |previous| format!("/enregistrements/{id}/{}", previous.code()),
        )),
        _ => None,
    }
}

/// All that is wrong with a step, in the order of its page: what was typed, and what the data say.
async fn wrong(
    world: &World,
    acting: &Acting,
    draft: &mut Draft,
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
            if step == Step::CivilIdentity {
                let known = met(&problems);
                registration::note_duplicate(&mut draft.answers, known.map(|known| &known.rpps));
                shown.duplicate = duplicate(world, draft, known).await?;
            }
            let sentences = problems.iter();
            told.extend(sentences.map(|problem| (problem.field(), problem.told())));
        }
    }
    told.sort_by_key(|(field, _)| step.rank(field));
    for (field, sentence) in told {
        shown.errors.add(field, sentence);
    }
    Ok(shown)
}

/// Whoever already bears the identity, among what is wrong with it.
pub fn met(problems: &[CannotRegister]) -> Option<&Known> {
    problems.iter().find_map(|problem| match problem {
        CannotRegister::CertainDuplicate { known } => Some(known),
        _ => None,
    })
}

/// The certain duplicate that the draft noted; `known` is the same person when just met.
async fn duplicate(
    world: &World,
    draft: &Draft,
    known: Option<&Known>,
) -> Result<Option<Duplicate>, Problem> {
    let in_scope = known.filter(|known| known.in_scope);
    Ok(standing::of(world, draft).await?.map(|standing| Duplicate {
        name: in_scope.map_or_else(String::new, |known| known.practice_name.clone()),
        contest: format!("/enregistrements/{}/contester", draft.id),
        rpps: standing.rpps.to_string(),
        settled: if standing.is_contested() {
            standing.sentence()
        } else {
            String::new()
        },
        are_two: standing.outcome() == Some(Outcome::TwoPersons),
        add_situation: standing.add_situation(),
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
