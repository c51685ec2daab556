//! The professionals of a scope: the list, finding someone (M1), their file, one more situation (M2).

mod export;
mod file;
mod find;
mod find_by_identity;
mod history;
mod list;
mod situation;

use crate::{router::Routes, web::Who};

/// The routes of those who register.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/professionnels", who, list::show)
        .get("/professionnels.csv", who, export::csv)
        .get("/professionnels.xlsx", who, export::xlsx)
        .get("/professionnels/ajouter", who, find::show)
        .post("/professionnels/ajouter", who, find::submit)
        .get(
            "/professionnels/ajouter/etat-civil",
            who,
            find_by_identity::show,
        )
        .post(
            "/professionnels/ajouter/etat-civil",
            who,
            find_by_identity::submit,
        )
        .get("/professionnels/{rpps}", who, file::show)
        .get(
            "/professionnels/{rpps}/situations/nouvelle",
            who,
            situation::show,
        )
        .post(
            "/professionnels/{rpps}/situations/nouvelle",
            who,
            situation::submit,
        )
}
