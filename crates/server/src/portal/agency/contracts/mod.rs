//! The agency at work on contracts: the queue, one request, one contract, establishments that move (C2–C9).

mod case;
mod contract;
mod movements;
mod queue;
mod settle;

use crate::{router::Routes, web::Who};

/// The routes of contracts, for officers.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/agence/contrats", who, queue::list)
        .get("/agence/contrats.csv", who, queue::csv)
        .get("/agence/contrats.xlsx", who, queue::xlsx)
        .get("/agence/contrats/{application}", who, case::show)
        .get("/agence/contrats/{application}/f101.pdf", who, case::form)
        .get(
            "/agence/contrats/{application}/pieces/{piece}",
            who,
            case::piece,
        )
        .post("/agence/contrats/{application}/prendre", who, settle::take)
        .post(
            "/agence/contrats/{application}/formulaire",
            who,
            settle::form_came,
        )
        .post(
            "/agence/contrats/{application}/accepter",
            who,
            settle::accept,
        )
        .post(
            "/agence/contrats/{application}/retour",
            who,
            settle::turn_down,
        )
        .get("/agence/contrats/contrat/{contract}", who, contract::show)
        .post(
            "/agence/contrats/contrat/{contract}/fin",
            who,
            contract::end,
        )
        .get("/agence/mouvements", who, movements::list)
        .post("/agence/mouvements/{movement}", who, movements::settle)
}
