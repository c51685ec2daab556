//! Requests of professionals, settled by those who register: the queue, one request beside those whom it resembles (D2).

mod case;
mod contest;
pub mod labels;
mod queue;
mod settle;

use crate::{
    portal::remark::{self, RemarkLine},
    router::Routes,
    web::Who,
};
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
        .get("/demandes/{request}/contester", who, contest::show)
        .post("/demandes/{request}/contester", who, contest::submit)
}

/// What managers said, once.
pub fn remark_line(said: Said) -> RemarkLine {
    remark::line(said, |state| labels::state(state).0, labels::remark)
}
