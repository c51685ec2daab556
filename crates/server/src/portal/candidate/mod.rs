//! The candidate's own request: who is concerned, four short steps on a phone, what became of it (D1–D4, R14).

mod begin;
mod checks;
mod follow;
mod progress;
mod step;
mod verify;
mod view;

use crate::{
    router::Routes,
    web::{
        SignedIn,
        Who::{self, Anyone},
    },
};
use domain::{access::Means, identifiers::Email};

/// The routes of those who ask to be registered; a mailbox is proven first.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/demande", Anyone, begin::show)
        .get("/demande/suivi", who, follow::list)
        .get("/demande/suivi/{request}", who, follow::show)
        .post("/demande/suivi/{request}/corriger", who, follow::correct)
        .post("/demande/suivi/{request}/retirer", who, follow::withdraw)
        .get("/demande/verifier", who, verify::show)
        .post("/demande/verifier", who, verify::submit)
        .post("/demande/effacer", who, step::delete)
        .get("/demande/{step}", who, step::show)
        .post("/demande/{step}", who, step::submit)
}

/// The mailbox that the visitor has just shown to read; else where that is shown: no other way of signing in proves one.
fn mailbox(signed: &SignedIn) -> Result<Email, String> {
    let live = &signed.live;
    match live.account.email.parse() {
        Ok(email) if live.by.means == Means::Link => Ok(email),
        _ => Err("/connexion/courriel?suite=/demande/suivi".to_owned()),
    }
}
