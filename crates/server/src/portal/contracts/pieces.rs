//! The documents of a request: its proof, its signed form. Shown without letting them do anything.

use crate::{
    web::{Page, Problem, SignedIn},
    world::World,
};
use axum::{
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
};
use domain::id::Id;
use store::{StoreError, Tx, application::Kept, file::File};

/// A document of a request, as pages show it.
pub struct Piece {
    pub label: &'static str,
    pub name: String,
    pub href: String,
    pub is_image: bool,
}

const PROOF: &str = "justificatif";
const FORM: &str = "f101-signe";

/// The documents of a request; `base` is its page.
pub async fn of(tx: &mut Tx, kept: &Kept, base: &str) -> Result<Vec<Piece>, StoreError> {
    let mut pieces = Vec::new();
    for (last, label, file) in [
        (PROOF, "Justificatif", kept.proof),
        (FORM, "Formulaire F101 signé", kept.signed_form),
    ] {
        let Some(file) = file else { continue };
        let Some((name, media_type)) = store::file::named(tx, file).await? else {
            continue;
        };
        pieces.push(Piece {
            label,
            name,
            href: format!("{base}/pieces/{last}"),
            is_image: media_type.starts_with("image/"),
        });
    }
    Ok(pieces)
}

pub async fn of_reader(
    State(world): State<World>,
    signed: SignedIn,
    Path((id, piece)): Path<(String, String)>,
) -> Page {
    let (kept, _) = super::follow::open(&world, &signed, &id).await?;
    send(&world, &kept, &piece).await
}

/// A document of a request.
pub async fn send(world: &World, kept: &Kept, piece: &str) -> Page {
    let file: Option<Id<File>> = match piece {
        PROOF => kept.proof,
        FORM => kept.signed_form,
        _ => None,
    };
    let file = file.ok_or_else(Problem::not_found)?;
    let stem = format!("{piece}-{}", kept.application.reference.as_str());
    shown(world, file, &stem).await
}

/// A document that somebody handed in, under a name of ours. It runs nothing, loads nothing, and only a page of ours may
/// frame it.
pub async fn shown(world: &World, file: Id<File>, stem: &str) -> Page {
    let mut tx = world.db().read().await?;
    let named = store::file::named(&mut tx, file).await?;
    let (_, media_type) = named.ok_or_else(Problem::not_found)?;
    let body = store::file::body(&mut tx, file).await?;
    let mut response = body.ok_or_else(Problem::not_found)?.into_response();
    let end = match media_type.as_str() {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        _ => "pdf",
    };
    // A browser's own reader of PDF does not start in a sandbox; it runs no script of a document either.
    let policy = if end == "pdf" {
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    } else {
        "sandbox; default-src 'none'; frame-ancestors 'self'"
    };
    let name = format!("inline; filename=\"{stem}.{end}\"");
    let headers = response.headers_mut();
    for (header, value) in [
        (header::CONTENT_TYPE, media_type.as_str()),
        (header::CONTENT_DISPOSITION, &name),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-frame-options"), "SAMEORIGIN"),
    ] {
        let value = HeaderValue::from_str(value).map_err(|error| Problem::failure(&error))?;
        headers.insert(header, value);
    }
    Ok(response)
}
