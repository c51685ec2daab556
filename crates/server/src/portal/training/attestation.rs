//! The attestation of a passed course, as a PDF document.

use super::progress;
use crate::{
    documents::{self, Attestation, Letterhead},
    portal::{spreadsheet::download, words},
    web::{Page, Problem, SignedIn, see_other},
    world::World,
};
use axum::extract::State;
use domain::training::Course;

/// Whoever has not passed is shown what is left.
pub async fn send(State(world): State<World>, signed: SignedIn) -> Page {
    let (_, passed) = progress(&world, &signed).await?;
    let Some(passed) = passed else {
        return see_other("/formation/resultat");
    };
    let code = passed.code.display();
    let told = Attestation {
        letterhead: Letterhead {
            service: world.config.service.clone(),
            contact: world.config.contact.clone(),
        },
        name: passed.name,
        course: Course::current().title.to_owned(),
        version: passed.course,
        passed_on: words::date(passed.passed_on),
        score: passed.score.percent(),
        link: format!("{}/verifier/{code}", world.config.public_url),
        code,
    };
    let file = documents::attestation(&told).map_err(|error| Problem::failure(&error))?;
    download("attestation-formation-rpps.pdf", "application/pdf", file)
}
