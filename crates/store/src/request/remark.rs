//! What managers say of a request: the reasons, and their own words.

use crate::{Act, StoreError, Tx, remark};
use domain::{
    id::Id,
    request::{Remark, Request, RequestState},
    turn_down::TurnDown,
};

pub type Said = remark::Said<RequestState, Remark>;

/// Keep what the manager who acts says.
pub async fn insert_remark(
    act: &mut Act,
    (request, outcome): (Id<Request>, RequestState),
    command: &TurnDown<Remark>,
) -> Result<(), StoreError> {
    let id: Id<Said> = act.new_id();
    let reasons: Vec<_> = command.reasons.iter().map(|reason| reason.code()).collect();
    remark::insert(
        act,
        "INSERT INTO request_remark (id, request, at, manager, outcome, reasons, remark) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        (id.to_string(), request.to_string(), outcome.code()),
        (&reasons, &command.remark),
    )
    .await
}

/// What was said of one, the latest first.
pub async fn remarks(tx: &mut Tx, request: Id<Request>) -> Result<Vec<Said>, StoreError> {
    let query = "SELECT r.at, a.name, r.outcome, r.reasons, r.remark FROM request_remark r \
                 JOIN account a ON a.id = r.manager WHERE r.request = $1 ORDER BY r.at DESC, r.id DESC";
    remark::of(tx, query, request.to_string()).await
}
