//! The course of managers (T1–T4): read by anyone signed in, module after module, with its questions and its attestation.

mod attestation;
mod check;
mod module;
mod overview;
mod questions;
mod result;

use crate::{
    router::Routes,
    web::{
        Problem, SignedIn,
        Who::{self, Anyone},
    },
    world::World,
};
use domain::training::{Answered, Block, Completion, Course, Text};
use store::{housekeeping::course, training};

/// The routes of the course, and of whoever checks an attestation.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/formation", Anyone, overview::show)
        .get("/formation/resultat", Who::SignedIn, result::show)
        .get("/formation/attestation", Who::SignedIn, attestation::send)
        .get("/formation/{module}", Who::SignedIn, module::show)
        .get(
            "/formation/{module}/questions",
            Who::SignedIn,
            questions::show,
        )
        .post(
            "/formation/{module}/questions",
            Who::SignedIn,
            questions::submit,
        )
        .get("/verifier", Anyone, check::form)
        .get("/verifier/{code}", Anyone, check::show)
}

/// A paragraph, or a list: what `training/text.html` draws.
struct Part {
    paragraph: &'static str,
    items: &'static [String],
}

fn parts(text: &'static Text) -> Vec<Part> {
    text.0
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => Part {
                paragraph: text,
                items: &[],
            },
            Block::List(items) => Part {
                paragraph: "",
                items,
            },
        })
        .collect()
}

/// What the learner answered, and what they have passed of this version.
async fn progress(
    world: &World,
    signed: &SignedIn,
) -> Result<(Vec<Answered>, Option<Completion>), Problem> {
    let version = Course::current().version;
    let account = &signed.live.account;
    let mut tx = world.db().read().await?;
    let answered = course::of(&mut tx, account.id, version).await?;
    // An account whose address cannot be read has passed nothing that a file could have told.
    let passed = match account.email.parse() {
        Ok(email) => training::of(&mut tx, &email, version).await?,
        Err(_) => None,
    };
    Ok((answered, passed))
}
