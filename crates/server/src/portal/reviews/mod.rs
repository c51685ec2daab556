//! The reviews of a scope: every six months each establishment confirms its list (L5).

mod certificate;
mod close;
mod list;
mod one;
mod rest;
mod view;

pub use view::{Waiting, waiting};

use crate::{router::Routes, web::Who};

/// The routes of those who register.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/revue", who, list::show)
        .post("/revue/ouvrir", who, list::open)
        .get("/revue/{review}", who, one::show)
        .post("/revue/{review}", who, one::submit)
        .get("/revue/{review}/fermer", who, close::show)
        .post("/revue/{review}/fermer", who, close::submit)
        .get("/revue/{review}/tout-confirmer", who, rest::show)
        .post("/revue/{review}/tout-confirmer", who, rest::submit)
        .get("/revue/{review}/attestation.pdf", who, certificate::send)
}
