//! A form sent after its session ended: kept sealed, to be sent again by the same account.

use super::{cookie, fields};
use crate::world::{World, hash_secret};
use axum::{body::Bytes, extract::FromRequest, extract::Request};
use std::collections::BTreeMap;
use store::housekeeping::{
    kept_form::{self, KeptForm},
    session,
};

/// Keep the form of a session that was left too long. Gives where it waits; none when it is no form of such a
/// session.
pub async fn keep(world: &World, request: Request) -> anyhow::Result<Option<String>> {
    let path = request.uri().path().to_owned();
    let Some(token) = cookie::read(request.headers(), cookie::SESSION).map(hash_secret) else {
        return Ok(None);
    };
    let Some((session, account)) = session::left(&world.store, &token).await? else {
        return Ok(None);
    };
    let Ok(body) = Bytes::from_request(request, world).await else {
        return Ok(None);
    };
    let Some(mut sent) = fields::read(&body) else {
        return Ok(None);
    };
    let token = sent.remove(fields::TOKEN).unwrap_or_default();
    if !world.is_seal(&format!("session {session}"), &token) {
        return Ok(None);
    }
    let sealed = world.lock(&path, &serde_json::to_string(&sent)?)?;
    let id = kept_form::keep(&world.store, account, &KeptForm { path, sealed }).await?;
    Ok(Some(format!("/reprise/{id}")))
}

/// The fields of a kept form; none when it cannot be read any more.
#[must_use]
pub fn open(world: &World, form: &KeptForm) -> Option<BTreeMap<String, String>> {
    serde_json::from_str(&world.unlock(&form.path, &form.sealed)?).ok()
}
