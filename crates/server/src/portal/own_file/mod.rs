//! A professional's own file: what is held, what is published, what was done, and what they may change (R12, M2).

mod attestation;
mod confirm;
mod email;
mod export;
mod history;
mod mobile;
mod practice;
mod show;

pub use attestation::checked;

use crate::{
    router::Routes,
    web::Who::{self, Anyone},
};

/// The routes of a registered person, and of the address that was theirs.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/mon-dossier", who, show::show)
        .get("/mon-dossier/historique", who, history::show)
        .get("/mon-dossier/donnees.json", who, export::json)
        .get("/mon-dossier/donnees.pdf", who, export::pdf)
        .post("/mon-dossier/attestation", who, attestation::send)
        .get("/mon-dossier/adresse", who, email::show)
        .post("/mon-dossier/adresse", who, email::submit)
        .get(
            "/mon-dossier/adresse/{link}/{secret}",
            who,
            email::show_link,
        )
        .post("/mon-dossier/adresse/{link}/{secret}", who, email::confirm)
        .get("/mon-dossier/mobile", who, mobile::show)
        .post("/mon-dossier/mobile", who, mobile::submit)
        .get("/mon-dossier/mobile/{sms}", who, mobile::show_code)
        .post("/mon-dossier/mobile/{sms}", who, mobile::confirm)
        .get("/mon-dossier/nom-exercice", who, practice::show)
        .post("/mon-dossier/nom-exercice", who, practice::submit)
        .get(
            "/coordonnees/confirmer/{link}/{secret}",
            Anyone,
            confirm::show,
        )
        .post(
            "/coordonnees/confirmer/{link}/{secret}",
            Anyone,
            confirm::submit,
        )
}
