//! Sending again a form whose session had ended.

use crate::{
    portal::shell::Shell,
    web::{Page, Problem, SignedIn, kept, page},
    world::World,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use std::collections::BTreeMap;
use store::housekeeping::kept_form;

#[derive(Template)]
#[template(path = "session/resume.html")]
struct ResumePage {
    shell: Shell,
    action: String,
    fields: BTreeMap<String, String>,
}

/// The form again, under the token of the new session: a button sends it.
pub async fn resume(State(world): State<World>, signed: SignedIn, Path(id): Path<String>) -> Page {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let form = kept_form::of_account(&world.store, signed.live.account.id, id).await?;
    let form = form.ok_or_else(Problem::not_found)?;
    let fields = kept::open(&world, &form).ok_or_else(Problem::not_found)?;
    let shown = ResumePage {
        shell: signed.visitor.shell(&world),
        action: form.path,
        fields,
    };
    page(StatusCode::OK, &shown)
}
