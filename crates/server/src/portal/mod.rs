//! The French portal: pages by audience.

pub mod components;
pub mod composants;
pub mod documents;
pub mod form;
pub mod messages;
pub mod navigation;
pub mod shell;
pub mod timeline;
pub mod words;

pub mod assets;
pub mod demo;
mod health;
mod public;
mod registration;
mod search;
mod session;
mod workspace;

use crate::{
    router::Routes,
    web::Who::{Anyone, Registrar, SignedIn, Unseen},
};

/// The routes of the portal.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/sante", Unseen, health::ready)
        .get("/assets/{file}", Unseen, assets::file)
        // Sign-in and sessions.
        .get("/connexion", Anyone, session::sign_in)
        .get("/connexion/qualite", SignedIn, session::capacities)
        .post("/connexion/qualite", SignedIn, session::choose)
        .get("/reprise/{form}", SignedIn, session::resume)
        .get("/mes-sessions", SignedIn, session::list)
        .post("/mes-sessions/fermer", SignedIn, session::end)
        .post("/session/prolonger", SignedIn, session::prolong)
        .post("/deconnexion", SignedIn, session::sign_out)
        // Pickers.
        .get("/recherche/communes", SignedIn, search::communes)
        .get(
            "/recherche/etablissements",
            Registrar,
            search::establishments,
        )
        // Those who register.
        .get("/espace", Registrar, workspace::show);
    public::routes(registration::routes(routes, Registrar))
}
