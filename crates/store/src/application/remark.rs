//! What officers say of a request: the reasons, and their own words.

use crate::{Act, StoreError, Tx, on, time, value};
use domain::{
    contract::{Application, ApplicationState, Remark, TurnDown},
    id::Id,
};
use jiff::Timestamp;

/// What an officer said when turning a request down.
#[derive(Clone, Debug)]
pub struct Said {
    pub at: Timestamp,
    /// Name of the officer.
    pub officer: String,
    pub outcome: ApplicationState,
    pub reasons: Vec<Remark>,
    pub remark: String,
}

/// Keep what the officer who acts says.
pub async fn insert_remark(
    act: &mut Act,
    id: Id<Said>,
    (application, outcome): (Id<Application>, ApplicationState),
    command: &TurnDown,
) -> Result<(), StoreError> {
    let officer = act.context.actor.as_ref().ok_or(StoreError::SignedOut)?;
    let officer = officer.account.to_string();
    let reasons: Vec<_> = command.reasons.iter().map(|reason| reason.code()).collect();
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query(
            "INSERT INTO application_remark (id, application, at, officer, outcome, reasons, remark) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.to_string())
        .bind(application.to_string())
        .bind(at)
        .bind(officer)
        .bind(outcome.code())
        .bind(reasons.join(" "))
        .bind(command.remark.trim())
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// What was said of a request, the latest first.
pub async fn remarks(tx: &mut Tx, application: Id<Application>) -> Result<Vec<Said>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(
            "SELECT r.at, a.name, r.outcome, r.reasons, r.remark FROM application_remark r \
             JOIN account a ON a.id = r.officer WHERE r.application = $1 ORDER BY r.at DESC, r.id DESC",
        )
        .bind(application.to_string())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(at, officer, outcome, reasons, remark)| {
            Ok(Said {
                at: time::instant(&at)?,
                officer,
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
