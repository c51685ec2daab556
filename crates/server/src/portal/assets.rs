//! Style, script and typeface, embedded in the program at build.

use crate::{
    web::{Page, Problem},
    world::World,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets/dist"]
#[exclude = "*.ttf"]
struct Assets;

/// The operator's own style sheet goes by this name.
const THEME: &str = "theme.css";

pub async fn file(
    State(world): State<World>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Page {
    if name == THEME {
        return Ok((
            [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
            world.theme.clone(),
        )
            .into_response());
    }
    let file = Assets::get(&name).ok_or_else(Problem::not_found)?;
    let tag = format!(
        "\"{}\"",
        HEXLOWER.encode(&file.metadata.sha256_hash()[..16])
    );
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    let media_type = file.metadata.mimetype().to_owned();
    let mut response: Response = file.data.into_owned().into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, media_type.as_str()),
        (header::ETAG, &tag),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}
