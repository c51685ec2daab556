//! The drafts that one may resume, and throwing one away.

use super::{
    compare,
    standing::{self, Standing},
};
use crate::{
    portal::{shell::Shell, words},
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    duplicate::Outcome,
    id::Id,
    identifiers::Rpps,
    registration::{self, Step},
};
use store::housekeeping::draft::{self, Draft};

#[derive(Template)]
#[template(path = "registration/drafts.html")]
struct DraftsPage {
    shell: Shell,
    drafts: Vec<DraftLine>,
}

/// One draft of a list.
pub struct DraftLine {
    pub href: String,
    pub delete: String,
    /// The name as typed so far.
    pub name: String,
    /// The step that comes next, or what holds the draft up.
    pub next: String,
    /// Where a situation is added to the person already registered; empty without one.
    pub add_situation: String,
    pub saved: String,
    /// Whose it is, when it is another's.
    pub owner: String,
}

pub async fn list(State(world): State<World>, acting: Acting) -> Page {
    let drafts = draft::list(&world.store, &acting.actor).await?;
    let drafts = draft_lines(&world, &acting, drafts).await?;
    page(
        StatusCode::OK,
        &DraftsPage {
            shell: acting.visitor.shell(&world),
            drafts,
        },
    )
}

/// Drafts as lines, in their order.
pub async fn draft_lines(
    world: &World,
    acting: &Acting,
    drafts: impl IntoIterator<Item = Draft>,
) -> Result<Vec<DraftLine>, Problem> {
    let mut lines = Vec::new();
    for draft in drafts {
        let standing = standing::of(world, &draft).await?;
        lines.push(draft_line(acting, draft, standing.as_ref()));
    }
    Ok(lines)
}

fn draft_line(acting: &Acting, draft: Draft, standing: Option<&Standing>) -> DraftLine {
    let name = format!(
        "{} {}",
        draft.answers.get("first_names"),
        draft.answers.get("birth_name")
    );
    let next = registration::next(&draft.answers);
    let held_up = standing.filter(|standing| standing.outcome() != Some(Outcome::TwoPersons));
    let href = if held_up.is_some() {
        format!(
            "/enregistrements/{}/{}",
            draft.id,
            Step::CivilIdentity.code()
        )
    } else {
        compare::next(&draft)
    };
    let next = match next {
        _ if registration::is_to_compare(&draft.answers) => {
            "Comparer avec une personne déjà enregistrée"
        }
        Some(step) => super::view::title(step),
        None => "Vérifier et enregistrer",
    };
    DraftLine {
        href,
        delete: format!("/enregistrements/{}/supprimer", draft.id),
        name: if name.trim().is_empty() {
            "Personne sans nom".to_owned()
        } else {
            name
        },
        next: standing.map_or_else(
            || format!("Étape suivante\u{a0}: {next}."),
            Standing::sentence,
        ),
        add_situation: standing.map(Standing::add_situation).unwrap_or_default(),
        saved: words::date_time(draft.updated_at),
        owner: if draft.owner == acting.actor.grant.id {
            String::new()
        } else {
            draft.owner_name
        },
    }
}

/// The draft of the URL. One that was used up leads to the person it made (R11).
pub async fn find(world: &World, acting: &Acting, id: &str) -> Result<Found, Problem> {
    let id: Id<Draft> = id.parse().map_err(|_| Problem::not_found())?;
    if let Some(draft) = draft::by_id(&world.store, &acting.actor, id).await? {
        return Ok(Found::Draft(Box::new(draft)));
    }
    let mut tx = world.db().read().await?;
    let done =
        store::professional::submitted(&mut tx, acting.actor.grant.id, &id.to_string()).await?;
    match done {
        Some(rpps) => Ok(Found::Registered(rpps)),
        None => Err(Problem::not_found()),
    }
}

/// What a draft's URL leads to.
pub enum Found {
    Draft(Box<Draft>),
    Registered(Rpps),
}

pub async fn delete(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    if let Found::Draft(draft) = find(&world, &acting, &id).await? {
        draft::delete(&world.store, draft.id).await?;
    }
    see_other("/enregistrements?avis=brouillon-supprime")
}
