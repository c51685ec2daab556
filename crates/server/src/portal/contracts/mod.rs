//! Contracts on line: what they are, the request question by question, and what became of it (C1–C6).

mod begin;
mod correct;
mod cover;
mod follow;
mod form;
pub mod labels;
pub mod pieces;
mod presentation;
mod question;
pub mod steps;
mod structures;
pub mod tree;
mod verify;
mod view;

pub use cover::{name, taken_in};
pub use follow::{remark_line, rows};
pub use form::send as send_form;

use crate::{
    router::Routes,
    web::{
        SignedIn,
        Who::{self, Anyone},
    },
};
use domain::access::Means;
use store::application::Reader;

/// The routes of those who ask for a contract.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/contractualiser", Anyone, presentation::show)
        .get("/recherche/structures", who, structures::search)
        .post("/contractualiser/demandes", who, begin::begin)
        .get(
            "/contractualiser/demandes/{demand}/verifier",
            who,
            verify::show,
        )
        .post(
            "/contractualiser/demandes/{demand}/verifier",
            who,
            verify::submit,
        )
        .post(
            "/contractualiser/demandes/{demand}/supprimer",
            who,
            begin::delete,
        )
        .get(
            "/contractualiser/demandes/{demand}/{question}",
            who,
            question::show,
        )
        .post(
            "/contractualiser/demandes/{demand}/{question}",
            who,
            question::submit,
        )
        .get("/contractualiser/dossiers", who, follow::list)
        .get("/contractualiser/dossiers/{application}", who, follow::show)
        .get(
            "/contractualiser/dossiers/{application}/f101.pdf",
            who,
            form::download,
        )
        .post(
            "/contractualiser/dossiers/{application}/f101",
            who,
            form::upload,
        )
        .get(
            "/contractualiser/dossiers/{application}/corriger",
            who,
            correct::show,
        )
        .post(
            "/contractualiser/dossiers/{application}/corriger",
            who,
            correct::submit,
        )
        .get(
            "/contractualiser/dossiers/{application}/pieces/{piece}",
            who,
            pieces::of_reader,
        )
        .get(
            "/contractualiser/reference/{reference}",
            who,
            follow::by_reference,
        )
}

/// Who reads, as a list of requests asks it: a mailbox counts when it has just been shown that it is read.
fn reader(signed: &SignedIn) -> Reader<'_> {
    Reader {
        account: signed.live.account.id,
        mailbox: if signed.live.by.means == Means::Link {
            &signed.live.account.email
        } else {
            ""
        },
    }
}
