//! Registering a professional: before the first step, the four steps, "vérifiez", and what follows (R1).

mod before;
mod cards;
mod checks;
mod compare;
pub mod contest;
mod done;
mod drafts;
pub mod standing;
mod step;
mod verify;
mod view;

pub use cards::sections;
pub use drafts::{DraftLine, draft_lines};
pub use view::{countries, practice_names};

use crate::{router::Routes, web::Who};

/// The routes of the wizard, for those who may register.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/enregistrements", who, drafts::list)
        .get("/enregistrements/nouveau", who, before::show)
        .post("/enregistrements/nouveau", who, before::begin)
        .get("/enregistrements/{draft}/verifier", who, verify::show)
        .post("/enregistrements/{draft}/verifier", who, verify::submit)
        .post("/enregistrements/{draft}/supprimer", who, drafts::delete)
        .get("/enregistrements/{draft}/contester", who, contest::show)
        .post("/enregistrements/{draft}/contester", who, contest::submit)
        .get("/enregistrements/{draft}/ressemblances", who, compare::show)
        .post(
            "/enregistrements/{draft}/ressemblances",
            who,
            compare::submit,
        )
        .get("/enregistrements/{draft}/{step}", who, step::show)
        .post("/enregistrements/{draft}/{step}", who, step::submit)
        .get("/professionnels/{rpps}/enregistre", who, done::show)
        .get("/professionnels/{rpps}/suivi", who, done::timeline)
}
