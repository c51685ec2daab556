//! What search engines may read.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// Searches are an endless space that names people: not crawled. The page of a professional is crawled, so that
/// its `X-Robots-Tag: noindex` is seen: an address that may not be read can still be listed.
const POLICY: &str =
    "User-agent: *\nDisallow: /annuaire?\nDisallow: /connexion\nDisallow: /recherche/\n";

pub async fn show() -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        POLICY,
    )
        .into_response()
}
