//! What officers say of an application: the reasons, and their own words.

use crate::{Act, StoreError, Tx, remark};
use domain::{
    contract::{Application, ApplicationState, Remark},
    id::Id,
    turn_down::TurnDown,
};

pub type Said = remark::Said<ApplicationState, Remark>;

/// Keep what the officer who acts says.
pub async fn insert_remark(
    act: &mut Act,
    id: Id<Said>,
    (application, outcome): (Id<Application>, ApplicationState),
    command: &TurnDown<Remark>,
) -> Result<(), StoreError> {
    let reasons: Vec<_> = command.reasons.iter().map(|reason| reason.code()).collect();
    remark::insert(
        act,
        "INSERT INTO application_remark (id, application, at, officer, outcome, reasons, remark) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        (id.to_string(), application.to_string(), outcome.code()),
        (&reasons, &command.remark),
    )
    .await
}

/// What was said of one, the latest first.
pub async fn remarks(tx: &mut Tx, application: Id<Application>) -> Result<Vec<Said>, StoreError> {
    let query = "SELECT r.at, a.name, r.outcome, r.reasons, r.remark FROM application_remark r \
                 JOIN account a ON a.id = r.officer WHERE r.application = $1 ORDER BY r.at DESC, r.id DESC";
    remark::of(tx, query, application.to_string()).await
}
