//! The cards of the demonstration, as files that a browser imports.

use crate::{
    demo::cards,
    web::{Page, Problem},
    world::World,
};
use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse as _,
};
use domain::access::Means;

/// A card to download.
pub struct Line {
    pub holder: String,
    pub number: String,
    pub file: String,
}

/// The cards that sign in; none when this demonstration has no port for cards.
pub async fn list(world: &World) -> anyhow::Result<Vec<Line>> {
    if !world.config.card.is_open() {
        return Ok(Vec::new());
    }
    let mut tx = world.db().read().await?;
    let holders = store::access::holders(&mut tx, Means::Card).await?;
    let lines = holders.into_iter().map(|(number, account)| Line {
        holder: account.name,
        file: format!("/demo/cartes/{}.p12", number.replace('/', "-")),
        number,
    });
    Ok(lines.collect())
}

/// The PKCS#12 file of a card, issued when it is first asked for.
pub async fn file(State(world): State<World>, Path(name): Path<String>) -> Page {
    let number = name.strip_suffix(".p12").map(|name| name.replace('-', "/"));
    let number = number.and_then(|number| number.parse().ok());
    let number = number.ok_or_else(Problem::not_found)?;
    let file = cards::issue(&world, &number).await?;
    let file = file.ok_or_else(Problem::not_found)?;
    download(&file, "application/x-pkcs12")
}

/// The root of the test authority, for the browser to believe the port of cards.
pub async fn authority(State(world): State<World>) -> Page {
    let root = world.config.card.authorities.first();
    let root = root.ok_or_else(Problem::not_found)?;
    download(root.as_ref(), "application/x-x509-ca-cert")
}

fn download(path: &std::path::Path, media_type: &'static str) -> Page {
    let bytes = std::fs::read(path).map_err(anyhow::Error::from)?;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, "attachment"),
    ];
    Ok((headers, bytes).into_response())
}
