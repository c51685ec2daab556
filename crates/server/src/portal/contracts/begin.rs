//! Begin a request, or throw a draft away.

use crate::{
    web::{Fields, Page, Problem, SignedIn, see_other},
    world::World,
};
use axum::extract::{Path, State};
use domain::{
    contract::{Application, ApplicationKind, KIND},
    id::Id,
    registration::Answers,
};
use store::housekeeping::contract_draft::{self, ContractDraft};

/// Drafts that one account may have at once.
const MOST: usize = 20;

/// The kind that the button says: a contract, or another representative (C6).
pub async fn begin(State(world): State<World>, signed: SignedIn, fields: Fields) -> Page {
    let account = signed.live.account.id;
    let drafts = contract_draft::list(&world.store, account).await?;
    if drafts.len() >= MOST {
        return see_other("/contractualiser/dossiers?avis=trop-de-brouillons");
    }
    let mut answers = Answers::default();
    if fields.get(KIND).parse() == Ok(ApplicationKind::Representative) {
        answers.set(KIND, ApplicationKind::Representative.code());
    }
    let id = contract_draft::begin(&world.store, account, &answers).await?;
    see_other(&format!("/contractualiser/demandes/{id}/structure"))
}

/// What the URL of a draft leads to.
pub enum Found {
    Draft(Box<ContractDraft>),
    /// It was handed in.
    Application(Id<Application>),
}

/// The draft of the URL, of this account alone. One that was handed in leads to its request.
pub async fn find(world: &World, signed: &SignedIn, id: &str) -> Result<Found, Problem> {
    let id: Id<ContractDraft> = id.parse().map_err(|_| Problem::not_found())?;
    let account = signed.live.account.id;
    if let Some(draft) = contract_draft::by_id(&world.store, account, id).await? {
        return Ok(Found::Draft(Box::new(draft)));
    }
    let mut tx = world.db().read().await?;
    let kept = store::application::of_draft(&mut tx, &id.to_string()).await?;
    let own = kept.filter(|kept| kept.application.applicant == Some(account));
    own.map(|kept| Found::Application(kept.application.id))
        .ok_or_else(Problem::not_found)
}

pub async fn delete(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    _fields: Fields,
) -> Page {
    if let Found::Draft(draft) = find(&world, &signed, &id).await? {
        contract_draft::delete(&world.store, draft.id).await?;
    }
    see_other("/contractualiser/dossiers?avis=brouillon-supprime")
}
