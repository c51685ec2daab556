//! The French portal: pages by audience.

pub mod components;
pub mod composants;
pub mod documents;
pub mod form;
pub mod messages;
pub mod navigation;
pub mod notices;
pub mod shell;
pub mod timeline;
pub mod words;

mod agency;
pub mod assets;
mod candidate;
pub mod card;
mod contracts;
pub mod demo;
mod departures;
mod end_reasons;
mod health;
mod history;
mod look_alikes;
mod own_file;
mod picker;
mod practice_form;
mod professionals;
mod public;
mod registration;
mod remark;
mod requests;
mod reviews;
mod rights;
mod search;
mod session;
mod situation_form;
mod spreadsheet;
mod structure;
mod training;
mod workspace;

use crate::{
    router::Routes,
    web::Who::{Anyone, Officer, Professional, Registrar, SignedIn, Unseen},
};

/// The routes of the portal.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/sante", Unseen, health::ready)
        .get("/assets/{file}", Unseen, assets::file)
        // Sign-in and sessions.
        .get("/connexion", Anyone, session::sign_in)
        .get("/connexion/carte", Anyone, card::arrive)
        .get("/connexion/courriel", Anyone, session::ask)
        .post("/connexion/courriel", Anyone, session::send)
        .get("/connexion/lien/{link}/{secret}", Anyone, session::show)
        .post("/connexion/lien/{link}/{secret}", Anyone, session::enter)
        .get("/connexion/dossier", Anyone, session::ask_own)
        .post("/connexion/dossier", Anyone, session::send_own)
        .get(
            "/connexion/dossier/lien/{link}/{secret}",
            Anyone,
            session::show_own_link,
        )
        .post(
            "/connexion/dossier/lien/{link}/{secret}",
            Anyone,
            session::send_code,
        )
        .get(
            "/connexion/dossier/code/{sms}",
            Anyone,
            session::show_own_code,
        )
        .post("/connexion/dossier/code/{sms}", Anyone, session::enter_own)
        .get("/connexion/nom", SignedIn, session::show_name)
        .post("/connexion/nom", SignedIn, session::submit_name)
        .get("/connexion/agence", Anyone, session::show_door)
        .post("/connexion/agence", Anyone, session::enter_door)
        .get(
            "/connexion/cle/{link}/{secret}",
            Anyone,
            session::show_first_key,
        )
        .post(
            "/connexion/cle/{link}/{secret}",
            Anyone,
            session::register_first_key,
        )
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
        .get(
            "/recherche/tous-les-etablissements",
            SignedIn,
            search::all_establishments,
        )
        // Those who register.
        .get("/espace", Registrar, workspace::show);
    let routes = public::routes(routes);
    let routes = training::routes(routes);
    let routes = registration::routes(routes, Registrar);
    let routes = professionals::routes(routes, Registrar);
    let routes = departures::routes(routes, Registrar);
    let routes = contracts::routes(routes, SignedIn);
    let routes = candidate::routes(routes, SignedIn);
    let routes = requests::routes(routes, Registrar);
    let routes = own_file::routes(routes, Professional);
    let routes = structure::routes(routes);
    let routes = rights::routes(routes);
    let routes = reviews::routes(routes, Registrar);
    agency::routes(routes, Officer)
}
