//! The professionals of a scope: the list, finding someone (M1), their file, their situations
//! added, changed and ended (M2, L1).

mod cards;
mod change;
mod close;
mod contact;
mod death;
mod export;
mod file;
mod find;
mod find_by_identity;
mod held;
mod history;
mod list;
mod practice;
mod reopen;
mod situation;

pub use cards::{Card, Reader, card};
pub use file::identity_rows;

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
        .get("/professionnels/{rpps}/historique", who, history::show)
        .get("/professionnels/{rpps}/coordonnees", who, contact::show)
        .post("/professionnels/{rpps}/coordonnees", who, contact::submit)
        .get("/professionnels/{rpps}/nom-exercice", who, practice::show)
        .post("/professionnels/{rpps}/nom-exercice", who, practice::submit)
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
        .get(
            "/professionnels/{rpps}/situations/{situation}/modifier",
            who,
            change::show,
        )
        .post(
            "/professionnels/{rpps}/situations/{situation}/modifier",
            who,
            change::submit,
        )
        .get(
            "/professionnels/{rpps}/situations/{situation}/fermer",
            who,
            close::show,
        )
        .post(
            "/professionnels/{rpps}/situations/{situation}/fermer",
            who,
            close::submit,
        )
        .get(
            "/professionnels/{rpps}/situations/{situation}/retablir",
            who,
            reopen::show,
        )
        .post(
            "/professionnels/{rpps}/situations/{situation}/retablir",
            who,
            reopen::submit,
        )
        .get("/professionnels/{rpps}/deces", who, death::show)
        .post("/professionnels/{rpps}/deces", who, death::submit)
}
