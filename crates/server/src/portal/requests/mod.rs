//! Requests of professionals, settled by those who register: the queue, one request beside those whom it resembles (D2).

mod case;
pub mod labels;
mod queue;
mod settle;

use crate::{portal::words, router::Routes, web::Who};
use store::request::Said;

/// The routes of those who settle.
#[must_use]
pub fn routes(routes: Routes, who: Who) -> Routes {
    routes
        .get("/demandes", who, queue::list)
        .get("/demandes/{request}", who, case::show)
        .post("/demandes/{request}/accepter", who, settle::accept)
        .post("/demandes/{request}/ajouter", who, settle::add)
        .post("/demandes/{request}/retour", who, settle::turn_down)
}

/// What a manager said, once.
pub struct RemarkLine {
    pub at: String,
    pub outcome: &'static str,
    pub reasons: Vec<&'static str>,
    pub text: String,
    pub manager: String,
}

#[must_use]
pub fn remark_line(said: Said) -> RemarkLine {
    RemarkLine {
        at: words::date_time(said.at),
        outcome: labels::state(said.outcome).0,
        reasons: said
            .reasons
            .iter()
            .filter_map(|reason| labels::remark(*reason))
            .collect(),
        text: said.remark,
        manager: said.manager,
    }
}
