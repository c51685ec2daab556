//! The certificate of a review that is done, as a PDF document.

use super::view::find;
use crate::{
    documents::{self, Letterhead, ReviewCertificate},
    portal::{spreadsheet::download, words},
    web::{Acting, Page, Problem},
    world::World,
};
use axum::extract::{Path, State};
use domain::{access::paris_day, review::Standing};
use std::collections::BTreeSet;

pub async fn send(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let opened = find(&world, &acting, &id).await?;
    let listed = &opened.listed;
    let (Some(ended), Some(code)) = (listed.review.ended_at, &listed.code) else {
        return Err(Problem::not_found());
    };
    let answered: BTreeSet<&str> = opened
        .lines
        .iter()
        .filter_map(|kept| match &kept.line.standing {
            Standing::Open => None,
            Standing::Confirmed { by, .. } | Standing::Closed { by, .. } => Some(by.as_str()),
        })
        .filter(|by| !by.is_empty())
        .collect();
    let code = code.display();
    let told = ReviewCertificate {
        letterhead: Letterhead {
            service: world.config.service.clone(),
            contact: world.config.contact.clone(),
        },
        place: listed.place.clone(),
        town: listed.town.clone(),
        finess: listed.review.establishment.to_string(),
        opened_on: words::date(paris_day(listed.review.opened_at)),
        ended_on: words::date(paris_day(ended)),
        confirmed: listed.progress.confirmed,
        closed: listed.progress.closed,
        answered_by: answered.into_iter().collect::<Vec<_>>().join(", "),
        link: format!("{}/verifier/{code}", world.config.public_url),
        code,
    };
    let file = documents::review_certificate(&told).map_err(|error| Problem::failure(&error))?;
    let name = format!("attestation-revue-{}.pdf", listed.review.establishment);
    download(&name, "application/pdf", file)
}
