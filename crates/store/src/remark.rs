//! What is said of an application or a request that is not accepted: the reasons, and own words (C3, D2).

use crate::{Act, StoreError, Tx, on, time, value};
use jiff::Timestamp;
use std::str::FromStr;

/// What somebody said when turning one down. `S` is the state it then had, `R` its kind of reason.
#[derive(Clone, Debug)]
pub struct Said<S, R> {
    pub at: Timestamp,
    /// The name of who said it.
    pub by: String,
    pub outcome: S,
    pub reasons: Vec<R>,
    pub remark: String,
}

/// Keep what the actor says, by a statement whose parameters are the identifier, the subject, the instant, the
/// account, the outcome, the reasons and the remark.
pub(crate) async fn insert(
    act: &mut Act,
    statement: &'static str,
    (id, subject, outcome): (String, String, &'static str),
    (reasons, remark): (&[&'static str], &str),
) -> Result<(), StoreError> {
    let by = act.context.actor.as_ref().ok_or(StoreError::SignedOut)?;
    let by = by.account.to_string();
    let at = time::text(act.context.at);
    on!(&mut act.tx, |conn| {
        sqlx::query(statement)
            .bind(id)
            .bind(subject)
            .bind(at)
            .bind(by)
            .bind(outcome)
            .bind(reasons.join(" "))
            .bind(remark.trim())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// What was said of a subject, by a query of the instant, the name, the outcome, the reasons and the remark.
pub(crate) async fn of<S: FromStr, R: FromStr>(
    tx: &mut Tx,
    query: &'static str,
    subject: String,
) -> Result<Vec<Said<S, R>>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, |conn| {
        sqlx::query_as(query).bind(subject).fetch_all(conn).await?
    });
    rows.into_iter()
        .map(|(at, by, outcome, reasons, remark)| {
            Ok(Said {
                at: time::instant(&at)?,
                by,
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
