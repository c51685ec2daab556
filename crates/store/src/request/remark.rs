//! What managers say of a request: the reasons, and their own words.

use crate::{Act, StoreError, Tx, on, time, value};
use domain::{
    id::Id,
    request::{Remark, Request, RequestState, TurnDown},
};
use jiff::Timestamp;

/// What a manager said when turning a request down.
#[derive(Clone, Debug)]
pub struct Said {
    pub at: Timestamp,
    /// Name of the manager.
    pub manager: String,
    pub outcome: RequestState,
    pub reasons: Vec<Remark>,
    pub remark: String,
}

/// Keep what the manager who acts says.
pub async fn insert_remark(
    act: &mut Act,
    (request, outcome): (Id<Request>, RequestState),
    command: &TurnDown,
) -> Result<(), StoreError> {
    let id: Id<Said> = act.new_id();
    let manager = act.context.actor.as_ref().ok_or(StoreError::SignedOut)?;
    let manager = manager.account.to_string();
    let reasons: Vec<_> = command.reasons.iter().map(|reason| reason.code()).collect();
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "INSERT INTO request_remark (id, request, at, manager, outcome, reasons, remark) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.to_string())
        .bind(request.to_string())
        .bind(at)
        .bind(manager)
        .bind(outcome.code())
        .bind(reasons.join(" "))
        .bind(command.remark.trim())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// What was said of a request, the latest first.
pub async fn remarks(tx: &mut Tx, request: Id<Request>) -> Result<Vec<Said>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT r.at, a.name, r.outcome, r.reasons, r.remark FROM request_remark r \
             JOIN account a ON a.id = r.manager WHERE r.request = $1 ORDER BY r.at DESC, r.id DESC",
        )
        .bind(request.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(at, manager, outcome, reasons, remark)| {
            Ok(Said {
                at: time::instant(&at)?,
                manager,
                outcome: value(&outcome)?,
                reasons: reasons
                    .split_whitespace()
                    .map(value)
                    .collect::<Result<_, _>>()?,
                remark,
            })
        })
        .collect()
}
