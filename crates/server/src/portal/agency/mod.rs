//! The pages of the agency's officers: figures and delays, cards, messages, contested identities, the course, reference
//! tables.

mod cards;
mod chart;
mod completions;
mod completions_file;
mod completions_import;
mod contested;
mod contracts;
mod csv_file;
mod dashboard;
mod keys;
mod messages;
mod professionals;
mod references;
mod settle;
mod supervision;

use crate::{router::Routes, web::Who};

/// The routes of officers.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    let routes = professionals::routes(routes, who);
    contracts::routes(routes, who)
        .get("/agence", who, dashboard::show)
        .get("/agence/cartes", who, cards::show)
        .post("/agence/cartes", who, cards::submit)
        .get("/agence/cartes.csv", who, cards::csv)
        .get("/agence/cartes.xlsx", who, cards::xlsx)
        .get("/agence/messages", who, messages::list)
        .get("/agence/messages.csv", who, messages::csv)
        .get("/agence/messages.xlsx", who, messages::xlsx)
        .post("/agence/messages/relancer", who, messages::restart_many)
        .get(
            "/agence/messages/{message}/abandonner",
            who,
            messages::show_give_up,
        )
        .post(
            "/agence/messages/{message}/abandonner",
            who,
            messages::give_up,
        )
        .post(
            "/agence/messages/{message}/relancer",
            who,
            messages::restart,
        )
        .post("/agence/travaux/{job}/relancer", who, messages::restart_job)
        .get("/agence/supervision", who, supervision::overview)
        .get("/agence/supervision/{watch}", who, supervision::list)
        .get(
            "/agence/supervision/{watch}/liste.csv",
            who,
            supervision::csv,
        )
        .get(
            "/agence/supervision/{watch}/liste.xlsx",
            who,
            supervision::xlsx,
        )
        .get("/agence/doublons", who, contested::list)
        .get("/agence/doublons/{contested}", who, settle::show)
        .post("/agence/doublons/{contested}", who, settle::submit)
        .get("/agence/cles", who, keys::show)
        .post("/agence/cles", who, keys::add)
        .post("/agence/cles/{key}/retirer", who, keys::remove)
        .get("/agence/formation", who, completions::list)
        .get("/agence/formation/imports", who, completions_import::show)
        .post("/agence/formation/imports", who, completions_import::submit)
        .get(
            "/agence/formation/imports/{report}",
            who,
            completions_import::report,
        )
        .get(
            "/agence/formation/imports/{report}/fichier",
            who,
            completions_import::send_report,
        )
        .get("/agence/referentiels", who, references::show)
        .get(
            "/agence/referentiels/imports/{import}",
            who,
            references::report,
        )
}
